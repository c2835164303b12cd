import { afterEach, describe, expect, it } from 'vitest'
import { controlNow } from '../support/control.ts'
import { temporaryDataDir } from '../support/data-dir.ts'
import { freePort } from '../support/free-port.ts'
import {
  mustBeOk,
  type Producer,
  quickPlan,
  signIn,
  startHouse,
  type TestHouse,
  waitFor,
} from '../support/house.ts'
import { startYoutubeServer, type YoutubeServer } from '../support/youtube-server.ts'
import type { Message } from '../support/youtube-server-wire.ts'

/** One ballot, and nothing goes on by the clock: the test skips, so that both runs decide at the same place in the chat. */
const PLAN = quickPlan({
  callSeconds: 3_600,
  ballotSeconds: 3_600,
  roundSeconds: 3_600,
  rounds: quickPlan().rounds.slice(0, 1),
  sentence: { ja: ['{theme}'], en: ['{theme}'] },
})
const BEGUN = Date.now()

const cleanUp: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const clean of cleanUp.splice(0).reverse()) await clean()
})

const WISHES = [
  '猫を描いて',
  'a red dragon please',
  '夜の海が見たい',
  'ペンギン描いて',
  'りんごがいい',
  'こんにちは',
]

/** The chat's script: lines, super chats, deletions, a ban. Votes change, are doubled, and taken back. */
const messageOf = (index: number, asked: 'wishes' | 'votes'): Message => {
  const id = `${asked}-${index}`
  const at = BEGUN + (asked === 'votes' ? 60_000 : 0) + index * 100
  const channelId = `UC${(index * 7) % 17}`
  const author = { channelId, displayName: `視聴者 ${channelId}` }
  const text = asked === 'wishes' ? WISHES[(index * 5) % WISHES.length]! : String(1 + ((index * 3) % 4))
  if (index % 11 === 10) {
    const messageDeletedDetails = { deletedMessageId: `${asked}-${index - 3}` }
    return { id, at, type: 'messageDeletedEvent', snippet: { messageDeletedDetails } }
  }
  if (index === 24) {
    const bannedUserDetails = { channelId: 'UC3', displayName: '視聴者 UC3' }
    return {
      id,
      at,
      type: 'userBannedEvent',
      snippet: { userBannedDetails: { bannedUserDetails, banType: 'permanent' } },
    }
  }
  return { id, at, author, text }
}

type Run = {
  house: TestHouse
  producer: Producer
  youtube: YoutubeServer
  begin(): Promise<void>
  kill(): Promise<void>
}

const openRun = async (): Promise<Run> => {
  const { path: dataDir, remove } = await temporaryDataDir()
  cleanUp.push(async () => remove())
  const youtube = await startYoutubeServer({ pollingIntervalMillis: 100, pageSize: 4 })
  cleanUp.push(youtube.close)
  // Every page repeats what was said before it, as a server does that is not sure what arrived.
  youtube.overlap(3)
  const env = {
    PORT: String(await freePort()),
    YOUTUBE_API_ROOT: youtube.root,
    YOUTUBE_API_KEY: 'good-key',
    YOUTUBE_DAILY_UNITS: '1000000',
  }
  const house = await startHouse({ dataDir, plan: PLAN, env })
  const run: Run = {
    house,
    producer: await signIn(house),
    youtube,
    kill: () => run.house.kill('SIGKILL'),
    async begin() {
      run.house = await startHouse({ dataDir, plan: PLAN, env })
    },
  }
  cleanUp.push(() => run.house.kill())
  return run
}

/** Says `count` messages; the process is killed after each of `kills`, and is back some messages later. */
const say = async (run: Run, asked: 'wishes' | 'votes', count: number, kills: readonly number[]) => {
  let back = -1
  for (let index = 0; index < count; index++) {
    run.youtube.say(messageOf(index, asked))
    await new Promise((resolve) => setTimeout(resolve, (index * 13) % 40))
    if (kills.includes(index)) {
      await run.kill()
      back = index + 3
    } else if (index === back) await run.begin()
  }
}

const heardAll = async ({ house, producer, youtube }: Run): Promise<void> => {
  const lines = youtube.said.filter(({ text }) => text !== undefined).length
  const heard = async () => (await controlNow(house, producer)).sources[0]?.lines
  await waitFor(async () => (await heard()) === lines, `${lines} lines`)
  // What follows from a line is stored, and shown, after it was heard; a command takes its turn behind all that.
  for (const [command, held] of [
    ['artwork:hold', true],
    ['artwork:resume', false],
  ] as const) {
    await mustBeOk(await producer.command(command))
    await waitFor(async () => (await controlNow(house, producer)).artwork?.held === held, command)
  }
}

/** Everything of the chat that a restart could change, as the control room shows it. */
const shown = async (run: Run) => {
  const { sources, lines, themes, ballot } = await controlNow(run.house, run.producer)
  return {
    heard: sources.map(({ id, state, lines }) => ({ id, state, lines })),
    lines,
    themes: themes.map(({ weight, ...theme }) => ({ ...theme, weight: weight.toFixed(9) })),
    ballot: ballot && { ...ballot, at: null },
  }
}

/** A call and a ballot, with kills; what was shown at the end of each, and after the ballot closed. */
const evening = async (kills: { wishes: readonly number[]; votes: readonly number[] }) => {
  const run = await openRun()
  const sources = [{ kind: 'youtube', video: 'abcdefghijk' }]
  const settings = { title: '夜', planId: 'quick', continuous: false, sources }
  await mustBeOk(await run.producer.command('stream:start', settings))
  await mustBeOk(await run.producer.command('artwork:start', { seed: 7 }))
  const seen = []
  for (const asked of ['wishes', 'votes'] as const) {
    await say(run, asked, 60, kills[asked])
    await heardAll(run)
    seen.push(await shown(run))
    await mustBeOk(await run.producer.command('artwork:skip'))
  }
  const ballot = async () => (await shown(run)).ballot
  await waitFor(async () => (await ballot())?.state === 'closed', 'the ballot to be shown as closed')
  return { seen, decided: await ballot() }
}

describe('kill -9 in the middle of a chat', () => {
  it('C46: lines, themes, tallies and counts are those of a house that was never down', async () => {
    const unbroken = await evening({ wishes: [], votes: [] })
    const broken = await evening({ wishes: [27], votes: [9, 41] })
    const [wishes, votes] = unbroken.seen
    expect(wishes?.themes.length).toBeGreaterThan(2)
    expect(wishes?.lines.length).toBeGreaterThan(30)
    expect(votes?.ballot?.voters).toBeGreaterThan(10)
    expect(unbroken.decided?.decidedBy).toBe('votes')
    expect(broken).toEqual(unbroken)
  })
})
