import type { Text } from '@yosegaki/contract'

/** A dictionary: texts in both languages, perhaps with something to fill in, in groups. Half a text does not compile. */
export type Words =
  | Text
  | ((...filledIn: never[]) => Text)
  | readonly Words[]
  | { readonly [key: string]: Words }
