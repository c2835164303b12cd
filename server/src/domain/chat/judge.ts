import { type AttackModel, attackScore } from './attack-model.ts'
import { moderate, type RejectReason, type Verdict } from './moderate.ts'
import type { Normalised } from './normalise.ts'
import { withoutHarmlessEnglish } from './read-english.ts'
import { withoutHarmlessJapanese } from './read-japanese.ts'

/** What lists refuse for words that innocents use too (変態的な描き込み). All else stays refused. */
export const MAY_BE_SPARED: ReadonlySet<RejectReason> = new Set(['abuse', 'sexual'])

/** Whom a line is said to: names are made of anything. */
const MENTION = /(?<!\S)@\S{1,30}\s+/gu

/** A cleaned line without its mentions and the words that lists know as harmless; the line itself where it holds none. */
export const withoutHarmless = (plain: string): string =>
  withoutHarmlessEnglish(withoutHarmlessJapanese(plain.replace(MENTION, '')))

/** Harmless words never make an attack: what looks like one has to do so without them. */
const isBelow = (bound: number, plain: string, attacks: AttackModel): boolean => {
  if (attackScore(attacks, plain) <= bound) return true
  const rest = withoutHarmless(plain)
  return rest !== plain && attackScore(attacks, rest) <= bound
}

/** Says whether a line may be counted and shown: by lists, and beside them by what was learned from many lines. */
export const judge = (line: Normalised, attacks: AttackModel): Verdict => {
  const verdict = moderate(line)
  if (verdict.ok)
    return isBelow(attacks.refuseAbove, line.plain, attacks) ? verdict : { ok: false, reason: 'attack-like' }
  const spared = MAY_BE_SPARED.has(verdict.reason) && isBelow(attacks.sparedBelow, line.plain, attacks)
  return spared ? { ok: true } : verdict
}
