import type { Text } from '@yosegaki/contract'
import { getLocale } from '#lib/paraglide/runtime.js'

/** A text that came in both languages, in the reader's: what the server says, and what people wrote. Our own words are messages. */
export const say = (text: Text): string => text[getLocale()]
