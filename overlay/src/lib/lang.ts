import type { Text } from '@yosegaki/contract'
import { getContext, setContext } from 'svelte'
import type { Lang } from './settings.ts'

const KEY = Symbol('lang')

/** Which languages the widgets below speak; set once by the page. */
export const setLang = (lang: Lang) => setContext(KEY, lang)
export const getLang = (): Lang => getContext<Lang | undefined>(KEY) ?? 'both'

/** A text as one plain string, for labels that cannot hold two elements. */
export function plain(text: Text, lang: Lang): string {
  if (lang !== 'both') return text[lang]
  return text.ja === text.en ? text.ja : `${text.ja} / ${text.en}`
}
