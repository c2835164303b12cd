import type { IncomingMessage } from 'node:http'

/** Polls of a chat, as developers.google.com/youtube/v3/live/docs/liveChats/insert and .../transition describe them. */

export type Poll = {
  id: string
  question: string
  options: { text: string; tally: number }[]
  open: boolean
}

export type PollAnswer = { ok: true; body: object } | { ok: false; fault: 'pollInvalid' | 'messageNotFound' }

const resource = ({ id, question, options, open }: Poll, liveChatId: string) => ({
  kind: 'youtube#liveChatMessage',
  etag: 'e',
  id,
  snippet: {
    type: 'pollEvent',
    liveChatId,
    hasDisplayContent: false,
    pollDetails: {
      metadata: {
        questionText: question,
        // Google writes 64-bit numbers as strings.
        options: options.map(({ text, tally }) => ({ optionText: text, tally: String(tally) })),
      },
      status: open ? 'active' : 'closed',
    },
  },
})

export const createServerPolls = (liveChatId: string) => {
  const polls: Poll[] = []
  return {
    polls,
    async insert(request: IncomingMessage): Promise<PollAnswer> {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const { snippet } = JSON.parse(Buffer.concat(chunks).toString())
      const metadata = snippet?.pollDetails?.metadata
      const texts: string[] = (metadata?.options ?? []).map(
        (option: { optionText: string }) => option.optionText,
      )
      const right =
        snippet?.liveChatId === liveChatId &&
        snippet?.type === 'pollEvent' &&
        typeof metadata?.questionText === 'string' &&
        texts.length >= 2 &&
        texts.length <= 4 &&
        texts.every((text) => typeof text === 'string' && text !== '')
      if (!right || polls.some(({ open }) => open)) return { ok: false, fault: 'pollInvalid' }
      const poll: Poll = {
        id: `poll-${polls.length + 1}`,
        question: metadata.questionText,
        options: texts.map((text) => ({ text, tally: 0 })),
        open: true,
      }
      polls.push(poll)
      return { ok: true, body: resource(poll, liveChatId) }
    },
    transition(query: URLSearchParams): PollAnswer {
      const poll = polls.find(({ id }) => id === query.get('id'))
      if (poll === undefined || !poll.open || query.get('status') !== 'closed')
        return { ok: false, fault: 'messageNotFound' }
      poll.open = false
      const body = resource(poll, liveChatId)
      return { ok: true, body: query.get('part') === 'snippet' ? body : { kind: body.kind, id: body.id } }
    },
  }
}
