import { describe, expect, it } from 'vitest'
import { replayLog } from './apply-event.ts'
import type { ArtworkEvent } from './artwork.ts'
import { logForEverybody, roundOfStep, storyOf } from './story.ts'
import { aPlan, opened, optionsOf, seconds } from './testing.ts'

const plan = aPlan()
const voted = (viewer: string, option: number, at = 6): ArtworkEvent => ({
  type: 'voted',
  viewer,
  option,
  line: `line of ${viewer} at ${at}`,
  at: seconds(at),
})
const LOG: ArtworkEvent[] = [
  opened(),
  { type: 'ballot-opened', at: seconds(5), round: 0, options: optionsOf(plan, 0), usual: 1.5 },
  voted('key-of-ann', 1),
  voted('key-of-bob', 2),
  voted('key-of-ann', 0, 7),
  voted('key-of-cy', 2, 7),
  { type: 'withdrawn', viewer: 'key-of-ann', line: 'line of key-of-ann at 7', at: seconds(8) },
  { type: 'withdrawn', viewer: 'key-of-cy', line: null, at: seconds(8) },
  { type: 'voted', viewer: 'key-of-zed', option: 1, line: 'd', since: seconds(8), at: seconds(8) },
  {
    type: 'brigade-judged',
    option: 1,
    spans: [{ from: seconds(8), to: seconds(9) }],
    counts: false,
    at: seconds(8),
  },
  { type: 'ticked', at: seconds(9) },
]

describe('the story of an artwork', () => {
  it('A21: counts each viewer once, and says when it was begun', () => {
    expect(storyOf(LOG)).toEqual({
      openedAt: seconds(0),
      voters: 4,
      touchUps: [],
      artwork: replayLog(LOG),
    })
    expect(storyOf([])).toBeNull()
  })

  it('A21: tells of the touch-ups a producer asked for', () => {
    const touchUp = { strength: 0.5, steps: 4, seconds: 4 }
    const asked = (more: object): ArtworkEvent => ({
      type: 'touch-up-asked',
      at: seconds(9),
      touchUp: { ...touchUp, ...more },
    })
    const where = { left: 0, top: 0, width: 0.5, height: 0.5 }
    expect(storyOf([...LOG, asked({ words: '月', where }), asked({})])?.touchUps).toEqual([
      { words: '月', part: true },
      { words: null, part: false },
    ])
  })

  it('A21: knows the round of every step', () => {
    expect([0, 1, 2, 3, 4].map((step) => roundOfStep(plan, step))).toEqual([0, 0, 1, 1, null])
  })

  it('A22: the log for everybody names nobody, and folds to the same decisions', () => {
    const shared = logForEverybody(LOG)
    expect(JSON.stringify(shared)).not.toMatch(/ann|bob|cy|zed/)
    expect(new Set(shared.flatMap((event) => (event.type === 'voted' ? [event.viewer] : []))).size).toBe(4)
    const decisionsOf = (log: readonly ArtworkEvent[]) => replayLog(log).decisions
    expect(decisionsOf(LOG)).toMatchObject([{ counts: [0, 1, 1], voters: 2 }])
    expect(decisionsOf(shared)).toEqual(decisionsOf(LOG))
  })

  it('A22: the same viewer is somebody else in another log', () => {
    const [, , first] = logForEverybody(LOG)
    const other = logForEverybody([opened(), voted('key-of-bob', 1), voted('key-of-ann', 1)])
    expect(first).toMatchObject({ viewer: 'viewer-1' })
    expect(other[2]).toMatchObject({ viewer: 'viewer-2' })
  })
})
