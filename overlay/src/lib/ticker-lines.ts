import { type ShowView, sameText, type Text } from '@yosegaki/contract'
import { percents } from './numbers.ts'
import { voteHint, WORDS } from './words.ts'

/** `key` stays while a line is about the same thing, so that it does not fade at every vote. */
export type TickerLine = { key: string; what: Text; words: Text }

/** What there is to tell, the most urgent first. Never empty while a stream is live. */
export function tickerLines(view: ShowView): TickerLine[] {
  const lines: TickerLine[] = []
  const { ballot, artwork, themes, model, stream } = view
  if (view.notice) lines.push({ key: 'notice', what: WORDS.house, words: view.notice })
  if (ballot?.state === 'open') {
    lines.push({ key: `ask-${ballot.round}`, what: ballot.ask, words: voteHint(ballot.options.length) })
    const at = ballot.options.findIndex(({ number }) => number === ballot.leading)
    const leading = ballot.options[at]
    if (leading) {
      const share = percents(ballot.options.map((option) => option.share))[at]
      const figures = `${share}%`
      lines.push({
        key: 'leads',
        what: WORDS.leads,
        words: {
          ja: `${leading.number} ${leading.text.ja} ${figures}`,
          en: `${leading.number} ${leading.text.en} ${figures}`,
        },
      })
    }
  }
  if (ballot?.state === 'asking')
    lines.push({ key: `next-${ballot.round}`, what: ballot.ask, words: WORDS.nextMore })
  if (artwork?.phase === 'calling') lines.push({ key: 'call', what: WORDS.callTitle, words: WORDS.callMore })
  const decided = (artwork?.rounds ?? []).filter((round) => round.decided !== null)
  const last = decided.at(-1)
  if (last?.decided) lines.push({ key: `decided-${last.id}`, what: last.ask, words: last.decided })
  if (themes.length > 0) {
    const most = themes.slice(0, 5).map(({ text }) => text)
    lines.push({ key: 'themes', what: WORDS.themes, words: sameText(most.join(' ・ ')) })
  }
  if (model) lines.push({ key: 'model', what: WORDS.learnedFrom, words: model.credit })
  if (stream) lines.push({ key: 'stream', what: WORDS.house, words: { ja: stream.title, en: stream.title } })
  return lines
}
