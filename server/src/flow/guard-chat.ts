import type { RejectedView } from '@yosegaki/contract'
import { fold } from '../domain/chat/fold.ts'
import type { Heard } from '../domain/chat/hear-line.ts'
import type { RejectReason } from '../domain/chat/moderate.ts'
import { createCopies, forgetCopier, isCopy } from '../domain/trust/copies.ts'
import { type OwnWord, ownWordIn } from '../domain/trust/own-words.ts'
import { createPace, speaks, startAnew } from '../domain/trust/pace-of-viewers.ts'
import type { ChatLine } from '../ports.ts'

/** Rejected lines a producer can still overturn; of longer ago than these nobody would know what it was about. */
const REJECTED_KEPT = 100

/** UTF-16 units of a line that are held against words and other lines. */
const LONGEST_HELD = 400

export type Judged = {
  line: ChatLine
  viewer: string
  /** When the viewer was first heard. */
  since: number
  /** Unique over all sources. */
  key: string
  heard: Heard
}

export type ChatGuard = {
  /** The newest first. */
  rejected(): RejectedView[]
  /** What the line counts as after all. `flooded`: its viewer's votes are to be withdrawn, with this line. */
  judge(said: Judged): { heard: Heard; flooded: boolean }
  /** Takes a rejected line off the list, to be heard as if nothing were wrong with it; null where it is not there any more. */
  overturn(key: string): Judged | null
  drop(viewer: string, key: string | null): void
  forget(viewer: string): void
}

/** Holds what is heard against what others say, how much its viewer says, and the producer's own words. */
export function guardChat(ownWords: () => readonly OwnWord[]): ChatGuard {
  const pace = createPace()
  const copies = createCopies()
  let rejected: Judged[] = []

  const doubt = ({ line, viewer, since, heard }: Judged, floods: boolean): RejectReason | null => {
    if (floods) return 'flood'
    if (heard.kind === 'rejected') return heard.reason
    if (ownWordIn(ownWords(), line.text.slice(0, LONGEST_HELD)) !== null) return 'own-word'
    // Talk counts nothing anyhow, and a vote is said alike by all who cast it.
    if (heard.kind !== 'wish') return null
    const text = fold(line.text.slice(0, LONGEST_HELD))
    return isCopy(copies, { viewer, text, at: line.at, since }) ? 'copy' : null
  }

  const remove = (which: (said: Judged) => boolean): void => {
    rejected = rejected.filter((said) => !which(said))
  }

  return {
    rejected: () => rejected.map(rejectedView),

    judge(said) {
      const { floods, began } = speaks(pace, said.viewer, said.line.at)
      const reason = doubt(said, floods)
      if (reason === null) return { heard: said.heard, flooded: false }
      const heard: Heard = { kind: 'rejected', reason }
      rejected = [{ ...said, heard }, ...rejected].slice(0, REJECTED_KEPT)
      return { heard, flooded: began }
    },

    overturn(key) {
      const said = rejected.find((line) => line.key === key)
      if (said === undefined) return null
      remove((line) => line.key === key)
      startAnew(pace, said.viewer)
      return said
    },

    drop: (viewer, key) => remove((said) => (key === null ? said.viewer === viewer : said.key === key)),

    forget(viewer) {
      remove((said) => said.viewer === viewer)
      startAnew(pace, viewer)
      forgetCopier(copies, viewer)
    },
  }
}

function rejectedView({ line, heard }: Judged): RejectedView {
  return {
    id: line.id.slice(0, 160),
    source: line.source.slice(0, 80),
    name: line.viewer.name.slice(0, 40),
    text: line.text.slice(0, 200),
    at: line.at,
    reason: heard.kind === 'rejected' ? heard.reason : '',
  }
}
