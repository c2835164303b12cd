/** `author`: who wrote it; what is learned from some is measured on the others. */
export type LabelledLine = {
  lang: 'ja' | 'en'
  text: string
  attack: boolean
  kind: string
  author: string
}
