import { describe, expect, it } from 'vitest'
import { readTrainingLines } from '../../scripts/moderation/lines.ts'
import { ordinaryLines } from '../../scripts/moderation/ordinary.ts'
import { readModeration, readSecondModeration, readThirdModeration } from './sets.ts'

describe('X7: the lines that the learned reading is trained on', () => {
  it('X7: have a language, a text, a label and a kind, each once', async () => {
    const seen = new Set<string>()
    for (const { lang, text, attack, kind, author, ...more } of await readTrainingLines()) {
      const place = `${author}: ${text}`
      expect(['ja', 'en'], place).toContain(lang)
      expect(text.trim(), place).not.toBe('')
      expect([typeof attack, typeof kind, Object.keys(more)], place).toEqual(['boolean', 'string', []])
      expect(seen.has(text), place).toBe(false)
      seen.add(text)
    }
  })

  it('X7: hold no line of a half that is never tuned on', async () => {
    const untouched = new Set(
      [...(await readModeration()), ...(await readSecondModeration()), ...(await readThirdModeration())]
        .filter(({ half }) => half === 'untouched')
        .map(({ text }) => text),
    )
    const shared = (await readTrainingLines()).filter(({ text }) => untouched.has(text))
    expect(shared.length).toBe(0)
  })

  it('X7: ordinary lines are the same every time', () => {
    expect(ordinaryLines()).toEqual(ordinaryLines())
    expect(ordinaryLines().length).toBeGreaterThan(2_000)
  })
})
