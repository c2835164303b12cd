import { StreamStart } from '@yosegaki/contract'
import type { SmallStore } from '../ports.ts'
import type { CommandResult } from './command-artwork.ts'

const KEY = 'last-settings'

/** Starts streams, and keeps what the last one was started with: the next one begins from there. */
export function rememberSettings(
  store: SmallStore,
  start: (settings: StreamStart) => Promise<CommandResult>,
) {
  return {
    async startStream(settings: StreamStart): Promise<CommandResult> {
      const result = await start(settings)
      // The stream runs, whether or not its settings could be kept for another.
      if (result.ok) await store.set(KEY, JSON.stringify(settings)).catch(() => undefined)
      return result
    },
    /** Null before the first, and where an older program's settings fit no more. */
    async lastSettings(): Promise<StreamStart | null> {
      const kept: unknown = JSON.parse((await store.get(KEY)) ?? 'null')
      return StreamStart.safeParse(kept).data ?? null
    },
  }
}
