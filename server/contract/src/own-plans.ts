import { z } from 'zod'
import { ModelView } from './show-view.ts'
import { Id } from './text.ts'

const seconds = z.number().min(3).max(7200)

/** The name of a model folder. */
export const ModelName = z.string().regex(/^\w[\w.-]{0,79}$/, 'the name of a model folder')

/** A producer's own show plan: rounds of a preset, at another pace. */
export const OwnPlan = z.object({
  id: Id,
  name: z.string().trim().min(1).max(60),
  /** The preset it is made of; what it leaves open is the preset's. */
  base: Id,
  /** Which of the preset's rounds it asks, in the preset's order, the first always; steps painted under each. */
  rounds: z
    .array(z.object({ id: Id, steps: z.number().int().min(1).max(200) }))
    .min(1)
    .max(16),
  callSeconds: seconds,
  ballotSeconds: seconds,
  roundSeconds: seconds,
  /** Options a ballot offers. */
  options: z.number().int().min(2).max(9),
  /** Whether the preset's touch-up follows, where it has one. */
  touchUp: z.boolean(),
  /** Which model paints it; null: the house's own. */
  model: ModelName.nullable().default(null),
})
export type OwnPlan = z.infer<typeof OwnPlan>

/** POST /api/own-plans: all of them. */
export const OwnPlans = z.object({ plans: z.array(OwnPlan).max(40) })
/** A model that a show plan can name: what it is, or why it cannot be used. */
export const ModelChoice = z.object({
  name: ModelName,
  model: ModelView.nullable(),
  problem: z.string().max(300).nullable(),
})
export type ModelChoice = z.infer<typeof ModelChoice>

/** GET /api/own-plans: `presets` are the house's plans in the same terms, to begin from; `models`: the house's own, then the others. */
export const OwnPlanDesk = OwnPlans.extend({
  presets: z.array(
    OwnPlan.extend({ callSeconds: z.number(), ballotSeconds: z.number(), roundSeconds: z.number() }),
  ),
  models: z.array(ModelChoice),
})
export type OwnPlanDesk = z.infer<typeof OwnPlanDesk>
