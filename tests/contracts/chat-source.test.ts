import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createRehearsalSource } from '../../server/src/adapters/chat/rehearsal.ts'
import { openReplay } from '../../server/src/adapters/chat/replay.ts'
import { createTwitchSource } from '../../server/src/adapters/chat/twitch.ts'
import { createYoutubeSource } from '../../server/src/adapters/chat/youtube.ts'
import { byKey } from '../../server/src/adapters/chat/youtube-access.ts'
import type { ChatLine, ChatListener, ChatSource, SourceHealth } from '../../server/src/domain/chat/line.ts'
import { LONGEST_LINE } from '../../server/src/domain/chat/line.ts'
import { waitFor as until } from '../support/house.ts'
import { startTwitchServer } from '../support/twitch-server.ts'
import { startYoutubeServer } from '../support/youtube-server.ts'

/** A chat at hand: its source, and the other side of it. */
type Stage = {
  source: ChatSource
  /** Says lines on the other side, once `listen` is under way (a replay has them in its log already). */
  say(texts: readonly string[]): void
  /** The chat ends on its own. */
  end(): void
  close(): Promise<void>
}

type Heard = { lines: ChatLine[]; health: SourceHealth[]; listener: ChatListener }
const ears = (): Heard => {
  const heard: Omit<Heard, 'listener'> = { lines: [], health: [] }
  return {
    ...heard,
    listener: { line: (line) => void heard.lines.push(line), health: (state) => heard.health.push(state) },
  }
}

/** Each stage may be told beforehand what will be said. `hold`: the chat does not end after it. */
const STAGES: Record<string, (texts: readonly string[], hold: boolean) => Promise<Stage>> = {
  async replay(texts, hold) {
    const folder = await mkdtemp(join(tmpdir(), 'yosegaki-replay-'))
    const file = join(folder, 'log.jsonl')
    const rows = texts.map((text, index) => ({
      t: index,
      id: `m${index}`,
      viewer: { id: `v${index % 3}`, name: 'ねこ' },
      text,
    }))
    const last = { t: 36_000_000, id: 'last', viewer: { id: 'v0', name: 'ねこ' }, text: 'much later' }
    await writeFile(file, [...rows, ...(hold ? [last] : [])].map((row) => JSON.stringify(row)).join('\n'))
    const opened = await openReplay({ file, speed: 50 })
    if (!opened.ok) throw new Error(opened.message.en)
    return {
      source: opened.source,
      say: () => {},
      end: () => {},
      close: () => rm(folder, { recursive: true }),
    }
  },
  async rehearsal() {
    const source = createRehearsalSource({ burst: 1_000 })
    return {
      source,
      say: (texts) => {
        texts.forEach((text, index) => {
          source.say({ id: `v${index % 3}`, name: 'ねこ' }, text, Date.now())
        })
      },
      end: source.end,
      close: async () => source.end(),
    }
  },
  async youtube() {
    const server = await startYoutubeServer({ pollingIntervalMillis: 5 })
    return {
      source: createYoutubeSource({
        video: 'abcdefghijk',
        access: byKey('good-key'),
        apiRoot: server.root,
        minPollMs: 0,
      }),
      say: (texts) => {
        texts.forEach((text, index) => {
          server.say({ id: `m${index}`, text, author: { channelId: `UC${index % 3}`, displayName: 'ねこ' } })
        })
      },
      end: () => server.end('offlineAt'),
      close: server.close,
    }
  },
  async twitch() {
    const server = await startTwitchServer()
    const source = createTwitchSource({ channel: 'yosegaki', url: server.url })
    // The chat of a Twitch channel never ends by itself: who listens stops.
    const stopped = new AbortController()
    return {
      source: {
        ...source,
        listen: (listener, signal) => source.listen(listener, AbortSignal.any([signal, stopped.signal])),
      },
      say: (texts) => {
        texts.forEach((text, index) => {
          server.say([{ id: `m${index}`, text, userId: `u${index % 3}` }])
        })
      },
      end: () => stopped.abort(),
      close: server.close,
    }
  },
}

const states = (health: readonly SourceHealth[]): string[] =>
  health.map(({ state }) => state).filter((state, index, all) => state !== all[index - 1])

describe.each(Object.entries(STAGES))('a chat source: %s', (kind, open) => {
  let stage: Stage | null = null
  afterEach(async () => {
    await stage?.close()
    stage = null
  })

  const begin = async (texts: readonly string[], hold: boolean) => {
    stage = await open(texts, hold)
    const heard = ears()
    const stop = new AbortController()
    const listening = stage.source.listen(heard.listener, stop.signal)
    await until(() => heard.health.some(({ state }) => state === 'live'), 'live')
    stage.say(texts)
    return { stage, heard, stop, listening }
  }

  it('C20: every line said arrives once and in order', async () => {
    const texts = Array.from({ length: 60 }, (_, index) => `line ${index} 猫`)
    const { stage, heard, listening } = await begin(texts, false)
    await until(() => heard.lines.length >= texts.length, 'the lines')
    stage.end()
    await listening
    expect(heard.lines.map(({ text }) => text)).toEqual(texts)
    expect(new Set(heard.lines.map(({ id }) => id)).size).toBe(texts.length)
    for (const line of heard.lines) {
      expect(line).toMatchObject({ source: stage.source.id, viewer: { name: 'ねこ' } })
      expect(Number.isFinite(line.at)).toBe(true)
    }
  })

  it('C21: health goes connecting, live, ended', async () => {
    const { stage, heard, listening } = await begin(['猫'], false)
    await until(() => heard.lines.length === 1, 'the line')
    stage.end()
    await listening
    expect(states(heard.health)).toEqual(['connecting', 'live', 'ended'])
    expect(heard.health.at(-1)?.lines).toBe(1)
    expect(stage.source.kind).toBe(kind)
  })

  it('C22: aborting ends it promptly, with nothing left', async () => {
    const { stage, heard, stop, listening } = await begin(['猫'], true)
    await until(() => heard.lines.length === 1, 'the line')
    stop.abort()
    // The replay's next line is minutes away, and the others would listen for ever.
    await listening
    expect(heard.health.at(-1)?.state).toBe('ended')
    const told = heard.health.length
    stage.say(['too late'])
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(heard.lines).toHaveLength(1)
    expect(heard.health).toHaveLength(told)
  })

  it('C22: a signal aborted before listening ends it as well', async () => {
    stage = await open(['猫'], true)
    const heard = ears()
    await stage.source.listen(heard.listener, AbortSignal.abort())
    expect(heard.lines).toEqual([])
    expect(states(heard.health)).toEqual(['connecting', 'ended'])
  })

  it('C23: ten kilobytes, control characters and markup are data', async () => {
    const texts = [
      '猫'.repeat(3_500),
      'a\u0000b\u0007\u001b[31m\u202e',
      '<script>alert(1)</script>',
      'normal',
      '\u{d83d}x',
    ]
    const { stage, heard, listening } = await begin(texts, false)
    await until(() => heard.lines.length >= texts.length, 'the lines')
    stage.end()
    await listening
    expect(heard.lines[0]?.text).toBe('猫'.repeat(LONGEST_LINE))
    expect(heard.lines.slice(1, 4).map(({ text }) => text)).toEqual(texts.slice(1, 4))
    expect(heard.lines[4]?.text.isWellFormed()).toBe(true)
  })
})
