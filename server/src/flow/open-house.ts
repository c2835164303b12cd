import type { StreamStart } from '@yosegaki/contract'
import type { Logger, Painter, WorkStore } from '../ports.ts'
import type { Studio } from './studio.ts'

type Ports = {
  studio: Studio
  works: WorkStore
  logger: Logger
  openPainter(): Promise<Painter>
  /** What a house with an empty gallery does first; null: it waits for its producer. */
  firstRehearsal: StreamStart | null
}

/**
 * Bring the painter in, go on with what the last process left, else paint the first picture from a recorded chat, so that a
 * newcomer sees the whole way once without a hand on it. Never rejects: a painter that cannot come is told in the notice.
 */
export async function openHouse({
  studio,
  works,
  logger,
  openPainter,
  firstRehearsal,
}: Ports): Promise<void> {
  try {
    studio.setPainter({ status: 'ready', painter: await openPainter() })
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    logger.error('painter:missing', { fault: words })
    studio.setPainter({
      status: 'failed',
      reason: {
        ja: `画家のモデルを読み込めません: ${words}`,
        en: `The painter's model cannot be loaded: ${words}`,
      },
    })
    return
  }
  try {
    await studio.recover()
    const fresh = studio.view().stream === null && (await works.list(1)).length === 0
    if (fresh && firstRehearsal !== null) await studio.startStream(firstRehearsal)
  } catch (error) {
    logger.error('house:not-opened', { fault: String(error) })
  }
}
