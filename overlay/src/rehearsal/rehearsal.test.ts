import { describe, expect, it } from 'vitest'
import { outcomeOf, votedFor } from './said.ts'
import { rememberName, viewerId, viewerName } from './viewer.ts'

const memory = () => {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, v: string) => void kept.set(key, v),
  }
}
const broken = {
  getItem: () => {
    throw new Error('denied')
  },
  setItem: () => {
    throw new Error('denied')
  },
}

describe('the rehearsal viewer', () => {
  it('T5 has an id the contract accepts, and keeps it', () => {
    const store = memory()
    const id = viewerId(store)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(viewerId(store)).toBe(id)
    store.setItem('yosegaki.viewerId', '<b>')
    expect(viewerId(store)).not.toBe('<b>')
  })

  it('remembers its name, and lives without storage', () => {
    const store = memory()
    rememberName('はな', store)
    expect(viewerName(store)).toBe('はな')
    expect(viewerName(broken)).toBe('')
    expect(viewerId(broken)).toHaveLength(36)
    rememberName('x', broken)
  })

  it('T2 tells what became of a line', () => {
    expect(outcomeOf({ kind: 'unsent' }).kind).toBe('unsent')
    expect(
      outcomeOf({
        kind: 'answered',
        reply: { ok: false, what: 'too-fast', reason: { ja: '待って', en: 'slow' } },
      }),
    ).toMatchObject({
      kind: 'rejected',
      detail: { ja: '待って', en: 'slow' },
    })
    const vote = { kind: 'answered', reply: { ok: true, heardAs: 'vote', detail: '3' } } as const
    expect(outcomeOf(vote).kind).toBe('vote')
    expect(votedFor(vote)).toBe(3)
    expect(votedFor({ kind: 'answered', reply: { ok: true, heardAs: 'wish', detail: '3匹の猫' } })).toBeNull()
  })
})
