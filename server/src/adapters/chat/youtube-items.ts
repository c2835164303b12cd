import {
  type ChatLine,
  cutText,
  LONGEST_LINE,
  LONGEST_NAME,
  type SourceEvent,
  type SupportKind,
  type Viewer,
} from '../../domain/chat/line.ts'
import { Item, type Page } from './youtube-wire.ts'

/** What one item of a page comes to. `key` counts it once. */
export type Reading = {
  key: string
  /** Epoch milliseconds; null where the item does not say. */
  at: number | null
} & (
  | { kind: 'said'; line: ChatLine | null; events: SourceEvent[] }
  | { kind: 'over' }
  | { kind: 'unknown'; type: string }
)

const MOST_OPTIONS = 20
const cut = (text: string | null | undefined, units: number): string => cutText(text ?? '', units)

const viewerOf = ({ authorDetails, snippet }: Item): Viewer | null => {
  const id = authorDetails?.channelId ?? snippet.authorChannelId
  return id ? { id: cut(id, 100), name: cut(authorDetails?.displayName, LONGEST_NAME) } : null
}

/** A message of this id can be said, taken back and be a tombstone; a poll opens and closes. */
const keyOf = ({ id, snippet }: Item): string =>
  snippet.type === 'tombstone' || snippet.type === 'pollEvent'
    ? `${snippet.type}/${snippet.pollDetails?.status ?? ''}/${id}`
    : id

type Support = { kind: SupportKind; amount?: string | null | undefined; count?: number | null | undefined }
type Told = { words?: string | null | undefined; support?: Support; removed?: string | null | undefined }

/** By kind of item: the words in it, the support it tells of, the line it takes back. */
const TOLD: Record<string, (snippet: Item['snippet'], id: string) => Told> = {
  textMessageEvent: ({ textMessageDetails: d, displayMessage }) => ({
    words: d?.messageText ?? displayMessage,
  }),
  superChatEvent: ({ superChatDetails: d }) => ({
    words: d?.userComment,
    support: { kind: 'super-chat', amount: d?.amountDisplayString },
  }),
  fanFundingEvent: ({ fanFundingEventDetails: d }) => ({
    words: d?.userComment,
    support: { kind: 'super-chat', amount: d?.amountDisplayString },
  }),
  superStickerEvent: ({ superStickerDetails: d }) => ({
    support: { kind: 'super-sticker', amount: d?.amountDisplayString },
  }),
  newSponsorEvent: ({ newSponsorDetails: d }) => ({
    support: { kind: 'new-member', amount: d?.memberLevelName },
  }),
  memberMilestoneChatEvent: ({ memberMilestoneChatDetails: d }) => ({
    words: d?.userComment,
    support: { kind: 'milestone', amount: d?.memberLevelName, count: d?.memberMonth },
  }),
  membershipGiftingEvent: ({ membershipGiftingDetails: d }) => ({
    support: { kind: 'gifts', amount: d?.giftMembershipsLevelName, count: d?.giftMembershipsCount },
  }),
  giftMembershipReceivedEvent: ({ giftMembershipReceivedDetails: d }) => ({
    support: { kind: 'gift-received', amount: d?.memberLevelName },
  }),
  giftEvent: ({ giftDetails: d }) => ({
    support: { kind: 'gift', amount: d?.giftName, count: d?.comboCount },
  }),
  messageDeletedEvent: ({ messageDeletedDetails: d }) => ({ removed: d?.deletedMessageId }),
  messageRetractedEvent: ({ messageRetractedDetails: d }) => ({ removed: d?.retractedMessageId }),
  tombstone: (_, id) => ({ removed: id }),
}

type Common = { id: string; source: string; at: number }

const bannedIn = ({ userBannedDetails: ban }: Item['snippet'], common: Common): SourceEvent[] => {
  const who = ban?.bannedUserDetails
  if (!who?.channelId) return []
  const seconds = ban?.banType?.toLowerCase() === 'temporary' ? (ban.banDurationSeconds ?? 0) : null
  const viewer = { id: cut(who.channelId, 100), name: cut(who.displayName, LONGEST_NAME) }
  return [{ ...common, type: 'banned', viewer, seconds }]
}

const pollIn = ({ pollDetails: poll }: Item['snippet'], common: Common): SourceEvent[] => [
  {
    ...common,
    type: 'poll',
    question: cut(poll?.metadata?.questionText, 200),
    options: (poll?.metadata?.options ?? []).slice(0, MOST_OPTIONS).map(({ optionText, tally }) => ({
      text: cut(optionText, 200),
      votes: tally ?? null,
    })),
    open: poll?.status?.toLowerCase() !== 'closed',
  },
]

const saidIn = (item: Item, common: Common): { line: ChatLine | null; events: SourceEvent[] } | null => {
  const { type } = item.snippet
  if (type === 'userBannedEvent') return { line: null, events: bannedIn(item.snippet, common) }
  if (type === 'pollEvent') return { line: null, events: pollIn(item.snippet, common) }
  const told = Object.hasOwn(TOLD, type) ? TOLD[type]!(item.snippet, item.id) : null
  if (told === null) return null
  const viewer = viewerOf(item)
  const { words, support, removed } = told
  const events: SourceEvent[] = []
  if (removed) events.push({ ...common, type: 'removed', line: removed })
  if (support !== undefined && viewer !== null) {
    const amount = support.amount ? cut(support.amount, 80) : null
    events.push({
      ...common,
      type: 'support',
      kind: support.kind,
      viewer,
      amount,
      count: support.count ?? null,
    })
  }
  if (!words || viewer === null) return { line: null, events }
  const member = item.authorDetails?.isChatSponsor === true ? { member: true } : {}
  return { line: { ...common, viewer: { ...viewer, ...member }, text: cutText(words, LONGEST_LINE) }, events }
}

const read = (raw: unknown, source: string, now: number): Reading | null => {
  const parsed = Item.safeParse(raw)
  if (!parsed.success) return null
  const item = parsed.data
  const published = Date.parse(item.snippet.publishedAt ?? '')
  const at = Number.isNaN(published) ? null : published
  const head = { key: keyOf(item), at }
  if (item.snippet.type === 'chatEndedEvent') return { ...head, kind: 'over' }
  const said = saidIn(item, { id: item.id, source, at: at ?? now })
  return said === null
    ? { ...head, kind: 'unknown', type: item.snippet.type }
    : { ...head, kind: 'said', ...said }
}

/**
 * The items of a page, typed, the oldest first as Google promises them, also where they came shuffled: an item that does
 * not say when keeps its place. `malformed` counts what was in no shape to be read.
 */
export const readPage = (
  page: Page,
  source: string,
  now: number,
): { readings: Reading[]; malformed: number } => {
  const raw = [...(page.items ?? []), ...(page.activePollItem == null ? [] : [page.activePollItem])]
  const readings = raw.flatMap((each) => read(each, source, now) ?? [])
  let last = Number.NEGATIVE_INFINITY
  const placed = readings.map((reading) => {
    last = reading.at ?? last
    return { reading, place: last }
  })
  placed.sort((a, b) => a.place - b.place || 0)
  return { readings: placed.map(({ reading }) => reading), malformed: raw.length - readings.length }
}
