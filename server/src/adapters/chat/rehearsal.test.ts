import { describe, expect, it } from 'vitest'
import type { ChatLine, ChatListener } from '../../domain/chat/line.ts'
import { createTokenBuckets, takeToken } from '../../domain/chat/token-bucket.ts'
import { createRehearsalSource, SAY_NOTICES } from './rehearsal.ts'

const viewer = { id: 'v1', name: 'ねこ'.repeat(40) }
const ears = () => {
  const lines: ChatLine[] = []
  const listener: ChatListener = { line: (line) => void lines.push(line), health: () => {} }
  return { lines, listener }
}

describe('rehearsal', () => {
  it('C25: a viewer may say five lines at once, then one every two seconds', () => {
    const source = createRehearsalSource()
    expect(source.say(viewer, '猫', 0)).toEqual({ ok: false, reason: 'not-listening' })
    const stop = new AbortController()
    const { lines, listener } = ears()
    void source.listen(listener, stop.signal)
    const answers = Array.from({ length: 6 }, (_, index) => source.say(viewer, `猫${index}`, 1_000).ok)
    expect(answers).toEqual([true, true, true, true, true, false])
    expect(source.say({ id: 'v2', name: 'b' }, '猫', 1_000).ok).toBe(true)
    expect(source.say(viewer, '猫', 2_999)).toEqual({ ok: false, reason: 'too-fast' })
    expect(source.say(viewer, '猫', 3_000).ok).toBe(true)
    expect(lines.at(-1)).toMatchObject({ text: '猫', viewer: { id: 'v1' }, at: 3_000 })
    expect([...(lines[0]?.viewer.name ?? '')].length).toBeLessThanOrEqual(40)
    expect(source.say({ id: 'v3', name: 'c' }, ' \n', 3_000)).toEqual({ ok: false, reason: 'empty' })
    expect(SAY_NOTICES['too-fast'].ja).not.toBe('')
    stop.abort()
    expect(source.say(viewer, '猫', 99_000).ok).toBe(false)
  })

  it('C25: buckets are bounded, and a clock that goes back breaks nothing', () => {
    const buckets = createTokenBuckets({ burst: 1, refill: 1_000, limit: 2 })
    expect([takeToken(buckets, 'a', 5_000), takeToken(buckets, 'a', 0)]).toEqual([true, false])
    for (const who of ['b', 'c', 'd']) takeToken(buckets, who, 5_000)
    expect(buckets.levels.size).toBe(2)
  })

  it('C14: who said a line is told what became of it', async () => {
    const source = createRehearsalSource()
    const stop = new AbortController()
    void source.listen({ line: async () => ({ kind: 'vote', option: 2 }), health: () => {} }, stop.signal)
    const said = source.say(viewer, '3', 0)
    expect(said.ok && (await said.heard)).toEqual({ kind: 'vote', option: 2 })
    stop.abort()
  })

  it('C20: ids differ from one run to the next', async () => {
    const ids = await Promise.all(
      [0, 1].map(async () => {
        const source = createRehearsalSource()
        const stop = new AbortController()
        const { lines, listener } = ears()
        void source.listen(listener, stop.signal)
        source.say({ id: 'v', name: 'n' }, '猫', 0)
        stop.abort()
        return lines[0]?.id
      }),
    )
    expect(new Set(ids).size).toBe(2)
  })
})
