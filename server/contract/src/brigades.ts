import { z } from 'zod'
import { Text } from './text.ts'

/** Which of a ballot's brigades: those decided about come first, in that order, then the one that is to be. */
const Place = z.object({
  /** Index of the round that the ballot decides. */
  round: z.number().int().min(0).max(15),
  place: z.number().int().min(0).max(15),
  /** Number of the option they voted for. */
  option: z.number().int().min(1).max(9),
})

/** Many who were never heard before, came together and turned a ballot: to decide about by a producer who knows a raid when one comes. */
export const BrigadeView = Place.extend({
  text: Text,
  viewers: z.number().int().nonnegative(),
  /** What leads without them; null where nobody else voted. */
  without: Text.nullable(),
  /** asked: their votes count, and nobody decided so; counted: a producer did; aside: they count for nothing. */
  stance: z.enum(['asked', 'counted', 'aside']),
})
export type BrigadeView = z.infer<typeof BrigadeView>

/** POST /api/brigades: whether their votes count. Until the round begins it can be decided otherwise. */
export const BrigadeDecision = Place.extend({ counts: z.boolean() })
export type BrigadeDecision = z.infer<typeof BrigadeDecision>
