import type { BrigadeDecision, Text } from '@yosegaki/contract'
import { burstAt } from '../domain/show/brigade-views.ts'
import type { LiveStream } from './run-stream.ts'

const GONE: Text = {
  ja: 'この人たちの票は、もう決められません。',
  en: 'These votes cannot be decided about any more.',
}

/** A producer's word on whether the votes of newcomers who turned a ballot count. */
export async function judgeBrigade(
  live: Pick<LiveStream, 'artwork' | 'dispatch'> | null,
  { counts, ...place }: BrigadeDecision,
): Promise<{ ok: true } | { ok: false; reason: Text }> {
  const artwork = live?.artwork ?? null
  const burst = artwork === null ? null : burstAt(artwork, place)
  const judged = burst !== null && (await live?.dispatch({ type: 'brigade-judged', ...burst, counts }))
  return judged ? { ok: true } : { ok: false, reason: GONE }
}
