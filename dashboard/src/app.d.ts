import type { SessionView } from '@yosegaki/contract'
import type { Theme } from '#lib/look/theme.ts'

declare global {
  namespace App {
    interface Locals {
      theme: Theme
    }
    interface PageData {
      theme: Theme
      /** Null: the API could not be reached. */
      session: SessionView | null
    }
  }
}
