import type { BrigadeDecision } from './brigades.ts'
import type { CandidateChange } from './candidates.ts'
import type { Command, ControlView } from './control-view.ts'
import type { PlannedStream } from './public-pages.ts'

/**
 * What somebody decided on, as a short text (T15): a page sends it along in `If-Match`, and where things stand otherwise by
 * then the server changes nothing. Pages and server work it out of the same view, each with only what the decision is about: a
 * vote that comes in meanwhile stands in nobody's way.
 */
export type Stand = string

/** The same for the same JSON value (cyrb53: tells apart what people do, not what attackers make). */
export function standOf(value: unknown): Stand {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (const letter of JSON.stringify(value) ?? '') {
    const code = letter.codePointAt(0) ?? 0
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36)
}

/** What a command is about. */
export function commandStand(command: Command, { stream, artwork, ballot }: ControlView): Stand {
  const id = artwork?.id
  switch (command) {
    case 'stream:start':
    case 'stream:stop':
      return standOf([stream?.id])
    case 'artwork:start':
    case 'artwork:finish':
    case 'artwork:abandon':
      return standOf([stream?.id, id])
    case 'artwork:hold':
    case 'artwork:resume':
      return standOf([id, artwork?.held])
    case 'artwork:skip':
      return standOf([id, artwork?.phase, artwork?.round, artwork?.take, ballot?.round, ballot?.state])
    case 'artwork:redo-round':
    case 'artwork:restore-take':
      return standOf([id, artwork?.phase, artwork?.round, artwork?.take])
    case 'artwork:touch-up':
      return standOf([id, artwork?.phase, artwork?.steps])
    case 'ballot:extend':
    case 'ballot:void':
      return standOf([id, ballot?.round, ballot?.state, ballot?.at])
  }
}

/** What producers decided so far about the candidates that a change is about. */
export function candidateStand(
  change: CandidateChange,
  { candidates, banned }: Pick<ControlView, 'candidates' | 'banned'>,
): Stand {
  const about = (key: string): unknown => {
    const found = candidates.find((candidate) => candidate.key === key)
    if (found !== undefined) return [found.pinned, found.merged.map((part) => part.key).sort()]
    if (banned.some((each) => each.key === key)) return 'banned'
    return candidates.find(({ merged }) => merged.some((part) => part.key === key))?.key ?? 'gone'
  }
  const name = candidates.find((candidate) => candidate.key === change.key)?.text
  return standOf([
    about(change.key),
    change.act === 'merge' ? about(change.into) : null,
    change.act === 'rename' ? name : null,
  ])
}

/** What was decided so far about the brigade. */
export function brigadeStand(
  { round, place, option }: BrigadeDecision,
  { artwork, brigades }: Pick<ControlView, 'artwork' | 'brigades'>,
): Stand {
  const found = brigades.find(
    (each) => each.round === round && each.place === place && each.option === option,
  )
  return standOf([artwork?.id, round, place, option, found?.stance])
}

/** What a change of a planned stream is about; null: it was taken back. */
export const plannedStand = (planned: PlannedStream | null): Stand =>
  planned === null
    ? standOf(null)
    : standOf([
        planned.id,
        planned.title,
        planned.startsAt,
        planned.minutes,
        planned.note,
        planned.watchUrl,
        planned.planId,
      ])
