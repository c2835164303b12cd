import type { LineView, Text, ThemeView } from '@yosegaki/contract'
import type { Artwork } from '../domain/artwork/artwork.ts'
import type { BallotOption } from '../domain/ballot/ballot.ts'
import { type KeyedText, proposeOptions } from '../domain/ballot/propose-options.ts'
import { themeOf } from '../domain/chat/extract-themes.ts'
import { type Heard, hearLine } from '../domain/chat/hear-line.ts'
import { hear as countWish, createThemeBoard, type ThemeBoard, top } from '../domain/chat/theme-board.ts'
import type { Analyser } from '../domain/chat/token.ts'
import { lineView } from '../domain/show/line-view.ts'
import type { ChatLine, Clock } from '../ports.ts'

/** Half of a wish's weight is gone after this long, so that what chat wants now counts most. */
const HALF_LIFE_MS = 60_000
const MOST_LINES = 60
const MOST_THEMES = 12

export type AudiencePorts = {
  clock: Clock
  analyser: Analyser
  /** Who said it, as one person across lines, and as nobody outside this house: a keyed hash. */
  viewerKey(line: ChatLine): string
}

export type Audience = {
  /** The newest first. */
  readonly lines: readonly LineView[]
  themes(): ThemeView[]
  /** Reads a line under the artwork as it stands; a vote is the caller's to cast, as `viewer`. */
  hear(line: ChatLine, artwork: Artwork | null): { heard: Heard; viewer: string }
  /** Each question starts with fresh ears: a wish for the theme is no wish for the colour. */
  attend(artwork: Artwork): void
  /** Options for the ballot of `round`: chat's wishes, then the plan's own. */
  options(artwork: Artwork, round: number): BallotOption[]
}

/** What the viewers of one stream say: their newest lines, and what they wish for under the present question. */
export function hearAudience({ clock, analyser, viewerKey }: AudiencePorts): Audience {
  let lines: LineView[] = []
  let board: ThemeBoard = createThemeBoard({ halfLife: HALF_LIFE_MS })
  let question = ''

  const keyed = (text: Text): KeyedText => ({
    text,
    keys: [text.ja, text.en].map((words) => themeOf(words, analyser).key),
  })

  return {
    get lines() {
      return lines
    },
    themes: () => themeViews(board, clock.now()),

    hear(line, artwork) {
      const ballot = artwork?.ballot
      const openOptions = ballot?.state === 'open' ? ballot.options.map(({ text }) => [text.ja, text.en]) : []
      const heard = hearLine(line, { analyser, openOptions })
      const viewer = viewerKey(line)
      if (heard.kind === 'wish') countWish(board, { viewer, themes: heard.themes, at: line.at })
      lines = [lineView(line, heard), ...lines].slice(0, MOST_LINES)
      return { heard, viewer }
    },

    attend({ id, ballot }) {
      const asked = `${id}/${ballot?.round ?? 0}`
      if (ballot?.state !== 'asking' || asked === question) return
      question = asked
      board = createThemeBoard({ halfLife: HALF_LIFE_MS })
    },

    options({ plan, decisions, seed }, round) {
      return proposeOptions({
        wished: top(board, plan.optionCount, clock.now()),
        suggestions: (plan.rounds[round]?.suggestions ?? []).map(keyed),
        decided: decisions.flatMap(({ options, winner }) => options[winner]?.text ?? []).map(keyed),
        count: plan.optionCount,
        seed,
        round,
      })
    },
  }
}

function themeViews(board: ThemeBoard, now: number): ThemeView[] {
  const wished = top(board, MOST_THEMES, now)
  const heaviest = wished[0]?.weight ?? 1
  return wished.map(({ text, viewers, weight }) => ({
    text: text.slice(0, 80),
    viewers,
    weight: Math.min(1, weight / heaviest),
  }))
}
