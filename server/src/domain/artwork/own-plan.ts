import { type OwnPlan, sameText, type Text } from '@yosegaki/contract'
import { type Plan, plannedSeconds } from './plan.ts'

type Made = { ok: true; plan: Plan } | { ok: false; reason: Text }

/** The show plan that a producer's own one means, or why it cannot be. Pure. */
export function planOf(own: OwnPlan, presets: readonly Plan[]): Made {
  const base = presets.find(({ id }) => id === own.base)
  if (base === undefined)
    return refuse(own, 'もとになるプランがありません。', 'the plan it is made of does not exist')
  if (presets.some(({ id }) => id === own.id))
    return refuse(own, 'もとからあるプランと同じ名前です。', 'its id is a preset’s')
  const rounds = base.rounds.flatMap((round) => {
    const kept = own.rounds.find(({ id }) => id === round.id)
    return kept === undefined ? [] : [{ ...round, steps: kept.steps }]
  })
  if (rounds.length !== own.rounds.length)
    return refuse(
      own,
      '知らない問いかけがあります。',
      'it has a round that its preset does not have, or one twice',
    )
  if (rounds[0]?.id !== base.rounds[0]?.id)
    return refuse(own, '最初の問いかけは外せません。', 'the first round has to stay: it says what is painted')
  // Wishes are collected and voted on while the round before is painted: that has to fit.
  if (own.ballotSeconds > own.roundSeconds)
    return refuse(
      own,
      '投票の時間が、ひとつの問いかけの時間より長くなっています。',
      'a ballot takes longer than a round',
    )
  const plan: Plan = {
    ...base,
    id: own.id,
    title: sameText(own.name),
    callSeconds: own.callSeconds,
    ballotSeconds: own.ballotSeconds,
    roundSeconds: own.roundSeconds,
    rounds,
    touchUp: own.touchUp ? base.touchUp : null,
    optionCount: own.options,
    model: own.model,
  }
  return { ok: true, plan: { ...plan, summary: summaryOf(plan) } }
}

/** A preset in a producer's terms. */
export const ownTermsOf = (plan: Plan): OwnPlan => ({
  id: plan.id,
  name: plan.title.ja,
  base: plan.id,
  rounds: plan.rounds.map(({ id, steps }) => ({ id, steps })),
  callSeconds: plan.callSeconds,
  ballotSeconds: plan.ballotSeconds,
  roundSeconds: plan.roundSeconds,
  options: plan.optionCount,
  touchUp: plan.touchUp !== null,
  model: plan.model ?? null,
})

function summaryOf(plan: Plan): Text {
  const minutes = Math.max(1, Math.round(plannedSeconds(plan) / 60))
  const { length } = plan.rounds
  return {
    ja: `約${minutes}分、問いかけ${length}つ。`,
    en: `About ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, ${length === 1 ? 'one question' : `${length} questions`}.`,
  }
}

const refuse = ({ name }: OwnPlan, ja: string, en: string): Made => ({
  ok: false,
  reason: { ja: `「${name}」: ${ja}`, en: `“${name}”: ${en}.` },
})
