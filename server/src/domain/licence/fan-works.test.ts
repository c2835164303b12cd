import type { FanWork } from '@yosegaki/contract'
import { describe, expect, it } from 'vitest'
import type { Decision } from '../ballot/ballot.ts'
import { fanWorkIn, flaggedViews, markOf } from './fan-works.ts'
import { CC0, licenceOf } from './licence.ts'

const work = (changes: Partial<FanWork> = {}): FanWork => ({
  id: 'aoi',
  names: ['青い歌姫', 'Aoi Utahime'],
  guideline: 'https://example.org/guideline',
  licence: '非営利の二次創作',
  stance: 'ask',
  decidedAt: null,
  ...changes,
})
const allowed = work({ stance: 'allowed', decidedAt: 1_000 })

describe('C90: what is somebody’s own', () => {
  it.each([
    '青い歌姫と海',
    'あおい 青いうたひめ? 青い歌姫!',
    'AOI UTAHIME in the rain',
    'ａｏｉ　ｕｔａｈｉｍｅ',
  ])('C90: %s names it', (text) => {
    expect(fanWorkIn([work()], text)?.id).toBe('aoi')
  })
  it.each(['青い海', 'aoi', 'utahime aoi', 'kaoi utahimes'])('C90: %s does not', (text) => {
    expect(fanWorkIn([work()], text)).toBeNull()
  })

  it('C90: flagged while it is not allowed, with what viewers said and how many', () => {
    const themes = [
      { text: '青い歌姫', viewers: 3 },
      { text: '猫', viewers: 9 },
      { text: '青い歌姫と海', viewers: 2 },
    ]
    expect(flaggedViews([work()], themes)).toMatchObject([
      { id: 'aoi', name: '青い歌姫', stance: 'ask', themes: ['青い歌姫', '青い歌姫と海'], viewers: 5 },
    ])
    expect(flaggedViews([work({ stance: 'refused' })], themes)).toMatchObject([{ stance: 'refused' }])
    expect(flaggedViews([allowed], themes)).toEqual([])
  })
})

describe('C91: the licence', () => {
  const mark = markOf(allowed)!
  const decision = (shares: number[], winner: number): Decision => ({
    round: 0,
    options: [
      { text: { ja: '猫', en: 'cat' }, from: 'plan' },
      { text: { ja: '青い歌姫', en: 'Aoi' }, from: 'chat', fanWork: mark },
    ],
    counts: shares,
    shares,
    voters: 1,
    winner,
    decidedBy: 'votes',
  })

  const steeredBy = (...decisions: Decision[]) => ({ decisions, touchUps: [] })

  it('C91: is CC0 where nothing of it steered the picture', () => {
    expect(licenceOf(steeredBy())).toBe(CC0)
    expect(licenceOf(steeredBy(decision([1, 0], 0)))).toBe(CC0)
  })

  it('C91: changes where it did, won or not, and says why', () => {
    for (const steered of [decision([0, 1], 1), decision([0.9, 0.1], 0)])
      expect(licenceOf(steeredBy(steered, steered))).toEqual({
        id: 'fan-work',
        name: { ja: '二次創作(青い歌姫: 非営利の二次創作)', en: 'Fan work (青い歌姫: 非営利の二次創作)' },
        url: 'https://example.org/guideline',
        fanWorks: [
          {
            id: 'aoi',
            name: '青い歌姫',
            guideline: allowed.guideline,
            licence: allowed.licence,
            allowedAt: 1_000,
          },
        ],
      })
  })

  it('C91: changes where a touch-up names it', () => {
    const touchUps = [{ strength: 0.5, steps: 4, seconds: 2, words: '青い歌姫', fanWork: mark }]
    expect(licenceOf({ decisions: [], touchUps })).toMatchObject({ id: 'fan-work', fanWorks: [mark] })
  })

  it('C91: nothing that is not allowed leaves a mark', () => {
    expect([markOf(work()), markOf(work({ stance: 'refused' })), markOf(null)]).toEqual([null, null, null])
  })
})
