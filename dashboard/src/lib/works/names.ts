import type { DecisionView } from '@yosegaki/contract'
import { m } from '#lib/paraglide/messages.js'
import type { Said } from '#lib/words/said.ts'

export const DECIDED_BY: Said<DecisionView['decidedBy']> = {
  votes: m.site_decided_by_votes,
  tie: m.site_decided_by_tie,
  painter: m.site_decided_by_painter,
}

/** Where an option came from. */
export const ASKED_BY: Said<NonNullable<DecisionView['options'][number]['from']>> = {
  chat: m.work_asked_by_chat,
  plan: m.work_asked_by_plan,
}
