import type { StreamStart } from '@yosegaki/contract'
import type { Logger, WorkStore } from '../ports.ts'
import type { Painters } from './painters.ts'
import type { Studio } from './studio.ts'

type Ports = {
  studio: Studio
  works: WorkStore
  logger: Logger
  painters: Pick<Painters, 'arrive'>
  /** What a house with an empty gallery does first; null: it waits for its producer. */
  firstRehearsal: StreamStart | null
}

/**
 * Bring the painter in, go on with what the last process left, else paint the first picture from a recorded chat, so that a
 * newcomer sees the whole way once without a hand on it. Never rejects: a painter that cannot come is told in the notice.
 */
export async function openHouse({ studio, works, logger, painters, firstRehearsal }: Ports): Promise<void> {
  if (!(await painters.arrive())) return
  try {
    await studio.recover()
    const fresh = studio.view().stream === null && (await works.list(1)).length === 0
    if (fresh && firstRehearsal !== null) await studio.startStream(firstRehearsal)
  } catch (error) {
    logger.error('house:not-opened', { fault: String(error) })
  }
}
