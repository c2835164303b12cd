import type { FanWork, Text } from '@yosegaki/contract'
import type { Artwork } from '../domain/artwork/artwork.ts'
import type { BallotOption } from '../domain/ballot/ballot.ts'
import { type KeyedText, proposeOptions } from '../domain/ballot/propose-options.ts'
import { themeOf } from '../domain/chat/extract-themes.ts'
import type { RankedTheme } from '../domain/chat/rank-themes.ts'
import type { Analyser } from '../domain/chat/token.ts'
import { fanWorkIn, markOf } from '../domain/licence/fan-works.ts'

type Offer = { wished: readonly RankedTheme[]; analyser: Analyser; fanWorks: readonly FanWork[] }

/**
 * Options for the ballot of `round`: chat's wishes, the heaviest first, then the plan's own. What is somebody's own is offered only
 * where the producer allowed it, and says so in the log.
 */
export function offerOptions(
  { plan, decisions, seed }: Artwork,
  round: number,
  { wished, analyser, fanWorks }: Offer,
): BallotOption[] {
  const keyed = (text: Text): KeyedText => ({
    text,
    keys: [text.ja, text.en].map((words) => themeOf(words, analyser).key),
  })
  const options = proposeOptions({
    wished: wished.filter(({ text }) => (fanWorkIn(fanWorks, text)?.stance ?? 'allowed') === 'allowed'),
    suggestions: (plan.rounds[round]?.suggestions ?? []).map(keyed),
    decided: decisions.flatMap(({ options, winner }) => options[winner]?.text ?? []).map(keyed),
    count: plan.optionCount,
    seed,
    round,
  })
  return options.map((option) => {
    const fanWork = markOf(fanWorkIn(fanWorks, option.text.ja, option.text.en))
    return fanWork === null ? option : { ...option, fanWork }
  })
}
