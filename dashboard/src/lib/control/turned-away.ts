import { CONTROL_REFUSALS } from '@yosegaki/contract'

/**
 * lost: the server was heard before and is not now. stalled: it is there, its database is not. refused: our session is over. barred: our
 * role may not any more.
 */
export type Connection = 'connecting' | 'live' | 'lost' | 'stalled' | 'refused' | 'barred'

const SOON_MS = 1_000
/** Somebody may sign in on another page, or be given the role back. */
const LATER_MS = 15_000

/** What a server that let nobody in means, and when to knock again. `heard`: whether it told us how things are before. */
export function turnedAway(reason: string, heard: boolean): { connection: Connection; againMs: number } {
  switch (reason) {
    case CONTROL_REFUSALS.signedOut:
      return { connection: 'refused', againMs: LATER_MS }
    case CONTROL_REFUSALS.notAllowed:
      return { connection: 'barred', againMs: LATER_MS }
    case CONTROL_REFUSALS.databaseAway:
      return { connection: 'stalled', againMs: 2 * SOON_MS }
    default:
      // There, but its rooms are not open yet.
      return { connection: away(heard), againMs: SOON_MS }
  }
}

/** Nobody answers. */
export const away = (heard: boolean): Connection => (heard ? 'lost' : 'connecting')
