import type { Text } from '@yosegaki/contract'
import type { ArtworkEvent } from '../domain/artwork/artwork.ts'
import type { Logger, Painter } from '../ports.ts'
import type { PainterSlot } from './painter-slot.ts'

type Ports = {
  /** The name of the house's own model. */
  own: string
  /** Loads the model of that name; rejects with words for people where it cannot be. */
  open(name: string): Promise<Painter>
  /** The name of the model with this hash, or null. */
  withHash(hash: string): Promise<string | null>
  logger: Logger
  /** What the control room shows has changed. */
  changed(): void
}

export type Painters = ReturnType<typeof createPainters>

/**
 * Who paints: one model at a time. Another one takes its place between two artworks, once it is loaded; where it cannot be, the one before
 * goes on (A26).
 */
export function createPainters({ own, open, withHash, logger, changed }: Ports) {
  let slot: PainterSlot = { status: 'loading' }
  let present = own
  let problem: Text | null = null

  const show = (next: PainterSlot): void => {
    slot = next
    changed()
  }
  const cannot = (name: string, error: unknown): Text => {
    const words = error instanceof Error ? error.message : String(error)
    logger.error('painter:missing', { model: name, fault: words })
    return {
      ja: `画家のモデル「${name}」を読み込めません: ${words}`.slice(0, 400),
      en: `The painter's model “${name}” cannot be loaded: ${words}`.slice(0, 400),
    }
  }

  const bring = async (name: string, before: Painter): Promise<Painter> => {
    if (name === present) return before
    try {
      const painter = await open(name)
      present = name
      show({ status: 'ready', painter })
      await before.close().catch((error: unknown) => {
        logger.error('painter:not-closed', { fault: String(error) })
      })
      return painter
    } catch (error) {
      problem = cannot(name, error)
      changed()
      return before
    }
  }

  return {
    slot: (): PainterSlot => slot,
    /** The name of the model that is loaded. */
    present: (): string => present,
    /** Why the model that was asked for last does not paint, if so. */
    problem: (): Text | null => problem,
    /** The house's own comes in. Never rejects: where it cannot come, the slot says so. False then. */
    async arrive(): Promise<boolean> {
      try {
        show({ status: 'ready', painter: await open(own) })
        return true
      } catch (error) {
        show({ status: 'failed', reason: cannot(own, error) })
        return false
      }
    },
    /** For an artwork to be begun with the model of this name (null: the house's own), or to go on from its log. */
    async forArtwork(wanted: { model: string | null } | { log: readonly ArtworkEvent[] }): Promise<Painter> {
      if (slot.status !== 'ready') throw new Error('nobody paints before the painter is ready')
      problem = null
      if ('model' in wanted) return bring(wanted.model ?? own, slot.painter)
      const [opened] = wanted.log
      const hash = opened?.type === 'opened' ? opened.modelHash : undefined
      const before = slot.painter
      if (hash === undefined || hash === before.origin.model) return before
      return bring((await withHash(hash)) ?? present, before)
    },
    async close(): Promise<void> {
      if (slot.status === 'ready') await slot.painter.close()
    },
  }
}
