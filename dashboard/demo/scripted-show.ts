import {
  type ArtworkView,
  type BallotView,
  COMMANDS,
  type Command,
  type ControlView,
  EMPTY_SHOW,
  type HouseRules,
  type LineView,
  type ModelView,
  type Phase,
  type PlanView,
  type StreamStart,
  sameText,
  type Text,
  type WorkView,
} from '@yosegaki/contract'

/** A show that plays itself, for looking at the control room without the real server. */
export const MODEL: ModelView = {
  id: 'starter-0.1.0',
  title: { ja: 'はじめのモデル', en: 'Starter model' },
  credit: {
    ja: 'Debianの著作権フリー素材集（openclipart）の1,204点から、ゼロから学びました',
    en: 'Learned from scratch from 1,204 public-domain drawings of Debian’s openclipart',
  },
  licence: 'CC0-1.0',
}

const ROUNDS: { id: string; ask: Text; options: { text: Text; from: 'chat' | 'plan' }[] }[] = [
  {
    id: 'theme',
    ask: { ja: '何を描く？', en: 'What shall we paint?' },
    options: [
      { text: sameText('夕焼けの山'), from: 'chat' },
      { text: sameText('ねこ'), from: 'chat' },
      { text: sameText('a little boat'), from: 'chat' },
      { text: { ja: 'りんご', en: 'an apple' }, from: 'plan' },
    ],
  },
  {
    id: 'setting',
    ask: { ja: 'どこにいる？', en: 'Where is it?' },
    options: [
      { text: sameText('海のそば'), from: 'chat' },
      { text: sameText('<b>森</b>の中'), from: 'chat' },
      { text: { ja: '静かな部屋', en: 'a quiet room' }, from: 'plan' },
    ],
  },
  {
    id: 'mood',
    ask: { ja: '色と気分は？', en: 'Which colours, which mood?' },
    options: [
      { text: sameText('あたたかい夕方の色'), from: 'chat' },
      { text: { ja: '深い青', en: 'deep blue' }, from: 'plan' },
      { text: sameText('にぎやかなお祭りのような、赤と金'), from: 'chat' },
    ],
  },
  {
    id: 'detail',
    ask: { ja: '最後のひと筆は？', en: 'One last touch?' },
    options: [
      { text: sameText('小さな月'), from: 'chat' },
      { text: { ja: '手前に花', en: 'flowers in front' }, from: 'plan' },
    ],
  },
]

export const PLANS: PlanView[] = [
  {
    id: 'evening',
    title: { ja: 'ゆっくり一枚', en: 'One slow picture' },
    summary: {
      ja: '主題から最後のひと筆まで、四つの問いかけで描きます。',
      en: 'Four rounds, from the subject to the last touch.',
    },
    rounds: ROUNDS.map(({ id, ask }) => ({ id, ask })),
    steps: 48,
    seconds: 600,
  },
  {
    id: 'quick',
    title: { ja: 'さっと一枚', en: 'A quick one' },
    summary: { ja: '主題だけを選んで、すぐに描きます。', en: 'Choose the subject, then watch it appear.' },
    rounds: ROUNDS.slice(0, 2).map(({ id, ask }) => ({ id, ask })),
    steps: 24,
    seconds: 120,
  },
]

const SAID: [name: string, text: string, heardAs: LineView['heardAs'], detail: string][] = [
  ['さくら', '夕焼けの山が見たい！', 'wish', '夕焼けの山'],
  ['mochi_dev', '2', 'vote', '2'],
  ['Jonas', 'a little boat please', 'wish', 'a little boat'],
  ['けんた', '①', 'vote', '1'],
  ['ゆうこ', 'わあ、色が出てきた', 'talk', ''],
  ['<script>alert(1)</script>', '<img src=x onerror=alert(1)> 山がいい', 'wish', '山'],
  ['spammer9000', 'FREE COINS http://spam.example '.repeat(6), 'rejected', 'spam'],
  ['みどり', 'ねこ！ねこ！ねこ！', 'wish', 'ねこ'],
  ['観測者', 'きょうもおつかれさまです。前回の絵、とてもよかったので楽しみにしていました', 'talk', ''],
  ['Ana', '!vote 1', 'vote', '1'],
]

const THEMES: [text: string, viewers: number][] = [
  ['夕焼けの山', 14],
  ['ねこ', 11],
  ['a little boat', 7],
  ['海', 5],
  ['小さな月', 4],
  ['お祭り', 3],
  ['りんご', 2],
  ['竜', 1],
]

const CALL = 16
const BALLOT = 16
const ROUND = 24
const TOUCH_UP = 8
const FINISH = 3
const STEPS = 48
const PAINTED = CALL + BALLOT + ROUNDS.length * ROUND
const DONE = PAINTED + TOUCH_UP + FINISH
/** Seconds at which one part of the show gives way to the next. */
const TURNS = [
  CALL,
  ...ROUNDS.map((_, index) => CALL + BALLOT + index * ROUND),
  PAINTED,
  PAINTED + TOUCH_UP,
  DONE,
]

export type Stage = {
  stream: { title: string; startedAt: number; sources: StreamStart['sources'] } | null
  /** Seconds into the artwork; null before the first. */
  at: number | null
  held: boolean
  abandoned: boolean
  blank: boolean
  number: number
  seed: number
}

export const emptyStage: Stage = {
  stream: null,
  at: null,
  held: false,
  abandoned: false,
  blank: false,
  number: 12,
  seed: 40,
}

export const liveStage = (at: number, now: number): Stage => ({
  ...emptyStage,
  stream: {
    title: '金曜の夜、みんなで一枚',
    startedAt: now - 1_200_000,
    sources: [{ kind: 'rehearsal' }, { kind: 'replay', speed: 4 }, { kind: 'youtube', video: 'x' }],
  },
  at,
})

function phaseAt(at: number): { phase: Phase; round: number; endsAt: number | null } {
  if (at < CALL) return { phase: 'calling', round: -1, endsAt: CALL }
  if (at < CALL + BALLOT) return { phase: 'voting', round: -1, endsAt: CALL + BALLOT }
  if (at < PAINTED) {
    const round = Math.floor((at - CALL - BALLOT) / ROUND)
    return { phase: 'painting', round, endsAt: CALL + BALLOT + (round + 1) * ROUND }
  }
  const round = ROUNDS.length - 1
  if (at < PAINTED + TOUCH_UP) return { phase: 'touching-up', round, endsAt: PAINTED + TOUCH_UP }
  return { phase: at < DONE ? 'finishing' : 'published', round, endsAt: null }
}

function ballotAt(at: number, toInstant: (at: number) => number | null): BallotView | null {
  const { round } = phaseAt(at)
  const index = Math.min(round + 1, ROUNDS.length - 1)
  const asked = ROUNDS[index]
  if (asked === undefined) return null
  const opens = index === 0 ? CALL : CALL + BALLOT + (index - 1) * ROUND + 6
  const closes = index === 0 ? CALL + BALLOT : CALL + BALLOT + index * ROUND
  const open = Math.min(1, Math.max(0, (at - opens) / (closes - opens)))
  const votes = asked.options.map((_, option) => Math.floor(open * [19, 12, 6, 3][option]!))
  const voters = votes.reduce((sum, each) => sum + each, 0)
  const state = at < opens ? 'asking' : at < closes ? 'open' : 'closed'
  return {
    round: index,
    ask: asked.ask,
    state,
    options: asked.options.map((option, place) => ({
      ...option,
      number: place + 1,
      votes: votes[place] ?? 0,
      share: voters === 0 ? 0 : (votes[place] ?? 0) / voters,
    })),
    voters,
    at: toInstant(state === 'asking' ? opens : closes),
    leading: voters === 0 ? null : 1,
    decidedBy: state === 'closed' ? 'votes' : null,
  }
}

function artworkAt(stage: Stage, at: number, toInstant: (at: number) => number | null): ArtworkView {
  const { phase, round, endsAt } = phaseAt(at)
  const painted = Math.min(1, Math.max(0, (at - CALL - BALLOT) / (PAINTED + TOUCH_UP - CALL - BALLOT)))
  return {
    id: `demo-${stage.number}`,
    number: stage.number,
    seed: stage.seed,
    phase: stage.abandoned ? 'abandoned' : phase,
    round,
    take: 0,
    rounds: ROUNDS.map(({ id, ask, options }, index) => ({
      id,
      ask,
      decided: index <= round ? (options[0]?.text ?? null) : null,
      steps: Math.floor(STEPS / ROUNDS.length),
      redone: 0,
    })),
    step: Math.floor(painted * STEPS),
    steps: STEPS,
    endsAt: endsAt === null ? null : toInstant(endsAt),
    held: stage.held,
    title: round < 0 ? null : { ja: '夕焼けの山', en: 'Mountains at sunset' },
    licence: { id: 'CC0-1.0', name: { ja: 'CC0 1.0', en: 'CC0 1.0' } },
  }
}

/** What a producer sees of a stage at the server's time `now`. */
export function viewOf(stage: Stage, now: number): ControlView {
  const { at, stream } = stage
  const toInstant = (second: number) =>
    at === null || stage.held ? null : Math.round(now + (second - at) * 1000)
  const artwork = at === null ? null : artworkAt(stage, at, toInstant)
  const over = artwork === null || artwork.phase === 'published' || artwork.phase === 'abandoned'
  const ballot = at === null ? null : ballotAt(at, toInstant)
  const possible: Record<Command, boolean> = {
    'stream:start': stream === null,
    'stream:stop': stream !== null,
    'artwork:start': stream !== null && over,
    'artwork:skip': !over && !stage.held && artwork.phase !== 'finishing',
    'artwork:hold': !over && !stage.held,
    'artwork:resume': !over && stage.held,
    'artwork:finish': !over && artwork.phase === 'painting',
    'artwork:abandon': !over,
    'artwork:touch-up': !over && artwork.step > 0,
    'artwork:redo-round': !over && artwork.step > 0,
    'artwork:restore-take': false,
    'ballot:extend': ballot?.state === 'open',
    'ballot:void': ballot?.state === 'open',
  }
  const heard = stream === null ? 0 : Math.floor((now - stream.startedAt) / 1_500)
  return {
    ...EMPTY_SHOW,
    stream: stream === null ? null : { id: 'demo', title: stream.title, startedAt: stream.startedAt },
    artwork,
    ballot,
    themes: stream === null ? [] : THEMES.map(([text, viewers]) => ({ text, viewers, weight: viewers / 14 })),
    frame:
      artwork === null || artwork.step === 0
        ? null
        : {
            url: `/frames/${artwork.id}/${artwork.seed}-${artwork.step}.webp`,
            artworkId: artwork.id,
            take: artwork.take,
            step: artwork.step,
            final: artwork.phase === 'published',
            width: 512,
            height: 512,
          },
    model: MODEL,
    overlays: { ...EMPTY_SHOW.overlays, blank: stage.blank },
    sources: (stream?.sources ?? []).map((source, index) => ({
      id: `source-${index}`,
      kind: source.kind,
      state: source.kind === 'youtube' ? 'failed' : 'live',
      detail:
        source.kind === 'youtube'
          ? {
              ja: 'この配信のチャットはまだ始まっていません。60秒後にもう一度確かめます。',
              en: 'This stream’s chat has not started yet. Trying again in 60 s.',
            }
          : null,
      since: stream?.startedAt ?? now,
      lines: source.kind === 'youtube' ? 0 : heard + index * 37,
    })),
    lines: Array.from({ length: Math.min(40, heard) }, (_, back) => {
      const index = heard - back
      const [name, text, heardAs, detail] = SAID[index % SAID.length]!
      return {
        id: `line-${index}`,
        source: 'source-0',
        name,
        text,
        heardAs,
        detail,
        at: Math.max(0, Math.round(now - back * 1_500)),
      }
    }),
    candidates:
      stream === null
        ? []
        : THEMES.map(([text, viewers], index) => ({
            key: text,
            text,
            viewers,
            weight: viewers / 14,
            pinned: index === 1,
            merged: index === 0 ? [{ key: 'merged', text: 'ねこちゃん' }] : [],
          })),
    banned: stream === null ? [] : [{ key: 'banned', text: 'ふるいもの' }],
    rejected:
      stream === null ? [] : REJECTED.map((line) => ({ ...line, at: Math.max(0, Math.round(now - 9_000)) })),
    flagged: stream === null ? [] : FLAGGED,
    modelLoading: null,
    modelProblem: null,
    brigades: brigadesOf(ballot),
    touchUps: artwork === null || over ? [] : [{ words: '赤い帽子', part: true, state: 'later' }],
    youtube: stream === null ? { state: 'apart' } : YOUTUBE,
    mirrors: at === null ? [] : MIRRORS,
    commands: COMMANDS.filter((command) => possible[command]),
  }
}

const brigadesOf = (ballot: ControlView['ballot']): ControlView['brigades'] => {
  const [first, second] = ballot?.state === 'open' ? ballot.options : []
  if (ballot == null || first === undefined || second === undefined) return []
  const { round } = ballot
  return [
    { round, place: 0, option: 1, text: first.text, viewers: 24, without: second.text, stance: 'asked' },
  ]
}

const REJECTED = [
  { id: 'r1', source: 'source-0', name: 'ゆきうさぎ', text: 'みんなで1番に投票しよう', reason: 'copy' },
  { id: 'r2', source: 'source-0', name: 'raider', text: '1', reason: 'flood' },
  { id: 'r3', source: 'source-0', name: 'たろう', text: 'https://example.com', reason: 'link' },
]

const FLAGGED: ControlView['flagged'] = [
  {
    id: 'aoi',
    name: '青い歌姫',
    guideline: 'https://example.org/guideline',
    stance: 'ask',
    themes: ['青い歌姫', '海で歌う青い歌姫'],
    viewers: 7,
  },
]

const YOUTUBE: ControlView['youtube'] = {
  state: 'connected',
  title: 'みんなの絵の家',
  polls: true,
  since: Date.UTC(2026, 10, 20, 9),
  trouble: null,
}

const MIRRORS: ControlView['mirrors'] = [
  { source: 'source-2', round: 1, state: 'open', detail: null, options: [] },
  {
    source: 'source-2',
    round: 0,
    state: 'closed',
    detail: null,
    options: (ROUNDS[0]?.options ?? []).map(({ text }, index) => ({ text, votes: 40 - index * 9 })),
  },
]

/** The stage after a command, or why not. */
export function perform(stage: Stage, command: Command, body: unknown, now: number): Stage {
  const at = stage.at ?? 0
  switch (command) {
    case 'stream:start': {
      const { title, sources } = body as StreamStart
      return { ...stage, stream: { title, sources, startedAt: now }, at: null, abandoned: false, held: false }
    }
    case 'stream:stop':
      return { ...stage, stream: null, at: null }
    case 'artwork:start':
      return {
        ...stage,
        at: 0,
        held: false,
        abandoned: false,
        number: stage.number + 1,
        seed: stage.seed + 1,
      }
    case 'artwork:skip':
      return { ...stage, at: TURNS.find((turn) => turn > at) ?? at }
    case 'artwork:hold':
      return { ...stage, held: true }
    case 'artwork:resume':
      return { ...stage, held: false }
    case 'artwork:finish':
      return { ...stage, at: PAINTED + TOUCH_UP }
    case 'artwork:abandon':
      return { ...stage, abandoned: true, held: false }
    // What follows from these only the server knows.
    case 'artwork:touch-up':
    case 'artwork:redo-round':
    case 'artwork:restore-take':
    case 'ballot:extend':
    case 'ballot:void':
      return stage
  }
}

const TITLES: Text[] = [
  { ja: '夕焼けの山', en: 'Mountains at sunset' },
  { ja: '机の上のりんご', en: 'An apple on the table' },
  { ja: '帆をあげて', en: 'Setting sail' },
  { ja: '月夜のねこ', en: 'A cat by moonlight' },
  {
    ja: 'ひまわりのように笑う、とてもとても長い題名の花の絵',
    en: 'A flower with a rather long title that needs two lines',
  },
]

/** Finished works, newest first. */
export const WORKS: WorkView[] = Array.from({ length: 31 }, (_, back) => {
  const number = 31 - back
  return {
    id: `work-${number}`,
    number,
    title: TITLES[number % TITLES.length]!,
    publishedAt: Date.UTC(2026, 10, 22, 12) - back * 93_000_000,
    seed: number,
    steps: STEPS,
    model: MODEL,
    licence: {
      id: 'CC0-1.0',
      name: { ja: 'CC0 1.0（権利放棄）', en: 'CC0 1.0 (no rights reserved)' },
      url: 'https://creativecommons.org/publicdomain/zero/1.0/',
    },
    prompts: [
      { text: '夕焼けの山、海のそば、あたたかい夕方の色、小さな月', weight: 0.56 },
      { text: 'ねこ、海のそば、あたたかい夕方の色', weight: 0.28 },
      { text: 'a little boat by the sea', weight: 0.16 },
    ],
    decisions: ROUNDS.map(({ ask, options }, index) => {
      const votes =
        index === 3 ? options.map(() => 0) : options.map((_, place) => (index === 2 ? 6 : 17 - place * 5))
      const voters = votes.reduce((sum, each) => sum + each, 0)
      return {
        ask,
        decided: options[0]!.text,
        decidedBy: index === 3 ? 'painter' : index === 2 ? 'tie' : 'votes',
        voters,
        options: options.map(({ text }, place) => ({
          text,
          votes: votes[place]!,
          share: voters === 0 ? (place === 0 ? 1 : 0) : votes[place]! / voters,
        })),
      }
    }),
    width: 512,
    height: 512,
    png: `/pictures/work-${number}.png`,
    webp: `/pictures/work-${number}.webp`,
    signed: `/pictures/work-${number}.c2pa.png`,
  }
})

export const RULES: HouseRules = {
  ownWords: ['ネタバレ', '/犯人は.{1,6}だ/', 'spoiler'],
  fanWorks: [
    {
      id: 'aoi',
      names: ['青い歌姫', 'Aoi Utahime'],
      guideline: 'https://example.org/guideline',
      licence: '非営利の二次創作',
      stance: 'ask',
      decidedAt: null,
    },
  ],
}
