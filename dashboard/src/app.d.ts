import type { SessionView } from '@yosegaki/contract'
import type { Theme } from '#lib/look/theme.ts'
import type { Language } from '#lib/words/language.ts'

declare global {
  namespace App {
    interface Locals {
      language: Language
      theme: Theme
    }
    interface PageData {
      language: Language
      theme: Theme
      /** Null: the API could not be reached. */
      session: SessionView | null
    }
  }
}
