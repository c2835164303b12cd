import type {
  AudienceSettings,
  CandidateChange,
  LinePlace,
  LineView,
  ModerationAct,
} from '@yosegaki/contract'
import type { Artwork } from '../domain/artwork/artwork.ts'
import type { BallotOption } from '../domain/ballot/ballot.ts'
import { NEW_MS, USUAL_MS } from '../domain/ballot/brigade.ts'
import type { VoteOption } from '../domain/ballot/parse-vote.ts'
import { keyOf } from '../domain/chat/audience-entry.ts'
import { curate, NOTHING_CURATED } from '../domain/chat/curation.ts'
import { createReader, type Heard, hearReading, understand } from '../domain/chat/hear-line.ts'
import { type RankedTheme, top } from '../domain/chat/rank-themes.ts'
import {
  hear as countWish,
  createThemeBoard,
  forget,
  forgetLine,
  type ThemeBoard,
} from '../domain/chat/theme-board.ts'
import { viewerWeight } from '../domain/chat/viewer-weight.ts'
import { flaggedViews } from '../domain/licence/fan-works.ts'
import { bannedViews, candidateViews, themeViews } from '../domain/show/candidate-views.ts'
import { lineView } from '../domain/show/line-view.ts'
import { createArrivals, forgetArrival, hearOf, usualArrivals } from '../domain/trust/arrivals.ts'
import { asksToBeForgotten } from '../domain/trust/ask-to-be-forgotten.ts'
import type { ChatLine } from '../ports.ts'
import type { Acted, Audience, AudiencePorts, HeardAs } from './audience.ts'
import { guardChat, type Judged } from './guard-chat.ts'
import { createKnownLines } from './known-lines.ts'
import { offerOptions } from './offer-options.ts'

/** Candidates that a ballot chooses its options from, so that they can be diverse. */
const WISHES_PER_OPTION = 3
const MOST_LINES = 60
const MOST_THEMES = 12
/** Candidates that are ever looked at: all of them for what is somebody's own. */
const MOST_RANKED = 60

/** What the viewers of one stream say: their newest lines, and what they wish for under the present question. */
export function hearAudience(
  { clock, analyser, attacks, viewerKey, ownWords, fanWorks }: AudiencePorts,
  settings: AudienceSettings,
): Audience {
  const guard = guardChat(ownWords)
  const read = createReader({ analyser, attacks })
  let lines: { key: string; viewer: string; view: LineView }[] = []
  const known = createKnownLines()
  const arrivals = createArrivals()
  const freshBoard = (): ThemeBoard => createThemeBoard({ halfLife: settings.halfLifeSeconds * 1_000 })
  let board = freshBoard()
  let curation = NOTHING_CURATED
  let question = ''

  /** A view asks several times for one ranking; all weights fall alike with time, so it stands until something changes. */
  let ranking = { board, changes: -1, curation, themes: [] as RankedTheme[] }
  const ranked = (most: number): RankedTheme[] => {
    const { changes } = board
    if (ranking.board !== board || ranking.changes !== changes || ranking.curation !== curation) {
      const themes = top(board, { most: MOST_RANKED, now: clock.now(), curation })
      ranking = { board, changes, curation, themes }
    }
    return ranking.themes.slice(0, most)
  }

  const optionsNow = (artwork: Artwork | null): readonly VoteOption[] =>
    artwork?.ballot?.state === 'open' ? spellingsOf(artwork.ballot.options) : NO_OPTIONS

  const count = ({ line, viewer, since, key, heard }: Judged): void => {
    const { member, firstTime = since === line.at } = line.viewer
    const weight = viewerWeight(settings, { member, firstTime })
    if (heard.kind === 'wish')
      countWish(board, { viewer, themes: heard.themes, at: line.at, line: key, weight })
    lines = [
      { key, viewer, view: lineView(line, heard) },
      ...lines.filter((other) => other.key !== key),
    ].slice(0, MOST_LINES)
  }

  /** Without one line, or (null) without all that the viewer said. */
  const unsay = (viewer: string, line: string | null): void => {
    if (line === null) forget(board, viewer)
    else forgetLine(board, viewer, line)
    lines = lines.filter(({ key, viewer: who }) => (line === null ? who !== viewer : key !== line))
    guard.drop(viewer, line)
  }

  const forgetViewer = (viewer: string): void => {
    unsay(viewer, null)
    guard.forget(viewer)
    known.forget(viewer)
    forgetArrival(arrivals, viewer)
  }

  const overturn = (key: string, artwork: Artwork | null, before: Heard | null): Acted | null => {
    const judged = guard.overturn(key)
    if (judged === null) return null
    const heard = before ?? understand(read(judged.line.text), optionsNow(artwork))
    count({ ...judged, heard })
    return { viewer: judged.viewer, line: key, heard, ...justCame(judged) }
  }

  const listen = (line: ChatLine, viewer: string, meant: Heard): HeardAs => {
    const key = keyOf(line)
    const since = hearOf(arrivals, { viewer, at: line.at, isKnown: isKnown(line) })
    const { heard, flooded } = guard.judge({ line, viewer, since, key, heard: meant })
    known.say(key, viewer)
    if (flooded) forget(board, viewer)
    count({ line, viewer, since, key, heard })
    const undo = flooded ? 'votes' : 'nothing'
    return { heard, meant, viewer, line: key, undo, ...justCame({ since, line }) }
  }

  const ban = (viewer: string, at: number): { viewer: string; line: null } => {
    known.ban(viewer, at)
    unsay(viewer, null)
    return { viewer, line: null }
  }

  const remove = (line: string): { viewer: string; line: string } | null => {
    known.delete(line)
    const viewer = known.viewerOf(line)
    unsay(viewer ?? '', line)
    return viewer === undefined ? null : { viewer, line }
  }

  const ask = (asked: string): void => {
    question = asked
    board = freshBoard()
  }

  const curateNow = (change: CandidateChange): boolean => {
    const next = curate(curation, change, ranked(MOST_THEMES))
    curation = next ?? curation
    return next !== null
  }

  const doAct = (
    act: ModerationAct,
    { source, id }: LinePlace,
    artwork: Artwork | null,
    { at, heard }: { at: number; heard: Heard | null },
  ): Acted | null => {
    const key = keyOf({ source, id })
    if (act === 'overturn') return overturn(key, artwork, heard)
    const viewer = known.viewerOf(key)
    if (viewer === undefined) return null
    if (act === 'hide') known.delete(key)
    if (act === 'ban') known.ban(viewer, at)
    if (act === 'forget') forgetViewer(viewer)
    else unsay(viewer, act === 'hide' ? key : null)
    return { viewer, line: act === 'hide' ? key : null, heard: null }
  }

  return {
    get lines() {
      return lines.map(({ view }) => view)
    },
    themes: () => themeViews(ranked(MOST_THEMES)),
    candidates: () => candidateViews(ranked(MOST_THEMES), curation),
    banned: () => bannedViews(curation),

    curate: curateNow,
    rejected: guard.rejected,

    hear(line, artwork, before) {
      const viewer = viewerKey(line)
      const key = keyOf(line)
      const unheard = { heard: TALK, meant: TALK, viewer, line: key, undo: 'nothing' } as const
      if (known.isTakenBack(key, viewer, line.at)) return unheard
      if (asksToBeForgotten(line.text)) {
        forgetViewer(viewer)
        return { ...unheard, undo: 'everything' }
      }
      return listen(line, viewer, before ?? hearReading(read(line.text), optionsNow(artwork)))
    },

    takeBack: (taken) =>
      taken.type === 'banned'
        ? ban(viewerKey(taken), taken.at)
        : remove(keyOf({ source: taken.source, id: taken.line })),

    recall(entry) {
      switch (entry.type) {
        case 'line': {
          const { line, key, meant } = entry
          if (!known.isTakenBack(key, line.viewer.id, line.at)) listen(line, line.viewer.id, meant)
          break
        }
        case 'removed':
          remove(entry.line)
          break
        case 'banned':
          ban(entry.viewer, entry.at)
          break
        case 'asked':
          ask(entry.question)
          break
        case 'acted':
          doAct(entry.act, entry.place, null, entry)
          break
        case 'curated':
          curateNow(entry.change)
          break
        case 'told':
      }
    },

    act: (act, place, artwork) => doAct(act, place, artwork, { at: clock.now(), heard: null }),

    flagged: () => flaggedViews(fanWorks(), ranked(MOST_RANKED)),

    attend({ id, ballot }) {
      const asked = `${id}/${ballot?.round ?? 0}`
      if (ballot?.state !== 'asking' || asked === question) return null
      ask(asked)
      return asked
    },

    options: (artwork, round) => {
      const wished = ranked(WISHES_PER_OPTION * artwork.plan.optionCount)
      return offerOptions(artwork, round, { wished, analyser, fanWorks: fanWorks() })
    },
    usual: () => usualArrivals(arrivals, clock.now(), USUAL_MS),
  }
}

/** By their platform: members, and who wrote in this chat before, on another day. */
const isKnown = ({ viewer: { member, firstTime } }: ChatLine): boolean =>
  member === true || firstTime === false

/** Since when, where that was only just before the line. */
const justCame = ({ since, line }: Pick<Judged, 'since' | 'line'>): { since?: number } =>
  line.at - since <= NEW_MS && !isKnown(line) ? { since } : {}

const TALK: Heard = { kind: 'talk' }
const NO_OPTIONS: readonly VoteOption[] = []
/** The same list for the same options: votes are read against what was made ready of it once. */
const spelt = new WeakMap<readonly BallotOption[], readonly VoteOption[]>()

function spellingsOf(options: readonly BallotOption[]): readonly VoteOption[] {
  const known = spelt.get(options) ?? options.map(({ text }) => [text.ja, text.en])
  spelt.set(options, known)
  return known
}
