import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChatLine, Notice } from '../../domain/chat/line.ts'
import { openReplay } from './replay.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yosegaki-log-'))
})
afterAll(() => rm(folder, { recursive: true }))

const write = async (name: string, text: string): Promise<string> => {
  const file = join(folder, name)
  await writeFile(file, text)
  return file
}
const row = (t: number, text: string) => JSON.stringify({ t, viewer: { id: 'v1', name: 'n' }, text })

describe('replay', () => {
  it('C24: an unreadable line is one message with file, number and why, and is skipped', async () => {
    const file = await write(
      'bad.jsonl',
      [
        row(0, 'a'),
        '{not json',
        '',
        '{"t":"soon","viewer":{"id":"v","name":"n"},"text":"x"}',
        row(5, 'b'),
      ].join('\n'),
    )
    const told: Notice[] = []
    const opened = await openReplay({ file, onProblem: (message) => told.push(message) })
    expect(opened).toMatchObject({ ok: true, lines: 2, problems: [{ line: 2 }, { line: 4 }] })
    expect(told.map(({ en }) => en)).toEqual([
      expect.stringMatching(/bad\.jsonl, line 2 .*not JSON/),
      expect.stringMatching(/bad\.jsonl, line 4 .*t: /),
    ])
    expect(told[0]?.ja).toContain('2 行目')
  })

  it('C24: a missing or empty log, or an odd speed, is a refusal', async () => {
    const missing = join(folder, 'none.jsonl')
    expect(await openReplay({ file: missing })).toMatchObject({
      ok: false,
      message: { en: `There is no chat log at ${missing}` },
    })
    const empty = await write('empty.jsonl', '\n\n')
    expect(await openReplay({ file: empty })).toMatchObject({
      ok: false,
      message: { en: expect.stringContaining('no readable line') },
    })
    expect(await openReplay({ file: folder })).toMatchObject({
      ok: false,
      message: { en: expect.stringContaining('cannot be opened') },
    })
    for (const speed of [0, 0.5, 51, Number.NaN, -1])
      expect(await openReplay({ file: empty, speed })).toMatchObject({
        ok: false,
        message: { en: expect.stringContaining('1 to 50') },
      })
  })

  it('C20: plays at its speed, keeps order where times go back, and loops with new ids', async () => {
    const file = await write(
      'times.jsonl',
      [row(0, 'a'), row(200, 'b'), row(100, 'c'), row(400, 'd')].join('\n'),
    )
    const opened = await openReplay({ file, speed: 4, loop: true })
    if (!opened.ok) throw new Error(opened.message.en)
    const lines: ChatLine[] = []
    const stop = new AbortController()
    const begun = performance.now()
    const heard = opened.source.listen(
      {
        line: (line) => {
          lines.push(line)
          if (lines.length === 6) stop.abort()
          return undefined
        },
        health: () => {},
      },
      stop.signal,
    )
    await heard
    expect(lines.map(({ text }) => text)).toEqual(['a', 'b', 'c', 'd', 'a', 'b'])
    expect(new Set(lines.map(({ id }) => id)).size).toBe(6)
    // 400 ms and a gap of 2 s between turns, then 200 ms, all at speed 4.
    expect(performance.now() - begun).toBeGreaterThan(600)
    expect(lines[3]!.at - lines[0]!.at).toBeGreaterThanOrEqual(99)
  })
})
