import type { LinePlace, ModerationAct } from '@yosegaki/contract'
import type { ArtworkEvent } from '../domain/artwork/artwork.ts'
import { type AudienceEntry, keptLine, keyOf } from '../domain/chat/audience-entry.ts'
import type { Heard } from '../domain/chat/hear-line.ts'
import type { SourceEvent } from '../domain/chat/line.ts'
import type { ArtworkStore, ChatLine, Clock, Meter, Random } from '../ports.ts'
import type { Audience, AudiencePorts } from './audience.ts'
import type { AudienceMemory } from './keep-audience.ts'
import type { RunningArtwork } from './run-artwork.ts'

type Ports = Pick<AudiencePorts, 'viewerKey'> & {
  artworks: ArtworkStore
  clock: Clock
  random: Random
  meter: Meter
}

type Around = {
  audience: Audience
  memory: AudienceMemory
  /** Lines whose votes are in the artwork's log. */
  counted: ReadonlyMap<string, Heard>
  running(): RunningArtwork | null
  /** One more line of the source was heard: so many by now. */
  counts(source: string, lines: number): void
  changed(): void
}

/**
 * What becomes of what a stream's chats tell, and of what producers decide about it: the audience hears it, votes go to the artwork, and
 * what was heard is kept once what follows from it is stored.
 */
export function hearChat(ports: Ports, { audience, memory, counted, running, counts, changed }: Around) {
  /** Nothing stored says any more who it was; what was decided with their votes stays decided. */
  const forget = async (viewer: string): Promise<void> => {
    await running()?.dispatch({ type: 'withdrawn', viewer, line: null })
    await ports.artworks.forgetViewer(viewer, `forgotten-${ports.random.id()}`)
    await memory.forget(viewer)
  }

  const moderate = async (act: ModerationAct, place: LinePlace): Promise<boolean> => {
    const at = ports.clock.now()
    const acted = audience.act(act, place, running()?.artwork ?? null)
    if (acted === null) return false
    const { viewer, line, heard, ...since } = acted
    changed()
    if (act === 'forget') await forget(viewer)
    else {
      const withdrawn = act !== 'overturn' && running()?.dispatch({ type: 'withdrawn', viewer, line })
      const voted =
        heard?.kind === 'vote' &&
        line !== null &&
        running()?.dispatch({ type: 'voted', viewer, option: heard.option, line, ...since })
      await keep({ type: 'acted', act, place, at, heard }, [withdrawn, voted])
    }
    return true
  }

  /** Kept once what follows from it is stored; a store that fails ends the artwork itself, which tells of it. */
  const keep = async (entry: AudienceEntry, follows: readonly unknown[]): Promise<void> => {
    const stored = Promise.all(follows)
    const kept = memory.keep(entry, stored)
    await stored
    await kept
  }

  const hear = async (line: ChatLine): Promise<Heard> => {
    const key = keyOf(line)
    if (memory.knows(key)) return TALK
    const before = counted.get(key)
    const { heard, meant, viewer, undo, since } = audience.hear(line, running()?.artwork ?? null, before)
    ports.meter.heard(line.source, heard.kind)
    const count = memory.linesOf(line.source) + 1
    counts(line.source, count)
    changed()
    if (undo === 'everything') {
      await forget(viewer)
      await keep({ type: 'told', key }, [])
      return heard
    }
    const withdrawn = undo === 'votes' && running()?.dispatch({ type: 'withdrawn', viewer, line: null })
    const came = since === undefined ? {} : { since }
    const voted =
      heard.kind === 'vote' &&
      before === undefined &&
      running()?.dispatch({ type: 'voted', viewer, option: heard.option, line: key, ...came })
    await keep({ type: 'line', key, line: keptLine(line, viewer), meant, count }, [withdrawn, voted])
    return heard
  }

  const event = async (told: SourceEvent): Promise<void> => {
    const key = keyOf(told)
    if (memory.knows(key)) return
    if (told.type !== 'removed' && told.type !== 'banned') return memory.keep({ type: 'told', key })
    const taken = audience.takeBack(told)
    changed()
    const withdrawn = taken !== null && running()?.dispatch({ type: 'withdrawn', ...taken })
    const entry: AudienceEntry =
      told.type === 'banned'
        ? { type: 'banned', key, viewer: ports.viewerKey(told), at: told.at }
        : { type: 'removed', key, line: keyOf({ source: told.source, id: told.line }) }
    await keep(entry, [withdrawn]).catch(() => undefined)
  }

  return { line: hear, event, moderate }
}

const TALK: Heard = { kind: 'talk' }

/** Lines whose votes are in an artwork's log: heard again, they are those votes, whatever is asked by then. */
export const votesIn = (log: readonly ArtworkEvent[]): ReadonlyMap<string, Heard> =>
  new Map(
    log.flatMap((event) =>
      event.type === 'voted' && event.line !== undefined
        ? [[event.line, { kind: 'vote', option: event.option }]]
        : [],
    ),
  )
