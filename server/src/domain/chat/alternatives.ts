import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp'

const parser = new RegExpParser()

/** An expression's tree. `flags`: as of a RegExp. */
export const parse = (source: string, flags: string): AST.Pattern =>
  parser.parsePattern(source, 0, source.length, { unicode: flags.includes('u') })

/** Captures are counted from the first: what refers to one stays whole. */
const refersToCapture = (pattern: AST.Pattern): boolean => {
  let refers = false
  visitRegExpAST(pattern, {
    onBackreferenceEnter: () => {
      refers = true
    },
  })
  return refers
}

const rawOf = (elements: readonly AST.Element[]): string => elements.map(({ raw }) => raw).join('')

/** What takes no letter may stand before the bracket that is taken apart; a repeated one is no `Group` but a `Quantifier`. */
const takeApart = ({ elements }: AST.Alternative): string[] => {
  const open = elements.findIndex(({ type }) => type !== 'Assertion')
  const group = elements[open]
  if (group?.type !== 'Group') return [rawOf(elements)]
  const [ahead, behind] = [rawOf(elements.slice(0, open)), rawOf(elements.slice(open + 1))]
  return group.alternatives.map(({ raw }) => `${ahead}${raw}${behind}`)
}

/**
 * An expression as a list of smaller ones, one of which finds something where the whole does: `a|b` is a and b, and
 * `\b(?:a|b)c` is `\bac` and `\bbc`.
 */
export const alternativesOf = ({ source, flags }: Pick<RegExp, 'source' | 'flags'>): string[] => {
  const pattern = parse(source, flags)
  return refersToCapture(pattern) ? [source] : pattern.alternatives.flatMap(takeApart)
}
