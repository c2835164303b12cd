import { readdir, readFile } from 'node:fs/promises'
import { readReplayLog } from '../../server/src/adapters/chat/replay-log.ts'
import { moderate } from '../../server/src/domain/chat/moderate.ts'
import { normalise } from '../../server/src/domain/chat/normalise.ts'
import {
  readExtraction,
  readModeration,
  readSecondModeration,
  readThirdModeration,
} from '../../tests/chat-sets/sets.ts'
import type { LabelledLine } from './labelled-line.ts'
import { ordinaryLines } from './ordinary.ts'

/** What the learned reading of lines is trained on. */

const FOLDER = new URL('../../pipeline/moderation/lines/', import.meta.url)
const EVENING = new URL('../../server/rehearsal/evening.jsonl', import.meta.url)

const readAuthor = async (file: string): Promise<LabelledLine[]> => {
  const rows = (await readFile(new URL(file, FOLDER), 'utf8')).trimEnd().split('\n')
  return rows.map((row) => ({ ...JSON.parse(row), author: file.replace('.jsonl', '') }))
}

/** By author, in the order of their files' names. */
export const readAuthors = async (): Promise<LabelledLine[]> => {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.jsonl')).sort()
  return (await Promise.all(files.map(readAuthor))).flat()
}

const readSets = async () => [
  ...(await readModeration()),
  ...(await readSecondModeration()),
  ...(await readThirdModeration()),
]

/** The halves for tuning of the measured sets. */
const readTuned = async (): Promise<LabelledLine[]> =>
  (await readSets())
    .filter(({ half }) => half === 'tune')
    .map(({ lang, text, attack, kind }) => ({ lang, text, attack, kind, author: 'sets' }))

/** What a live stream's viewers mostly say: wishes, votes and talk; the recorded evening's own attacks left out. */
export const readOrdinaryChat = async (): Promise<LabelledLine[]> => {
  const log = await readReplayLog(EVENING.pathname)
  if (!log.ok) throw new Error(log.message.en)
  const said = [...(await readExtraction()), ...log.lines].map(({ text }) => text)
  return [...new Set(said)]
    .filter((text) => moderate(normalise(text)).ok)
    .map((text) => ({
      lang: /[ぁ-ヿ一-鿿]/u.test(text) ? 'ja' : 'en',
      text,
      attack: false,
      kind: 'chat',
      author: 'chat',
    }))
}

/** What counts as the same line said again. */
const sameLine = (text: string): string => normalise(text).plain.toLowerCase()

/**
 * All of it, each line once, in an order that is always the same. What also stands in a half that nobody tunes on (short
 * things are thought of twice) is left out.
 */
export const readTrainingLines = async (): Promise<LabelledLine[]> => {
  const lines = [
    ...(await readAuthors()),
    ...(await readTuned()),
    ...(await readOrdinaryChat()),
    ...ordinaryLines(),
  ]
  const untouched = (await readSets()).filter(({ half }) => half === 'untouched')
  const seen = new Set(untouched.map(({ text }) => sameLine(text)))
  return lines.filter(({ text }) => {
    const line = sameLine(text)
    if (seen.has(line)) return false
    seen.add(line)
    return true
  })
}
