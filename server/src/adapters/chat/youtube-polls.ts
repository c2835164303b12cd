import type { Text } from '@yosegaki/contract'
import type { youtube_v3 } from 'googleapis/build/src/apis/youtube/index.js'
import { z } from 'zod'
import type { BallotMirror, Notice } from '../../domain/chat/line.ts'
import { errorThrown, type Fault, readFault, statusOf } from './youtube-faults.ts'
import { quotaGone } from './youtube-notices.ts'
import { type Caller, callAs, type Session } from './youtube-session.ts'
import { unifyCasing } from './youtube-wire.ts'

/** A poll of YouTube's takes two to four options (developers.google.com/youtube/v3/live/docs/liveChats/insert). */
const OPTIONS = { least: 2, most: 4 }
/** Code points; YouTube publishes no limits, its own pages take about so many. */
const LONGEST_QUESTION = 100
const LONGEST_OPTION = 35
const IN_CHAT: Text = { ja: '番号をチャットに', en: 'type its number in chat' }

const NO_CHAT: Notice = {
  ja: 'YouTube のチャットがまだ開いていないため、投票を出せませんでした',
  en: 'The YouTube chat is not open yet, so no poll was made.',
}
const WRONG_COUNT = (count: number): Notice => ({
  ja: `YouTube の投票は選択肢が${OPTIONS.least}〜${OPTIONS.most}個です。この投票は${count}個あるため出せません`,
  en: `YouTube’s polls have ${OPTIONS.least} to ${OPTIONS.most} options; this ballot has ${count}.`,
})
const NOT_OURS: Notice = {
  ja: 'このチャンネルでは、その配信に投票を出せません。自分の配信のチャンネルをつないでください',
  en: 'This channel may not make polls in that chat. Connect the channel whose broadcast it is.',
}
const NOT_TAKEN: Notice = {
  ja: 'YouTube が投票を受け付けませんでした。ほかの投票が開いていないか、YouTube で確かめてください',
  en: 'YouTube did not take the poll. See on YouTube whether another one is open.',
}
const NOT_CLOSED: Notice = {
  ja: 'YouTube の投票を閉じられませんでした。YouTube で閉じてください',
  en: 'The poll could not be closed. Please close it on YouTube.',
}

const Made = z.preprocess((value) => unifyCasing(value), z.object({ id: z.string().min(1).max(300) }))
const Tally = z.preprocess(
  (value) => unifyCasing(value),
  z.object({
    snippet: z.object({
      pollDetails: z.object({
        metadata: z.object({
          options: z.array(z.object({ tally: z.coerce.number().int().nonnegative().catch(0) })).max(9),
        }),
      }),
    }),
  }),
)

const cut = (text: string, most: number): string => {
  const signs = [...text]
  return signs.length > most ? `${signs.slice(0, most - 1).join('')}…` : text
}
const both = ({ ja, en }: Text): string => (ja === en ? ja : `${ja} / ${en}`)

/** What is wrong with a write. What a reader is told about a 403 or a 400 would be about reading. */
const readPollFault = (thrown: unknown): Fault => {
  const reasons = (errorThrown(thrown)?.errors ?? []).map(({ reason }) => reason)
  if (reasons.some((reason) => reason === 'forbidden' || reason === 'insufficientPermissions'))
    return { act: 'fail', detail: NOT_OURS }
  return statusOf(thrown) === 400 ? { act: 'fail', detail: NOT_TAKEN } : readFault(thrown)
}

/**
 * Shows ballots in the chat's own poll. Each call spends 20 units; none is repeated, none throws, and each ends within
 * `callMs`. The question asks for a number in chat, because votes in the poll itself are told as totals and are not counted.
 */
export const createPolls = (
  api: youtube_v3.Youtube,
  options: Caller['options'] & Pick<Session['options'], 'callMs'>,
  chat: () => string | null,
): BallotMirror => {
  const write = async <T>(
    call: 'insert' | 'transition',
    schema: z.ZodType<T>,
    make: (settings: object) => Promise<{ data: unknown }>,
  ): Promise<{ ok: true; value: T | null } | { ok: false; reason: Notice }> => {
    const bounds = { retry: false, timeout: options.callMs }
    const asked = await callAs({ options }, { call, need: 'polls', read: readPollFault }, (settings) =>
      make({ ...settings, ...bounds }),
    )
    if (asked.ok) return { ok: true, value: schema.safeParse(asked.value.data).data ?? null }
    const { fault } = asked
    return { ok: false, reason: fault.act === 'quota' ? quotaGone(options.quota.plan()) : fault.detail }
  }

  return {
    async open({ question, options: texts }) {
      const liveChatId = chat()
      if (liveChatId === null) return { ok: false, reason: NO_CHAT }
      if (texts.length < OPTIONS.least || texts.length > OPTIONS.most)
        return { ok: false, reason: WRONG_COUNT(texts.length) }
      const questionText = cut(`${both(question)} (${both(IN_CHAT)})`, LONGEST_QUESTION)
      const metadata = {
        questionText,
        options: texts.map((text, index) => ({
          optionText: cut(`${index + 1} ${both(text)}`, LONGEST_OPTION),
        })),
      }
      const requestBody = { snippet: { liveChatId, type: 'pollEvent', pollDetails: { metadata } } }
      const made = await write('insert', Made, (settings) =>
        api.liveChatMessages.insert({ part: ['snippet'], requestBody }, settings),
      )
      if (!made.ok) return made
      return made.value === null ? { ok: false, reason: NOT_TAKEN } : { ok: true, id: made.value.id }
    },

    async close(id) {
      // `part` is documented, and not in the typings: with it the answer holds the final tally.
      const params: object = { id, status: 'closed', part: ['snippet'] }
      const closed = await write('transition', Tally, (settings) =>
        api.liveChatMessages.transition(params, settings),
      )
      if (!closed.ok) return { ok: false, reason: NOT_CLOSED }
      const tally = closed.value?.snippet.pollDetails.metadata.options
      return { ok: true, votes: tally?.map((option) => option.tally) ?? null }
    },
  }
}
