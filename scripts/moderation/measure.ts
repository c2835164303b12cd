import { attackScore, createAttackModel } from '../../server/src/domain/chat/attack-model.ts'
import { withoutHarmless } from '../../server/src/domain/chat/judge.ts'
import { moderate, type RejectReason } from '../../server/src/domain/chat/moderate.ts'
import { normalise } from '../../server/src/domain/chat/normalise.ts'
import type { LabelledLine } from './labelled-line.ts'
import { exampleOf, learn } from './learn.ts'

/** What lists and a model that never saw a line's author think of the line. */
export type Weighed = LabelledLine & { listed: RejectReason | null; score: number }
/** Shares of attacks and of innocent lines. */
export type Errors = { missed: number; blocked: number }

/** Made by machine: learned from, not measured on. */
const NOT_MEASURED = new Set(['ordinary', 'sets'])

/**
 * Each author's lines are weighed by a model that learned from all the others: what a stranger's lines will meet. A score is the
 * smaller of the line's own and that without its harmless words, as `judge` asks for both.
 */
export const weighByOthers = (lines: readonly LabelledLine[]): Weighed[] => {
  const read = lines.map((line) => {
    const { plain } = normalise(line.text)
    return { line, plain, example: exampleOf(plain, line.attack) }
  })
  return [...Map.groupBy(lines, ({ author }) => author)]
    .filter(([author]) => !NOT_MEASURED.has(author))
    .flatMap(([author]) => {
      const learned = learn(read.filter(({ line }) => line.author !== author).map(({ example }) => example))
      const model = createAttackModel({ ...learned, refuseAbove: 0, sparedBelow: 0 })
      return read
        .filter(({ line }) => line.author === author)
        .map(({ line, plain }) => {
          const verdict = moderate(normalise(line.text))
          const score = Math.min(attackScore(model, plain), attackScore(model, withoutHarmless(plain)))
          return { ...line, listed: verdict.ok ? null : verdict.reason, score }
        })
    })
}

export const errorsOf = (lines: readonly Weighed[], isBlocked: (line: Weighed) => boolean): Errors => {
  const [attacks, innocents] = [lines.filter(({ attack }) => attack), lines.filter(({ attack }) => !attack)]
  return {
    missed: attacks.filter((line) => !isBlocked(line)).length / attacks.length,
    blocked: innocents.filter(isBlocked).length / innocents.length,
  }
}

const SCORES = Array.from({ length: 300 }, (_, at) => at / 100 - 1.5)

/** The lowest score above which at most `most` of the innocents are blocked. */
export const lowestFor = (
  lines: readonly Weighed[],
  most: number,
  isBlocked: (line: Weighed, refuseAbove: number) => boolean,
): number =>
  SCORES.find((score) => errorsOf(lines, (line) => isBlocked(line, score)).blocked <= most) ?? SCORES.at(-1)!
