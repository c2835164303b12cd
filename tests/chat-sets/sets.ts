import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { ExtractionLine, Half, ModerationLine } from './measure.ts'

const readLines = async <Line>(file: string): Promise<Line[]> => {
  const text = await readFile(new URL(file, import.meta.url), 'utf8')
  return text
    .trimEnd()
    .split('\n')
    .map((row) => JSON.parse(row) as Line)
}

export const readExtraction = (): Promise<ExtractionLine[]> => readLines('extraction.jsonl')
export const readModeration = (): Promise<ModerationLine[]> => readLines('moderation.jsonl')
/** Written later, by somebody who knew neither the first set nor the lists. */
export const readSecondModeration = (): Promise<ModerationLine[]> => readLines('moderation-2.jsonl')
/** Written after lines were learned from, by somebody who knew nothing of all this; nobody tunes on any of it. */
export const readThirdModeration = (): Promise<ModerationLine[]> => readLines('moderation-3.jsonl')

/** Lines of one group are halved together: the viewer's language (in the id) and the line's. */
export const extractionGroup = (line: ExtractionLine): string => `${line.id.slice(0, 4)} ${line.lang}`
export const moderationGroup = (line: ModerationLine): string => `${line.lang} ${line.attack}`

const hash = (id: string): string => createHash('sha256').update(id).digest('hex')

/** In each group, by the SHA-256 of the ids: the first half of them is for tuning. */
export const halvesOf = <Line extends { id: string }>(
  lines: readonly Line[],
  groupOf: (line: Line) => string,
): Map<string, Half> =>
  new Map(
    [...Map.groupBy(lines, groupOf).values()].flatMap((group) =>
      group
        .map(({ id }) => ({ id, by: hash(id) }))
        .sort((one, other) => (one.by < other.by ? -1 : 1))
        .map(({ id }, rank): [string, Half] => [id, rank < group.length / 2 ? 'tune' : 'untouched']),
    ),
  )
