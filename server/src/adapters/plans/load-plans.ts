import { readFile } from 'node:fs/promises'
import { Id, ModelName, Text } from '@yosegaki/contract'
import { z } from 'zod'
import type { Plan } from '../../domain/artwork/plan.ts'
import { PLANS } from '../../domain/artwork/plans.ts'

const seconds = z.number().min(0.05).max(7200)
const steps = z.number().int().min(1).max(200)

/** A show plan as a file holds it. */
export const PlanEntry = z.object({
  id: Id,
  title: Text,
  summary: Text,
  callSeconds: seconds,
  ballotSeconds: seconds,
  roundSeconds: seconds,
  rounds: z
    .array(
      z.object({
        id: Id,
        ask: Text,
        suggestions: z.array(Text).min(2, 'a ballot needs two options even where chat is silent').max(40),
        steps,
      }),
    )
    .min(1)
    .max(16),
  sentence: z.object({ ja: z.array(z.string().max(80)).min(1), en: z.array(z.string().max(80)).min(1) }),
  touchUp: z.object({ strength: z.number().gt(0).lt(1), steps, seconds }).nullable(),
  guidance: z.number().min(1).max(30),
  decisiveness: z.number().min(1).max(10).default(1),
  optionCount: z.number().int().min(2).max(9),
  model: ModelName.nullable().exactOptional(),
})

const PlanFile = z.array(PlanEntry).min(1, 'at least one plan')

export class PlansError extends Error {
  override readonly name = 'PlansError'
}

/** The show plans: the presets, or those of a JSON file. Throws `PlansError` naming the file and each field that is wrong. */
export async function loadPlans(file: string | null): Promise<readonly Plan[]> {
  if (file === null) return PLANS
  const problem = (words: string): never => {
    throw new PlansError(`The show plans in ${file} cannot be used: ${words}`)
  }
  const text = await readFile(file, 'utf8').catch(() => problem('the file cannot be read'))
  const json = await Promise.resolve()
    .then(() => JSON.parse(text) as unknown)
    .catch((error: Error) => problem(error.message))
  const parsed = PlanFile.safeParse(json)
  return parsed.success
    ? parsed.data
    : problem(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '))
}
