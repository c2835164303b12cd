import { createHash } from 'node:crypto'
import { z } from 'zod'
import {
  canAfford,
  connectIsDear,
  openLedger,
  planDay,
  type QuotaCall,
  type QuotaLedger,
  type QuotaPlan,
  spend,
} from '../../domain/chat/quota.ts'
import type { SmallStore } from '../../ports.ts'

/** The one book of a Google project's daily units, for all sources that read with its key or its channel. */
export type QuotaBook = {
  /** Reads what was spent before: without it, a plan before the first call knows nothing of that. */
  open(): Promise<void>
  /**
   * Writes the call's units down, and resolves once they are on disk: make the call after that, so that a kill never
   * undercounts. False: the day has not that many left. Rejects where the store does.
   */
  spend(call: QuotaCall): Promise<boolean>
  plan(): QuotaPlan
  /** True where connecting again costs no less than polling. */
  connectIsDear(): boolean
  /** YouTube itself says that the units are gone, whatever was counted here (another program may use the key too). */
  gone(): void
}

/** `holder`: the API key, or the OAuth client's id, that the units belong to. */
type Settings = { store: SmallStore; holder: string; limit: number; now: () => number }

const time = z.number().nonnegative()
const Kept = z.object({
  resetsAt: time,
  spent: z.number().int().nonnegative(),
  since: time,
  pace: time,
  paceAt: time,
  connects: z.array(time).max(8),
})

/** A store without a disk, for what need not outlive the process. */
export const createMemoryStore = (): SmallStore => {
  const kept = new Map<string, string>()
  return {
    get: async (key) => kept.get(key) ?? null,
    set: async (key, value) => void kept.set(key, value),
  }
}

const read = (text: string | null, now: number): QuotaLedger => {
  try {
    return Kept.parse(JSON.parse(text ?? 'null'))
  } catch {
    return openLedger(now)
  }
}

/** A book that is read from its store when it is first needed. The key itself is not in it. */
export const createQuotaBook = ({ store, holder, limit, now }: Settings): QuotaBook => {
  const name = `youtube-quota/${createHash('sha256').update(holder).digest('base64url').slice(0, 12)}`
  let ledger: QuotaLedger | null = null
  /** Until when YouTube has said that nothing is left. Not kept: who starts again has perhaps raised the quota. */
  let goneUntil = 0
  let turn: Promise<unknown> = Promise.resolve()

  const plan = (): QuotaPlan => {
    const at = now()
    const own = planDay(ledger ?? openLedger(at), limit, at)
    return at < goneUntil
      ? { ...own, left: 0, lastsUntil: at, interval: Number.POSITIVE_INFINITY, warning: 'gone' }
      : own
  }

  const known = async (): Promise<QuotaLedger> => {
    ledger ??= read(await store.get(name), now())
    return ledger
  }

  const spendNext = async (call: QuotaCall): Promise<boolean> => {
    const before = await known()
    if (!canAfford(plan(), call)) return false
    const after = spend(before, call, now())
    await store.set(name, JSON.stringify(after))
    ledger = after
    return true
  }

  /** One after the other: two sources that spend at once must not write over each other. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  return {
    open: () => inTurn(async () => void (await known())),
    spend: (call) => inTurn(() => spendNext(call)),
    plan,
    connectIsDear: () => ledger !== null && connectIsDear(ledger, plan(), now()),
    gone() {
      goneUntil = planDay(ledger ?? openLedger(now()), limit, now()).resetsAt
    },
  }
}
