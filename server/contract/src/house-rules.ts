import { z } from 'zod'
import { Id, Instant } from './text.ts'

/** Evidence that a producer allowed a fan work, kept in the artwork's log and with the work. */
export const FanWorkMark = z.object({
  id: Id,
  name: z.string().max(60),
  /** Address of what its owner allows. */
  guideline: z.url({ protocol: /^https?$/ }).max(300),
  /** What pictures of it are under, in the producer's words. */
  licence: z.string().max(120),
  allowedAt: Instant,
})
export type FanWorkMark = z.infer<typeof FanWorkMark>

/** A work or character that viewers may ask for and that is somebody's own. */
export const FanWork = z.object({
  id: Id,
  /** How viewers name it, in any language; the first is how it is listed. */
  names: z.array(z.string().trim().min(2).max(60)).min(1).max(20),
  guideline: FanWorkMark.shape.guideline,
  licence: z.string().trim().min(1).max(120),
  /** ask: themes that touch it wait for the producer. */
  stance: z.enum(['ask', 'allowed', 'refused']).default('ask'),
  decidedAt: Instant.nullable().default(null),
})
export type FanWork = z.infer<typeof FanWork>

/** GET /api/house-rules; POST either list to /api/house-rules/own-words or /api/house-rules/fan-works. */
export const OwnWords = z.object({ words: z.array(z.string().trim().min(1).max(200)).max(300) })
export const FanWorks = z.object({ works: z.array(FanWork).max(300) })
/** The answer: how the list stands now (stands.ts). */
export const ListSaved = z.object({ ok: z.literal(true), stand: z.string() })
export const HouseRules = z.object({ ownWords: OwnWords.shape.words, fanWorks: FanWorks.shape.works })
export type HouseRules = z.infer<typeof HouseRules>

/** POST /api/fan-works/:id/stance: what a producer decides of one that is asked for now. */
export const FanWorkStance = z.object({ stance: z.enum(['allowed', 'refused']) })
export type FanWorkStance = z.infer<typeof FanWorkStance>
