import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import type { ArtworkEvent } from '../../domain/artwork/artwork.ts'
import { opened, optionsOf, seconds } from '../../domain/artwork/testing.ts'
import { CC0 } from '../../domain/licence/licence.ts'
import { type ReplayEvent, readReplayFile, replayFileOf } from './replay-file.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yosegaki-replay-file-'))
})
afterAll(() => rm(folder, { recursive: true }))

const at = seconds(9)
const hash = 'ab'.repeat(32)
const start = opened() as Extract<ArtworkEvent, { type: 'opened' }>
const origin = { model: hash, runtime: '1.30.0', provider: 'cpu', optimisation: 'all' }
const touchUp = {
  strength: 0.5,
  steps: 4,
  seconds: 4,
  words: '月',
  where: { left: 0, top: 0, width: 1, height: 0.5 },
}
/** One event of every kind. */
const LOG: ArtworkEvent[] = [
  start,
  { type: 'ballot-opened', at, round: 0, options: optionsOf(start.plan, 0), usual: 0.4 },
  { type: 'voted', at, viewer: 'viewer-1', option: 1, line: 'line-1', since: at },
  { type: 'brigade-judged', at, option: 1, spans: [{ from: at, to: at + 1 }], counts: false },
  { type: 'withdrawn', at, viewer: 'viewer-1', line: null },
  ...(['ticked', 'held', 'resumed', 'restarted', 'skipped', 'hurried', 'voided'] as const).map((type) => ({
    type,
    at,
  })),
  { type: 'extended', at, seconds: 30 },
  { type: 'stepped', at, step: 0, take: 0 },
  { type: 'touch-up-asked', at, touchUp },
  { type: 'round-redone', at, round: 1 },
  { type: 'take-restored', at, left: 1 },
  { type: 'abandoned', at, reason: { ja: '終', en: 'end' } },
  { type: 'published', at, painted: { pixels: hash, origin } },
]
const work = {
  id: start.id,
  number: 1,
  title: { ja: '月', en: 'moon' },
  licence: CC0,
  model: { id: 'm', title: { ja: '', en: '' }, credit: { ja: '', en: '' }, licence: 'CC0-1.0' },
  seed: start.seed,
}

describe('a replay file', () => {
  it('A22: holds every kind of event there is, and gives the log back', async () => {
    expectTypeOf<Exclude<ArtworkEvent['type'], ReplayEvent['type']>>().toBeNever()
    const file = join(folder, 'all.json')
    await writeFile(file, JSON.stringify(replayFileOf(work, LOG)))
    expect(await readReplayFile(file)).toEqual(LOG)
  })

  it('A22: tells seed, model with its hash, and the pixels it has to give', () => {
    expect(replayFileOf(work, LOG)).toMatchObject({
      seed: start.seed,
      model: { id: 'm', hash },
      painted: { pixels: hash },
    })
  })
})
