import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { Notice } from '../../domain/chat/line.ts'

/** One line of a recorded chat: JSON, one object a line, `t` in milliseconds since the recording began. */
const RecordedLine = z.object({
  t: z.number().finite().nonnegative(),
  id: z.string().min(1).max(120).optional(),
  viewer: z.object({ id: z.string().min(1).max(120), name: z.string().min(1).max(200) }),
  text: z.string(),
})
export type RecordedLine = z.infer<typeof RecordedLine>

/** `line` counts from 1, as editors do. */
export type LogProblem = { line: number; why: string }
export type ReadLog =
  | { ok: true; lines: RecordedLine[]; problems: LogProblem[] }
  | { ok: false; message: Notice }

/** Why one row cannot be read, in a few words, or the line it is. */
const readRow = (row: string): RecordedLine | string => {
  let value: unknown
  try {
    value = JSON.parse(row)
  } catch {
    return 'not JSON'
  }
  const parsed = RecordedLine.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  return `${issue?.path.join('.') || 'line'}: ${issue?.message ?? 'not a chat line'}`
}

/** One message for one bad line; the rest of the log is played. */
export const describeProblem = (file: string, { line, why }: LogProblem): Notice => ({
  ja: `${file} の ${line} 行目は読めないので飛ばしました (${why})`,
  en: `${file}, line ${line} cannot be read and is skipped (${why})`,
})

const refuse = (ja: string, en: string): ReadLog => ({ ok: false, message: { ja, en } })

/** Reads a whole log. A file that is missing or holds no readable line is a value, not an exception. */
export const readReplayLog = async (file: string): Promise<ReadLog> => {
  const lines: RecordedLine[] = []
  const problems: LogProblem[] = []
  let number = 0
  try {
    for await (const row of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      number += 1
      const text = row.replace(/^\u{feff}/u, '')
      if (text.trim() === '') continue
      const read = readRow(text)
      if (typeof read === 'string') problems.push({ line: number, why: read })
      else lines.push(read)
    }
  } catch (fault) {
    const why = (fault as NodeJS.ErrnoException).code ?? String(fault)
    return why === 'ENOENT'
      ? refuse(`チャットの記録 ${file} が見つかりません`, `There is no chat log at ${file}`)
      : refuse(
          `チャットの記録 ${file} を開けません (${why})`,
          `The chat log ${file} cannot be opened (${why})`,
        )
  }
  if (lines.length > 0) return { ok: true, lines, problems }
  return refuse(
    `チャットの記録 ${file} に読める行がありません${problems[0] ? ` (1件目: ${problems[0].line} 行目 ${problems[0].why})` : ''}`,
    `The chat log ${file} has no readable line${problems[0] ? ` (the first: line ${problems[0].line}, ${problems[0].why})` : ''}`,
  )
}
