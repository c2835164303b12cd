import {
  englishDataset,
  englishRecommendedTransformers,
  type Node,
  type ParsedPattern,
  RegExpMatcher,
  SyntaxKind,
} from 'obscenity'

const matcher = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers })

const sourceOf = (node: Node): string => {
  switch (node.kind) {
    case SyntaxKind.Literal:
      return String.fromCodePoint(...node.chars).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    case SyntaxKind.Optional:
      return `(?:${sourceOf(node.childNode)})?`
    case SyntaxKind.Wildcard:
      return '.'
    default:
      return ''
  }
}

const patternSource = ({
  nodes,
  requireWordBoundaryAtEnd,
  requireWordBoundaryAtStart,
}: ParsedPattern): string =>
  `${requireWordBoundaryAtStart ? '\\b' : ''}${nodes.map(sourceOf).join('')}${requireWordBoundaryAtEnd ? '\\b' : ''}`

/** All patterns of the data set as one expression: obscenity tries its hundred one by one, which took longest of all. */
const ANY = new RegExp(
  (englishDataset.build().blacklistedTerms ?? []).map(({ pattern }) => patternSource(pattern)).join('|'),
  's',
)

const STEPS = englishRecommendedTransformers.blacklistMatcherTransformers ?? []

/** What the steps that look at one character alone make of each, found out once. */
const KEPT = 5_000
const PLAIN = new Map<number, number | undefined>()
const resolved = (code: number): number | undefined => {
  if (PLAIN.has(code)) return PLAIN.get(code)
  let plain: number | undefined = code
  for (const step of STEPS) if (!('factory' in step) && plain !== undefined) plain = step.transform(plain)
  if (PLAIN.size < KEPT) PLAIN.set(code, plain)
  return plain
}

/** A line as the matcher sees it: look-alikes and leet speak resolved, lower case, then repeats collapsed. */
const disguiseOff = (text: string): string => {
  const collapsing = STEPS.flatMap((step) => ('factory' in step ? [step.factory()] : []))
  let plain = ''
  for (const letter of text) {
    let code = resolved(letter.codePointAt(0)!)
    for (const step of collapsing) if (code !== undefined) code = step.transform(code)
    if (code !== undefined) plain += String.fromCodePoint(code)
  }
  return plain
}

/**
 * The words of obscenity's English data set that a text says, in whatever disguise; [] for a clean one. The same answers
 * as its matcher gives, tested, and quick where there is nothing to find.
 */
export const badEnglish = (text: string): string[] =>
  ANY.test(disguiseOff(text))
    ? matcher
        .getAllMatches(text)
        .map((match) => englishDataset.getPayloadWithPhraseMetadata(match).phraseMetadata?.originalWord ?? '')
    : []
