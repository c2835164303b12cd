import type { ModelLoading, Text } from '@yosegaki/contract'
import type { ArtworkEvent } from '../domain/artwork/artwork.ts'
import type { Clock, Logger, Painter } from '../ports.ts'
import type { PainterSlot } from './painter-slot.ts'

type Ports = {
  /** The name of the house's own model. */
  own: string
  /** Loads the model of that name; rejects with words for people where it cannot be. */
  open(name: string): Promise<Painter>
  /** The name of the model with this hash, or null. */
  withHash(hash: string): Promise<string | null>
  clock: Pick<Clock, 'now'>
  logger: Logger
  /** What the control room shows has changed. */
  changed(): void
}

/** Nobody reads 64 digits to the end; the log has them. */
const HASH = /\b([0-9a-f]{8})[0-9a-f]{56}\b/g

const ANOTHER_PAINTS: Text = {
  ja: '前のモデルが代わりに描きます。フォルダーを直すか、進行プランで別のモデルを選んでください。',
  en: 'The model before paints instead. Mend its folder, or choose another model in the show plan.',
}
const NOBODY_PAINTS: Text = {
  ja: 'フォルダーを直すか、YOSEGAKI_MODEL で別のモデルを指して、起動し直してください。',
  en: 'Mend its folder, or name another in YOSEGAKI_MODEL, and start again.',
}

export type Painters = ReturnType<typeof createPainters>

/**
 * Who paints: one model at a time. Another one takes its place between two artworks, once it is loaded; where it cannot be, the one before
 * goes on (A26).
 */
export function createPainters({ own, open, withHash, clock, logger, changed }: Ports) {
  let slot: PainterSlot = { status: 'loading' }
  let present = own
  let loading: ModelLoading | null = null
  let problem: Text | null = null

  /** Shows that it loads for as long as it does. */
  const load = async (name: string): Promise<Painter> => {
    loading = { name, since: clock.now() }
    changed()
    try {
      return await open(name)
    } finally {
      loading = null
    }
  }
  const cannot = (name: string, error: unknown, remedy: Text): Text => {
    const words = error instanceof Error ? error.message : String(error)
    logger.error('painter:missing', { model: name, fault: words })
    const short = words.replaceAll(HASH, '$1…').slice(0, 200)
    return {
      ja: `画家のモデル「${name}」を読み込めません(${short})。${remedy.ja}`,
      en: `The painter's model “${name}” cannot be loaded (${short}). ${remedy.en}`,
    }
  }

  const bring = async (name: string, before: Painter): Promise<Painter> => {
    if (name === present) return before
    try {
      const painter = await load(name)
      present = name
      slot = { status: 'ready', painter }
      changed()
      await before.close().catch((error: unknown) => {
        logger.error('painter:not-closed', { fault: String(error) })
      })
      return painter
    } catch (error) {
      problem = cannot(name, error, ANOTHER_PAINTS)
      changed()
      return before
    }
  }

  return {
    slot: (): PainterSlot => slot,
    /** The name of the model that is loaded. */
    present: (): string => present,
    /** The model that is being loaded just now. */
    loading: (): ModelLoading | null => loading,
    /** Why the model that was asked for last does not paint, if so. */
    problem: (): Text | null => problem,
    /** The house's own comes in. Never rejects: where it cannot come, the slot says so. False then. */
    async arrive(): Promise<boolean> {
      slot = await load(own).then(
        (painter): PainterSlot => ({ status: 'ready', painter }),
        (error: unknown) => ({ status: 'failed', reason: cannot(own, error, NOBODY_PAINTS) }),
      )
      changed()
      return slot.status === 'ready'
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
