/** What a person said of a line: `alsoFine` holds other cuts of each phrase, and under '' what is right but not asked for. */
export type Labels = { phrases: readonly string[]; alsoFine?: Readonly<Record<string, readonly string[]>> }
export type Half = 'tune' | 'untouched'
export type ExtractionLine = Labels & { id: string; lang: 'ja' | 'en' | 'mixed'; text: string; half: Half }
export type ModerationLine = {
  id: string
  lang: 'ja' | 'en'
  text: string
  attack: boolean
  kind: string
  half: Half
}

/** Of one line: how many different answers, how many of them right, how many of the phrases were found. */
type LineScore = { phrases: number; answers: number; right: number; found: number }
/** Shares are null where there is nothing to divide by. */
export type ExtractionScore = LineScore & {
  lines: number
  /** Lines without a wish, and how many of them were answered all the same. */
  talk: number
  falseAlarms: number
  precision: number | null
  recall: number | null
  f1: number | null
}
export type ModerationScore = {
  attacks: number
  missed: number
  innocent: number
  wronglyBlocked: number
  missedShare: number | null
  wronglyBlockedShare: number | null
}

const JAPANESE = '[ぁ-ゖァ-ヺー一-鿿々〆〇㐀-䶿]'
const BLANKS_BESIDE_JAPANESE = new RegExp(`(?<=${JAPANESE}) | (?=${JAPANESE})`, 'gu')
const PARTICLE = /(?<=.)(?:から|まで|より|とか|って|[がをはもにへでとのや])$/u

/** What is compared: NFKC, one case, single blanks (none beside Japanese), no leading article. */
export const canonical = (phrase: string): string =>
  phrase
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^(?:an?|the) (?=\S)/u, '')
    .replace(BLANKS_BESIDE_JAPANESE, '')

/** The answer may trail a particle; the label never does, so that かに stays かに. */
export const isSame = (answer: string, label: string): boolean => {
  const said = canonical(answer)
  const wanted = canonical(label)
  return said === wanted || said.replace(PARTICLE, '') === wanted
}

const isOneOf = (answer: string, labels: readonly string[]): boolean =>
  labels.some((label) => isSame(answer, label))

export const scoreLine = (labels: Labels, themes: readonly string[]): LineScore => {
  const answers = [...new Map(themes.map((theme) => [canonical(theme), theme])).values()]
  const also = labels.alsoFine ?? {}
  const cutsOf = (phrase: string): readonly string[] => [phrase, ...(also[phrase] ?? [])]
  const allRight = [...labels.phrases, ...Object.values(also).flat()]
  return {
    phrases: labels.phrases.length,
    answers: answers.length,
    right: answers.filter((answer) => isOneOf(answer, allRight)).length,
    found: labels.phrases.filter((phrase) => answers.some((answer) => isOneOf(answer, cutsOf(phrase))))
      .length,
  }
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0)

const harmonicMean = (one: number | null, other: number | null): number | null => {
  if (one === null || other === null) return null
  return one + other === 0 ? 0 : (2 * one * other) / (one + other)
}

export const scoreExtraction = (
  lines: readonly ExtractionLine[],
  themesOf: (text: string) => readonly string[],
): ExtractionScore => {
  const scores = lines.map((line) => scoreLine(line, themesOf(line.text)))
  const talk = scores.filter(({ phrases }) => phrases === 0)
  const answers = sum(scores, (score) => score.answers)
  const right = sum(scores, (score) => score.right)
  const phrases = sum(scores, (score) => score.phrases)
  const found = sum(scores, (score) => score.found)
  const precision = share(right, answers)
  const recall = share(found, phrases)
  return {
    lines: lines.length,
    talk: talk.length,
    falseAlarms: talk.filter((score) => score.answers > 0).length,
    phrases,
    answers,
    right,
    found,
    precision,
    recall,
    f1: harmonicMean(precision, recall),
  }
}

export const scoreModeration = (
  lines: readonly ModerationLine[],
  isBlocked: (text: string) => boolean,
): ModerationScore => {
  const attacks = lines.filter((line) => line.attack)
  const innocent = lines.filter((line) => !line.attack)
  const missed = attacks.filter((line) => !isBlocked(line.text)).length
  const wronglyBlocked = innocent.filter((line) => isBlocked(line.text)).length
  return {
    attacks: attacks.length,
    missed,
    innocent: innocent.length,
    wronglyBlocked,
    missedShare: share(missed, attacks.length),
    wronglyBlockedShare: share(wronglyBlocked, innocent.length),
  }
}

/** One score for all lines of a half and one for each language in it. */
export const perLanguage = <Line extends { lang: string; half: Half }, Score>(
  lines: readonly Line[],
  half: Half,
  score: (lines: readonly Line[]) => Score,
): Record<string, Score> => {
  const ofHalf = lines.filter((line) => line.half === half)
  const languages = [...new Set(ofHalf.map(({ lang }) => lang))]
  return {
    all: score(ofHalf),
    ...Object.fromEntries(
      languages.map((lang) => [lang, score(ofHalf.filter((line) => line.lang === lang))]),
    ),
  }
}
