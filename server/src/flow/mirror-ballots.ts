import { MirrorView, type Text } from '@yosegaki/contract'
import { z } from 'zod'
import type { Artwork } from '../domain/artwork/artwork.ts'
import type { BallotMirror } from '../domain/chat/line.ts'
import type { Logger, SmallStore } from '../ports.ts'

/** The one live stream's polls are kept here, so that a restart closes what it opened and opens nothing twice. */
const KEY = 'ballot-mirrors'

const Poll = z.object({
  /** Artwork and round. */
  ballot: z.string(),
  /** Null until the platform has told it. */
  id: z.string().nullable(),
  view: MirrorView,
})
type Poll = z.infer<typeof Poll>
const Kept = z.object({ stream: z.string(), polls: z.array(Poll) })

const INTERRUPTED: Text = {
  ja: '投票を出している途中でサーバーが止まりました。YouTube に投票が残っていたら、閉じてください',
  en: 'The server stopped while the poll was being made. If it is open on YouTube, please close it there.',
}
const FAILED: Text = {
  ja: 'YouTube の投票で問題が起きました。この投票はチャットで続きます',
  en: 'Something went wrong with the poll on YouTube. The ballot goes on in chat.',
}

type Mirrored = { source: string; mirror: BallotMirror }
type Ports = { mirrors: SmallStore; logger: Logger }

export type BallotMirrors = {
  /** The newest of each platform, and the one that closed before it. */
  view(): MirrorView[]
  /** Resolves once what a process before this one left open is shown again. */
  readonly recalled: Promise<void>
  /** The artwork has changed: opens and closes polls after its ballot, without ever making it wait. */
  follow(artwork: Artwork): void
  /** Resolves when what was begun is done. `over`: the stream has ended, what is open is closed; else a restart goes on. */
  end(over: boolean): Promise<void>
}

/** A stream that shows its ballots nowhere else. */
export const NO_MIRRORS: BallotMirrors = {
  view: () => [],
  recalled: Promise.resolve(),
  follow: () => undefined,
  end: async () => undefined,
}

/**
 * Shows each ballot in the polls of the stream's platforms too. The poll only follows: whatever becomes of it is told to the
 * producer and changes nothing about the ballot.
 */
export function mirrorBallots(
  { mirrors: store, logger }: Ports,
  { stream, sources, changed }: { stream: string; sources: readonly Mirrored[]; changed(): void },
): BallotMirrors {
  const polls = new Map<string, Poll>()
  /** The last one of each platform that closed, by then asked about something else. */
  const closed = new Map<string, MirrorView>()
  /** The open ballot; undefined until the first look, because a restart may have left a poll to close. */
  let wanted: string | null | undefined
  const recalled = restore().catch((fault: unknown) => {
    logger.warn('mirror:not-restored', { fault: String(fault) })
  })
  let turn = recalled

  async function restore(): Promise<void> {
    const kept = Kept.safeParse(JSON.parse((await store.get(KEY)) ?? 'null')).data
    if (kept?.stream !== stream) return
    for (const poll of kept.polls)
      polls.set(poll.view.source, poll.id === null ? failed(poll, INTERRUPTED) : poll)
    if (polls.size > 0) changed()
  }

  /** Shows it, and keeps what is open: nothing else needs a restart's attention. */
  const put = async (poll: Poll): Promise<void> => {
    polls.set(poll.view.source, poll)
    changed()
    const unfinished = [...polls.values()].filter(({ view }) => UNFINISHED.has(view.state))
    await store.set(KEY, JSON.stringify({ stream, polls: unfinished } satisfies z.infer<typeof Kept>))
  }

  const open = async (mirror: BallotMirror, began: Poll, question: Text): Promise<void> => {
    const last = polls.get(began.view.source)?.view
    if (last?.state === 'closed') closed.set(last.source, last)
    // Kept before it is asked for: a second poll would cost again, and YouTube shows one at a time.
    await put(began)
    const opened = await mirror.open({ question, options: began.view.options.map(({ text }) => text) })
    await put(opened.ok ? { ...turned(began, 'open'), id: opened.id } : failed(began, opened.reason))
  }

  const shut = async (mirror: BallotMirror, poll: Poll): Promise<void> => {
    if (poll.view.state !== 'open' || poll.id === null) return
    const closed = await mirror.close(poll.id)
    if (!closed.ok) return put(failed(poll, closed.reason))
    const options = poll.view.options.map(({ text }, index) => ({
      text,
      votes: closed.votes?.[index] ?? null,
    }))
    await put({ ...poll, view: { ...poll.view, state: 'closed', options } })
  }

  const step = async ({ source, mirror }: Mirrored, asked: Asked | null): Promise<void> => {
    const before = polls.get(source)
    if (before?.ballot === asked?.ballot) return
    try {
      if (before !== undefined) await shut(mirror, before)
      // By now it may have closed: then there is nothing to open any more.
      if (asked !== null && wanted === asked.ballot) await open(mirror, begin(source, asked), asked.question)
    } catch (fault) {
      logger.warn('mirror:failed', { source, fault: String(fault) })
      const poll = asked === null ? before : begin(source, asked)
      if (poll !== undefined) polls.set(source, failed(poll, FAILED))
      changed()
    }
  }

  const next = (asked: Asked | null): void => {
    wanted = asked?.ballot ?? null
    const work = async () => void (await Promise.all(sources.map((mirrored) => step(mirrored, asked))))
    turn = turn.then(work)
  }

  return {
    view: () => [...[...polls.values()].map(({ view }) => view), ...closed.values()],
    recalled,
    follow(artwork) {
      const asked = askedBy(artwork)
      if ((asked?.ballot ?? null) !== wanted) next(asked)
    },
    async end(over) {
      if (over) next(null)
      await turn
    },
  }
}

const UNFINISHED: ReadonlySet<MirrorView['state']> = new Set(['opening', 'open'])

/** What is voted on now. */
type Asked = { ballot: string; round: number; question: Text; options: readonly Text[] }

const askedBy = ({ id, ballot, plan }: Artwork): Asked | null =>
  ballot?.state !== 'open'
    ? null
    : {
        ballot: `${id}/${ballot.round}`,
        round: ballot.round,
        question: plan.rounds[ballot.round]?.ask ?? { ja: '', en: '' },
        options: ballot.options.map(({ text }) => text),
      }

const begin = (source: string, { ballot, round, options }: Asked): Poll => ({
  ballot,
  id: null,
  view: {
    source,
    round,
    state: 'opening',
    detail: null,
    options: options.map((text) => ({ text, votes: null })),
  },
})
const turned = (poll: Poll, state: MirrorView['state']): Poll => ({ ...poll, view: { ...poll.view, state } })
const failed = (poll: Poll, detail: Text): Poll => ({
  ...poll,
  view: { ...poll.view, state: 'failed', detail },
})
