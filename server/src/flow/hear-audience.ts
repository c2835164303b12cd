import type { LineView, Text, ThemeView } from '@yosegaki/contract'
import type { Artwork } from '../domain/artwork/artwork.ts'
import type { BallotOption } from '../domain/ballot/ballot.ts'
import type { VoteOption } from '../domain/ballot/parse-vote.ts'
import { type KeyedText, proposeOptions } from '../domain/ballot/propose-options.ts'
import { themeOf } from '../domain/chat/extract-themes.ts'
import { type Heard, hearLine } from '../domain/chat/hear-line.ts'
import type { SourceEvent } from '../domain/chat/line.ts'
import { top } from '../domain/chat/rank-themes.ts'
import {
  hear as countWish,
  createThemeBoard,
  forget,
  forgetLine,
  type ThemeBoard,
} from '../domain/chat/theme-board.ts'
import type { Analyser } from '../domain/chat/token.ts'
import { lineView } from '../domain/show/line-view.ts'
import type { ChatLine, Clock } from '../ports.ts'

/** Half of a wish's weight is gone after this long, so that what chat wants now counts most. */
const HALF_LIFE_MS = 60_000
/** Candidates that a ballot chooses its options from, so that they can be diverse. */
const WISHES_PER_OPTION = 3
const MOST_LINES = 60
const MOST_THEMES = 12
/** Lines whose viewer is remembered, for when they are deleted. */
const LINES_KNOWN = 20_000
/** Deletions and bans remembered, for lines that come after them. */
const TAKEN_KNOWN = 2_000

export type AudiencePorts = {
  clock: Clock
  analyser: Analyser
  /** Who said it, as one person across lines, and as nobody outside this house: a keyed hash. */
  viewerKey(said: Pick<ChatLine, 'source' | 'viewer'>): string
}

/** What a platform takes back: a line, or all that a viewer said. */
export type TakenBack = Extract<SourceEvent, { type: 'removed' | 'banned' }>

export type Audience = {
  /** The newest first. */
  readonly lines: readonly LineView[]
  themes(): ThemeView[]
  /** Reads a line under the artwork as it stands; a vote is the caller's to cast, as `viewer` by `line`. */
  hear(line: ChatLine, artwork: Artwork | null): { heard: Heard; viewer: string; line: string }
  /** Unsays what a platform took back; votes are the caller's to withdraw. Null for a line that nobody said yet. */
  takeBack(taken: TakenBack): { viewer: string; line: string | null } | null
  /** Each question starts with fresh ears: a wish for the theme is no wish for the colour. */
  attend(artwork: Artwork): void
  /** Options for the ballot of `round`: chat's wishes, then the plan's own. */
  options(artwork: Artwork, round: number): BallotOption[]
}

/** What the viewers of one stream say: their newest lines, and what they wish for under the present question. */
export function hearAudience({ clock, analyser, viewerKey }: AudiencePorts): Audience {
  let lines: { key: string; viewer: string; view: LineView }[] = []
  /** Line -> who said it. */
  const said = remembered<string>(LINES_KNOWN)
  const deleted = remembered<true>(TAKEN_KNOWN)
  /** Viewer -> when they were banned: what they said before that counts no more, whenever it comes. */
  const banned = remembered<number>(TAKEN_KNOWN)
  let board: ThemeBoard = createThemeBoard({ halfLife: HALF_LIFE_MS })
  let question = ''

  const keyed = (text: Text): KeyedText => ({
    text,
    keys: [text.ja, text.en].map((words) => themeOf(words, analyser).key),
  })

  return {
    get lines() {
      return lines.map(({ view }) => view)
    },
    themes: () => themeViews(board, clock.now()),

    hear(line, artwork) {
      const viewer = viewerKey(line)
      const key = lineKey(line.source, line.id)
      if (deleted.get(key) || line.at <= (banned.get(viewer) ?? Number.NEGATIVE_INFINITY))
        return { heard: { kind: 'talk' }, viewer, line: key }
      const ballot = artwork?.ballot
      const openOptions = ballot?.state === 'open' ? spellingsOf(ballot.options) : NO_OPTIONS
      const heard = hearLine(line, { analyser, openOptions })
      said.set(key, viewer)
      if (heard.kind === 'wish') countWish(board, { viewer, themes: heard.themes, at: line.at, line: key })
      lines = [{ key, viewer, view: lineView(line, heard) }, ...lines].slice(0, MOST_LINES)
      return { heard, viewer, line: key }
    },

    takeBack(taken) {
      if (taken.type === 'banned') {
        const viewer = viewerKey(taken)
        banned.set(viewer, taken.at)
        forget(board, viewer)
        lines = lines.filter((line) => line.viewer !== viewer)
        return { viewer, line: null }
      }
      const line = lineKey(taken.source, taken.line)
      deleted.set(line, true)
      lines = lines.filter(({ key }) => key !== line)
      const viewer = said.get(line)
      if (viewer === undefined) return null
      forgetLine(board, viewer, line)
      return { viewer, line }
    },

    attend({ id, ballot }) {
      const asked = `${id}/${ballot?.round ?? 0}`
      if (ballot?.state !== 'asking' || asked === question) return
      question = asked
      board = createThemeBoard({ halfLife: HALF_LIFE_MS })
    },

    options({ plan, decisions, seed }, round) {
      return proposeOptions({
        wished: top(board, { most: WISHES_PER_OPTION * plan.optionCount, now: clock.now() }),
        suggestions: (plan.rounds[round]?.suggestions ?? []).map(keyed),
        decided: decisions.flatMap(({ options, winner }) => options[winner]?.text ?? []).map(keyed),
        count: plan.optionCount,
        seed,
        round,
      })
    },
  }
}

const NO_OPTIONS: readonly VoteOption[] = []
/** The same list for the same options: votes are read against what was made ready of it once. */
const spelt = new WeakMap<readonly BallotOption[], readonly VoteOption[]>()

function spellingsOf(options: readonly BallotOption[]): readonly VoteOption[] {
  const known = spelt.get(options) ?? options.map(({ text }) => [text.ja, text.en])
  spelt.set(options, known)
  return known
}

const lineKey = (source: string, id: string): string => `${source}/${id}`

/** A map of the newest `most` keys. */
function remembered<Value>(most: number) {
  const map = new Map<string, Value>()
  return {
    get: (key: string) => map.get(key),
    set(key: string, value: Value): void {
      map.delete(key)
      map.set(key, value)
      if (map.size > most) map.delete(map.keys().next().value!)
    },
  }
}

function themeViews(board: ThemeBoard, now: number): ThemeView[] {
  const wished = top(board, { most: MOST_THEMES, now })
  const heaviest = wished[0]?.weight ?? 1
  return wished.map(({ text, viewers, weight }) => ({
    text: text.slice(0, 80),
    viewers,
    weight: Math.min(1, weight / heaviest),
  }))
}
