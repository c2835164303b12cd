import type { youtube_v3 } from 'googleapis/build/src/apis/youtube/index.js'
import type { z } from 'zod'
import type { ChatListener } from '../../domain/chat/line.ts'
import { QUOTA_UNITS, type QuotaCall } from '../../domain/chat/quota.ts'
import type { SmallStore } from '../../ports.ts'
import type { HealthTeller } from './source-health.ts'
import type { Need, YoutubeAccess } from './youtube-access.ts'
import { type Fault, NOT_WRITTEN, readFault, statusOf, UNREADABLE } from './youtube-faults.ts'
import { quotaGone } from './youtube-notices.ts'
import type { QuotaBook } from './youtube-quota.ts'

export type YoutubeOptions = {
  /** A video's address or id. */
  video: string
  /** Whom calls are made as. */
  access: YoutubeAccess
  /** Where the API is, with its closing slash; Google's own by default. */
  apiRoot?: string
  id?: string
  /** Epoch milliseconds. */
  now?: () => number
  /** Milliseconds between two polls at least. */
  minPollMs?: number
  /** A stream that sends nothing for so many milliseconds is opened again. */
  stallMs?: number
  /** An answer's beginning, or a whole poll, is waited for so long. */
  callMs?: number
  /** Waits, and ends early on abort; another one in tests. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>
  /** Where the place in the chat is kept over a restart; by default in memory only. */
  store?: SmallStore
  /** The day's units, shared by all sources of one project; by default a book of its own, in `store`. */
  quota?: QuotaBook
  /** Hears the quota units of every call made. */
  onUnits?: (units: number) => void
  /** Hears the kind of every item that is not known here, `malformed` for what has no shape; it was skipped. */
  onSkipped?: (kind: string) => void
}

/** One `listen` of one source. */
export type Session = {
  api: youtube_v3.Youtube
  options: Required<Omit<YoutubeOptions, 'apiRoot'>>
  listener: ChatListener
  health: HealthTeller
  signal: AbortSignal
}

/** What a call needs to be made. */
export type Caller = { options: Pick<Session['options'], 'access' | 'quota' | 'onUnits'> }

/** `standsFor`: what kept the channel from asking; what the key did not see is then no last word. */
type Asked<T> = { ok: true; value: T; standsFor: Fault | null } | { ok: false; fault: Fault }

/** Bytes of a poll's answer at most (node-fetch's own limit). */
const LARGEST_ANSWER = 16 << 20
/** After the reset, so that Google's clock has passed it too. */
const AFTER_RESET = 5_000

/** Writes the units of a call down; what is wrong where the call must not be made. */
const spendFor = async ({ options }: Caller, call: QuotaCall): Promise<Fault | null> => {
  try {
    if (!(await options.quota.spend(call))) return { act: 'quota' }
  } catch {
    return NOT_WRITTEN
  }
  options.onUnits(QUOTA_UNITS[call])
  return null
}

/** A token is renewed once for a 401, and given up for a while after the second. */
const MOST_TRIES = 3

/**
 * Makes a call as the channel, or by the key where that stands in; its units are written down first, each time it is made.
 * `read` turns what it threw into a fault.
 */
export const callAs = async <T>(
  caller: Caller,
  { call, need = 'read', read = readFault }: { call: QuotaCall; need?: Need; read?: typeof readFault },
  make: (settings: object) => Promise<T>,
): Promise<Asked<T>> => {
  const { access } = caller.options
  for (let tries = 1; ; tries++) {
    const got = await access.credential(need)
    if (!got.ok) return got
    const { credential } = got
    const standsFor = credential.as === 'key' ? credential.standsFor : null
    const refused = await spendFor(caller, call)
    if (refused !== null) return { ok: false, fault: refused }
    try {
      return { ok: true, value: await make(credential.settings), standsFor }
    } catch (thrown) {
      if (credential.as === 'channel' && tries < MOST_TRIES && statusOf(thrown) === 401) {
        access.turnedAway(credential.token, tries > 1)
        continue
      }
      const fault = read(thrown)
      return { ok: false, fault: fault.act === 'fail' && standsFor !== null ? standsFor : fault }
    }
  }
}

/** One call, checked against its schema. Retrying is ours alone: googleapis would do it without telling anyone. */
export const ask = async <T>(
  session: Session,
  call: QuotaCall,
  schema: z.ZodType<T>,
  make: (settings: object) => Promise<{ data: unknown }>,
): Promise<Asked<T>> => {
  const { signal, options } = session
  const bounds = { retry: false, timeout: options.callMs, size: LARGEST_ANSWER, signal }
  const asked = await callAs(session, { call }, (settings) => make({ ...settings, ...bounds }))
  // All who share the project's units know it then, and ask no more.
  if (!asked.ok && asked.fault.act === 'quota') options.quota.gone()
  if (!asked.ok) return asked
  const parsed = schema.safeParse(asked.value.data)
  return parsed.success ? { ...asked, value: parsed.data } : { ok: false, fault: UNREADABLE }
}

/** Tells the fault and waits it out. True: try again. False: this source is done (its health says why). */
export const outlast = async (
  { health, options, signal }: Session,
  fault: Fault,
  times: number,
): Promise<boolean> => {
  if (signal.aborted) return false
  switch (fault.act) {
    case 'fail':
      health.to('failed', fault.detail)
      return false
    case 'end':
      health.to('ended', fault.detail)
      return false
    case 'quota': {
      const plan = options.quota.plan()
      health.to('waiting', quotaGone(plan))
      await options.wait(Math.max(0, plan.resetsAt - options.now()) + AFTER_RESET, signal)
      break
    }
    case 'restart':
      health.to('waiting', fault.detail)
      await options.wait(options.minPollMs, signal)
      break
    case 'retry':
      health.to('waiting', fault.detail)
      await options.wait(Math.min(fault.longest, fault.first * 2 ** Math.min(20, times - 1)), signal)
  }
  return !signal.aborted
}
