import { EMPTY_SHOW, type ShowView, sameText, type Text } from '@yosegaki/contract'

const text = (ja: string, en: string): Text => ({ ja, en })
const OPTIONS = [
  text('夜の海', 'the sea at night'),
  text('森の中', 'in the forest'),
  sameText('宇宙'),
  text('静かな部屋', 'a quiet room'),
]
const WISHES = ['りんご', '夜の海', 'cat', '宇宙を飛ぶねこ', 'lighthouse', 'さくら', 'ラーメン', '雪だるま']

/**
 * What a show looks like at its `n`-th change, as large as real ones are: votes come in each time, wishes every second time, a
 * painted step and its frame every fourth.
 */
export function viewAt(n: number, at: number): ShowView {
  const votes = OPTIONS.map((_, option) => Math.floor((n * (4 - option)) / 3))
  const voters = votes.reduce((sum, each) => sum + each, 0)
  const step = Math.floor(n / 4)
  return {
    ...EMPTY_SHOW,
    stream: { id: 'stream', title: '金曜の夜、みんなで一枚', startedAt: at - (at % 3_600_000) },
    artwork: {
      id: 'artwork',
      number: 12,
      seed: 7,
      phase: 'painting',
      round: 1,
      rounds: OPTIONS.map((decided, index) => ({
        id: `round-${index}`,
        ask: text('どこで？', 'Where?'),
        decided: index < 2 ? decided : null,
        steps: 10,
        redone: 0,
      })),
      take: 0,
      step: step % 40,
      steps: 40,
      endsAt: 1_800_000_000_000,
      held: false,
      title: text('夜の海のりんご', 'An apple on the sea at night'),
      licence: { id: 'CC0-1.0', name: text('CC0 1.0', 'CC0 1.0') },
    },
    ballot: {
      round: 2,
      ask: text('どんな色と気分？', 'Which colours and mood?'),
      state: 'open',
      options: OPTIONS.map((words, index) => ({
        number: index + 1,
        text: words,
        votes: votes[index] ?? 0,
        share: voters === 0 ? 0 : (votes[index] ?? 0) / voters,
        from: 'chat',
      })),
      voters,
      at: 1_800_000_000_000,
      leading: 1,
      decidedBy: null,
    },
    themes: WISHES.map((words, rank) => ({
      text: words,
      viewers: Math.floor(n / 2) + 9 - rank,
      weight: 1 / (rank + 1),
    })),
    frame: {
      url: `/frames/artwork/${step}.webp`,
      artworkId: 'artwork',
      take: 0,
      step: step % 40,
      final: false,
      width: 128,
      height: 128,
    },
  }
}
