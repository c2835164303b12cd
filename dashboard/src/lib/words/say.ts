import type { Text } from '@yosegaki/contract'
import { page } from '$app/state'
import type { Language } from './language.ts'

/** The page's language; while a component renders, also on the server. */
export const language = (): Language => page.data.language ?? 'ja'

/** A text in the page's language. */
export const say = (text: Text): string => text[language()]
