/**
 * How well wishes are found and attacks refused, on hand-labelled lines: ours beside kuromoji's nouns and natural alone.
 * Single lines are shown of the half for tuning only. Last line: JSON of the untouched half.
 */
import { createRequire } from 'node:module'
import { loadAnalyser } from '../../server/src/adapters/chat/analyser.ts'
import { loadAttackModel } from '../../server/src/adapters/chat/attack-model-file.ts'
import { hearLine } from '../../server/src/domain/chat/hear-line.ts'
import { judge } from '../../server/src/domain/chat/judge.ts'
import { normalise } from '../../server/src/domain/chat/normalise.ts'
import {
  type ExtractionScore,
  type Half,
  perLanguage,
  scoreExtraction,
  scoreLine,
  scoreModeration,
} from '../chat-sets/measure.ts'
import {
  readExtraction,
  readModeration,
  readSecondModeration,
  readThirdModeration,
} from '../chat-sets/sets.ts'
import { loadKuromoji } from '../support/kuromoji.ts'

type ThemesOf = (text: string) => string[]
type Word = { text: string; noun: boolean }
type Tagged = { taggedWords: { token: string; tag: string }[] }

/** The server's own dependencies. */
const fromServer = createRequire(new URL('../../server/package.json', import.meta.url))

/** Nouns, those that follow one another joined. */
const joinNouns = (words: readonly Word[], between: string): string[] => {
  const runs: string[][] = [[]]
  for (const { text, noun } of words) {
    if (noun) runs.at(-1)!.push(text)
    else runs.push([])
  }
  return runs.filter((run) => run.length > 0).map((run) => run.join(between))
}

const kuromojiAlone = async (): Promise<ThemesOf> => {
  const tokenizer = await loadKuromoji()
  return (text) =>
    joinNouns(
      tokenizer
        .tokenize(text.normalize('NFKC'))
        .map((token) => ({ text: token.surface_form, noun: token.pos === '名詞' })),
      '',
    )
}

/** By path: natural's index would load database drivers. Its Japanese tokenizer knows no parts of speech: all its words. */
const naturalAlone = (): ThemesOf => {
  const TokenizerJa = fromServer('natural/lib/natural/tokenizers/tokenizer_ja.js')
  const Tokenizer = fromServer('natural/lib/natural/tokenizers/treebank_word_tokenizer.js')
  const Lexicon = fromServer('natural/lib/natural/brill_pos_tagger/lib/Lexicon.js')
  const RuleSet = fromServer('natural/lib/natural/brill_pos_tagger/lib/RuleSet.js')
  const Tagger = fromServer('natural/lib/natural/brill_pos_tagger/lib/Brill_POS_Tagger.js')
  const japanese: { tokenize: (text: string) => string[] } = new TokenizerJa()
  const english: { tokenize: (text: string) => string[] } = new Tokenizer()
  const tagger: { tag: (words: string[]) => Tagged } = new Tagger(
    new Lexicon('EN', 'NN', 'NNP'),
    new RuleSet('EN'),
  )
  return (raw) => {
    const text = raw.normalize('NFKC')
    if (/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text)) return japanese.tokenize(text)
    const { taggedWords } = tagger.tag(english.tokenize(text))
    return joinNouns(
      taggedWords.map(({ token, tag }) => ({
        text: token,
        noun: tag.startsWith('NN') && /\p{L}/u.test(token),
      })),
      ' ',
    )
  }
}

const analyser = await loadAnalyser()
const attacks = await loadAttackModel()
const ours: ThemesOf = (text) => {
  const heard = hearLine({ text }, { analyser, attacks, openOptions: [] })
  return heard.kind === 'wish' ? heard.themes.map((theme) => theme.text) : []
}
const isBlocked = (text: string): boolean => !judge(normalise(text), attacks).ok

const extraction = await readExtraction()
const moderation = await readModeration()
const second = await readSecondModeration()
const third = await readThirdModeration()

console.log('Disagreements, half for tuning. Extraction: line, wanted, answered')
for (const line of extraction.filter(({ half }) => half === 'tune')) {
  const themes = ours(line.text)
  const { phrases, answers, right, found } = scoreLine(line, themes)
  if (right < answers || found < phrases)
    console.log(`  ${line.id} ${JSON.stringify([line.text, line.phrases, themes])}`)
}
console.log('Moderation:')
for (const line of [...moderation, ...second].filter(({ half }) => half === 'tune'))
  if (isBlocked(line.text) !== line.attack)
    console.log(
      `  ${line.id} ${line.attack ? 'missed' : 'blocked'} ${line.kind} ${JSON.stringify(line.text)}`,
    )

const round = (value: number | null): number | null =>
  value === null ? null : Math.round(value * 1_000) / 1_000
const brief = ({ precision, recall, f1, falseAlarms, talk }: ExtractionScore) => ({
  precision: round(precision),
  recall: round(recall),
  f1: round(f1),
  falseAlarms,
  talk,
})
const systems: Record<string, ThemesOf> = {
  ours,
  kuromojiNouns: await kuromojiAlone(),
  natural: naturalAlone(),
}
const figuresOf = (half: Half) => ({
  extraction: Object.fromEntries(
    Object.entries(systems).map(([name, themesOf]) => [
      name,
      perLanguage(extraction, half, (lines) => brief(scoreExtraction(lines, themesOf))),
    ]),
  ),
  moderation: perLanguage(moderation, half, (lines) => scoreModeration(lines, isBlocked)),
  // Of the untouched half only the sum is looked at.
  secondModeration: scoreModeration(
    second.filter((line) => line.half === half),
    isBlocked,
  ),
  thirdModeration: scoreModeration(
    third.filter((line) => line.half === half),
    isBlocked,
  ),
})
console.log(`Half for tuning: ${JSON.stringify(figuresOf('tune'))}`)
console.log(JSON.stringify({ half: 'untouched', ...figuresOf('untouched') }))
