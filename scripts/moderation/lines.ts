import { readdir, readFile } from 'node:fs/promises'
import { z } from 'zod'
import { readReplayLog } from '../../server/src/adapters/chat/replay-log.ts'
import { moderate } from '../../server/src/domain/chat/moderate.ts'
import { normalise } from '../../server/src/domain/chat/normalise.ts'
import { readExtraction, readModeration, readSecondModeration } from '../../tests/chat-sets/sets.ts'
import { ordinaryLines } from './ordinary.ts'

/** What the learned reading of lines is trained on. */

const WrittenLine = z.strictObject({
  lang: z.enum(['ja', 'en']),
  text: z.string().min(1).max(400),
  attack: z.boolean(),
  kind: z.string().min(1),
})
/** `author`: who wrote it; what is learned from some is measured on the others. */
export type LabelledLine = z.infer<typeof WrittenLine> & { author: string }

const FOLDER = new URL('../../pipeline/moderation/lines/', import.meta.url)
const EVENING = new URL('../../server/rehearsal/evening.jsonl', import.meta.url)

const readAuthor = async (file: string): Promise<LabelledLine[]> => {
  const rows = (await readFile(new URL(file, FOLDER), 'utf8')).trimEnd().split('\n')
  return rows.map((row, at) => {
    const parsed = WrittenLine.safeParse(JSON.parse(row))
    if (!parsed.success) throw new Error(`${file}, line ${at + 1}: ${z.prettifyError(parsed.error)}`)
    return { ...parsed.data, author: file.replace('.jsonl', '') }
  })
}

/** By author, in the order of their files' names. */
export const readAuthors = async (): Promise<LabelledLine[]> => {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.jsonl')).sort()
  return (await Promise.all(files.map(readAuthor))).flat()
}

/** The halves for tuning of the measured sets. */
const readTuned = async (): Promise<LabelledLine[]> => {
  const sets = [await readModeration(), await readSecondModeration()]
  return sets
    .flat()
    .filter(({ half }) => half === 'tune')
    .map(({ lang, text, attack, kind }) => ({ lang, text, attack, kind, author: 'sets' }))
}

/** What a live stream's viewers mostly say: wishes, votes and talk; the recorded evening's own attacks left out. */
export const readOrdinaryChat = async (): Promise<LabelledLine[]> => {
  const log = await readReplayLog(EVENING.pathname)
  if (!log.ok) throw new Error(log.message.en)
  const said = [...(await readExtraction()), ...log.lines].map(({ text }) => text)
  return [...new Set(said)]
    .filter((text) => moderate(normalise(text)).ok)
    .map((text) => ({ lang: /[ぁ-ヿ一-鿿]/u.test(text) ? 'ja' : 'en', text, attack: false, kind: 'chat', author: 'chat' }))
}

/** All of it, in an order that is always the same. */
export const readTrainingLines = async (): Promise<LabelledLine[]> => [
  ...(await readAuthors()),
  ...(await readTuned()),
  ...(await readOrdinaryChat()),
  ...ordinaryLines(),
]
