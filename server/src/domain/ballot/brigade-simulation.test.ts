import { describe, expect, it } from 'vitest'
import { brigadeIn, USUAL_MS } from './brigade.ts'
import { addVote, NO_VOTES, type Vote } from './votes.ts'

/** A ballot of a minute; times are milliseconds from its opening. */
type Voter = { at: number; option: number; since?: number }
type Crowd = { voters: Voter[]; usual: number }

const OPTIONS = ['猫', '犬', '鳥', '花'].map((text) => ({
  text: { ja: text, en: text },
  from: 'plan' as const,
}))

/** Mulberry32: the same evening for the same seed. */
function dice(seed: number) {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  /** How long until something that takes `mean` on average. */
  const wait = (mean: number): number => -Math.log(1 - next()) * mean
  const draw = (shares: readonly number[]): number => {
    let left = next() * shares.reduce((sum, share) => sum + share, 0)
    return Math.max(
      0,
      shares.findIndex((share) => {
        left -= share
        return left < 0
      }),
    )
  }
  return { next, wait, draw }
}
type Dice = ReturnType<typeof dice>

/** Shares of the options among honest viewers. */
const TASTES: Record<string, (dice: Dice) => number[]> = {
  'any taste': ({ wait }) => OPTIONS.map(() => wait(1)),
  'two favourites': ({ next }) => [1, 0.5 + next(), 0.05, 0.05],
  'four alike': ({ next }) => [1, 0.9 + next() * 0.2, 0.9, 0.8],
  'nine of ten for one': () => [0.03, 0.9, 0.05, 0.02],
  'seven of ten for one': () => [0.7, 0.15, 0.1, 0.05],
}

/**
 * Most vote soon after the ballot opens. At a show's start a third said something in the call before, and the others' vote is
 * their first word; later six of ten are known, and some came in the last minutes.
 */
const SHOWS = {
  'at the start': { known: 0, talked: 0.35, minutes: 0.75 },
  'later on': { known: 0.6, talked: 0.15, minutes: 5 },
}

function crowdOf(dice: Dice, show: keyof typeof SHOWS, size: number, tastes: readonly number[]): Crowd {
  const { known, talked, minutes } = SHOWS[show]
  const before = minutes * 60_000
  let came = 0
  const voters = Array.from({ length: size }, (): Voter => {
    const at = Math.min(58_000, dice.wait(12_000))
    const [who, option] = [dice.next(), dice.draw(tastes)]
    if (who < known) return { at, option }
    if (who >= known + talked) return { at, option, since: at }
    came += 1
    return { at, option, since: -dice.next() * before }
  })
  return { voters, usual: (came * USUAL_MS) / before }
}

/** Viewers who come together and vote at once. */
const comers = (dice: Dice, size: number, millis: number, option: () => number): Voter[] => {
  const from = dice.next() * 28_000
  return Array.from({ length: size }, () => {
    const at = from + dice.next() * millis
    return { at, option: option(), since: at }
  })
}

/** Is a producer told, looking once a second, or only at the end? */
function told({ voters, usual }: Crowd, looks: 'always' | 'at the end'): boolean {
  let votes = NO_VOTES
  const inTurn = voters.toSorted((one, other) => one.at - other.at)
  for (const [index, { at, ...voter }] of inTurn.entries()) {
    const vote: Vote = { line: `${index}`, ...voter }
    votes = addVote(votes, { viewer: `v${index}`, ...vote })
    const next = inTurn[index + 1]
    if (
      next !== undefined &&
      (looks === 'at the end' || Math.floor(next.at / 1_000) === Math.floor(at / 1_000))
    )
      continue
    const ballot = { state: 'open', round: 0, options: OPTIONS, votes, closesAt: 60_000, usual } as const
    if (brigadeIn(ballot) !== null) return true
  }
  return false
}

const SEEDS = Array.from({ length: 60 }, (_, seed) => seed)
const shows = Object.keys(SHOWS) as (keyof typeof SHOWS)[]

describe('C92: honest evenings', () => {
  const kinds = shows.flatMap((show) => Object.keys(TASTES).map((taste) => [taste, show] as const))

  it.each(kinds)(
    'C92: %s, %s: nobody is told anything, whatever raid of the same mind comes in',
    (taste, show) => {
      const alarms = SEEDS.flatMap((seed) => {
        const thrown = dice(seed)
        const tastes = TASTES[taste]!(thrown)
        const crowd = crowdOf(thrown, show, 15 + Math.floor(thrown.next() ** 2 * 400), tastes)
        const raid = comers(thrown, 20 + Math.floor(thrown.next() * 100), 15_000, () => thrown.draw(tastes))
        const raided = { ...crowd, voters: [...crowd.voters, ...raid] }
        return [crowd, raided].some((evening) => told(evening, 'always')) ? [seed] : []
      })
      expect(alarms).toEqual([])
    },
  )
})

describe('C92: brigades', () => {
  /** How many of those that turn the ballot are told of. */
  function found(show: keyof typeof SHOWS, fewest: number, most: number): { turned: number; told: number } {
    const evenings = SEEDS.flatMap((seed) => {
      const thrown = dice(seed * 1_000 + fewest)
      const size = fewest + Math.floor(thrown.next() * (most - fewest))
      const crowd = crowdOf(thrown, show, Math.floor(size * (0.3 + thrown.next())), [0.5, 0.25, 0.05, 0.2])
      const counts = OPTIONS.map(
        (_, option) => crowd.voters.filter((voter) => voter.option === option).length,
      )
      const turned = counts[3]! < Math.max(...counts) && counts[3]! + size > Math.max(...counts)
      const brigade = comers(thrown, size, 2_000 + thrown.next() * 28_000, () => 3)
      return turned ? [{ ...crowd, voters: [...crowd.voters, ...brigade] }] : []
    })
    return { turned: evenings.length, told: evenings.filter((evening) => told(evening, 'at the end')).length }
  }

  it.each([
    ['later on', 20, 40, 0.95],
    ['later on', 40, 80, 1],
    ['later on', 80, 250, 1],
    // Nearly everybody is new, and some brigades are lost in the crowd that came with them.
    ['at the start', 20, 40, 0.6],
    ['at the start', 40, 250, 0.85],
  ] as const)(
    'C92: %s, of %i to %i viewers: at least %d of them are told of',
    (show, fewest, most, share) => {
      const { turned, told } = found(show, fewest, most)
      expect(turned).toBeGreaterThan(30)
      expect(told / turned).toBeGreaterThanOrEqual(share)
    },
  )
})
