import { type ModelChoice, type OwnPlan, type OwnPlanDesk, OwnPlans, type Text } from '@yosegaki/contract'
import { ownTermsOf, planOf } from '../domain/artwork/own-plan.ts'
import type { Plan } from '../domain/artwork/plan.ts'
import type { SmallStore } from '../ports.ts'

const KEY = 'own-plans'

/** The show plans a stream can follow: the house's presets, then what its producers made of them. */
export async function openShowPlans(
  store: SmallStore,
  presets: readonly Plan[],
  models: () => Promise<ModelChoice[]>,
) {
  const stored: unknown = JSON.parse((await store.get(KEY)) ?? '{}')
  let own: readonly OwnPlan[] = OwnPlans.catch({ plans: [] }).parse(stored).plans

  return {
    /** Those whose preset is gone meanwhile are left out. */
    all(): readonly Plan[] {
      const made = own.map((each) => planOf(each, presets))
      return [...presets, ...made.flatMap((each) => (each.ok ? [each.plan] : []))]
    },
    own: (): readonly OwnPlan[] => own,
    desk: async (): Promise<OwnPlanDesk> => ({
      plans: [...own],
      presets: presets.map(ownTermsOf),
      models: await models(),
    }),
    async save(next: readonly OwnPlan[]): Promise<{ ok: true } | { ok: false; reason: Text }> {
      for (const each of next) {
        const made = planOf(each, presets)
        if (!made.ok) return made
        const reason = each.model === null ? null : unusable(each.model, await models())
        if (reason !== null)
          return {
            ok: false,
            reason: { ja: `「${each.name}」: ${reason.ja}`, en: `“${each.name}”: ${reason.en}` },
          }
      }
      if (new Set(next.map(({ id }) => id)).size !== next.length)
        return { ok: false, reason: { ja: '同じプランがふたつあります。', en: 'A plan is there twice.' } }
      own = next
      await store.set(KEY, JSON.stringify({ plans: next }))
      return { ok: true }
    },
  }
}

/** Why a plan cannot have this model; null where it can. */
function unusable(name: string, choices: readonly ModelChoice[]): Text | null {
  const found = choices.find((choice) => choice.name === name)
  if (found === undefined)
    return { ja: `モデル「${name}」がありません。`, en: `there is no model “${name}”.` }
  return found.problem === null
    ? null
    : {
        ja: `モデル「${name}」は使えません: ${found.problem}`,
        en: `the model “${name}” cannot be used: ${found.problem}`,
      }
}
