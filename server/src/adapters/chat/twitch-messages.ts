import {
  type ChatLine,
  cutText,
  LONGEST_NAME,
  type SourceEvent,
  type SupportKind,
  type Viewer,
} from '../../domain/chat/line.ts'
import type { TwitchMessage } from './twitch-wire.ts'
import { wordsOf } from './twitch-words.ts'

/** What one message comes to. `key` counts it once. */
export type Reading = { key: string; line: ChatLine | null; events: SourceEvent[] }
type Common = { id: string; source: string; at: number }
type Support = { kind: SupportKind; amount: string | null; count: number | null }

const ID = /^[\x21-\x7e]{1,100}$/
const numberIn = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : 0)
const nameOf = (text: string): string => cutText(text, LONGEST_NAME)

const timeOf = (message: TwitchMessage, now: number): number => {
  const sent = message.tag('tmi-sent-ts')
  return /^\d{12,14}$/.test(sent) ? Number(sent) : now
}

const viewerOf = (message: TwitchMessage): Viewer | null => {
  const id = message.tag('user-id')
  const name = message.tag('display-name') || message.tag('login') || message.login
  return ID.test(id) ? { id, name: nameOf(name) } : null
}

/** What Twitch says of them with a line; nothing where it says nothing. */
const standingOf = (message: TwitchMessage): Pick<Viewer, 'member' | 'firstTime'> => ({
  ...(message.tag('subscriber') === '1' ? { member: true } : {}),
  ...(/^[01]$/.test(message.tag('first-msg')) ? { firstTime: message.tag('first-msg') === '1' } : {}),
})

/** The level of a subscription, as Twitch shows it. */
const tierOf = (message: TwitchMessage): string | null => {
  const plan = message.tag('msg-param-sub-plan')
  if (plan === 'Prime') return plan
  return /^[123]000$/.test(plan) ? `Tier ${plan[0]}` : null
}

/** By `msg-id` of a USERNOTICE; the others are about the channel, or told by several of these already. */
const SUPPORT: Record<string, (message: TwitchMessage) => Support> = {
  sub: (message) => ({ kind: 'new-member', amount: tierOf(message), count: null }),
  resub: (message) => ({
    kind: 'milestone',
    amount: tierOf(message),
    count: numberIn(message.tag('msg-param-cumulative-months')),
  }),
  submysterygift: (message) => ({
    kind: 'gifts',
    amount: tierOf(message),
    count: numberIn(message.tag('msg-param-mass-gift-count')),
  }),
  subgift: (message) => ({ kind: 'gifts', amount: tierOf(message), count: 1 }),
  primepaidupgrade: (message) => ({ kind: 'new-member', amount: tierOf(message), count: null }),
  giftpaidupgrade: (message) => ({ kind: 'new-member', amount: tierOf(message), count: null }),
  anongiftpaidupgrade: (message) => ({ kind: 'new-member', amount: tierOf(message), count: null }),
}

const giftReceived = (message: TwitchMessage, common: Common): SourceEvent[] => {
  const id = message.tag('msg-param-recipient-id')
  if (!ID.test(id)) return []
  const name = message.tag('msg-param-recipient-display-name') || message.tag('msg-param-recipient-user-name')
  const support = { kind: 'gift-received' as const, amount: tierOf(message), count: null }
  return [
    {
      ...common,
      id: `${common.id}/received`,
      type: 'support',
      viewer: { id, name: nameOf(name) },
      ...support,
    },
  ]
}

/** Support that a message tells of: bits with a line, subscriptions with a notice. */
const supportIn = (message: TwitchMessage, viewer: Viewer, common: Common): SourceEvent[] => {
  const bits = numberIn(message.tag('bits'))
  if (message.command === 'PRIVMSG')
    return bits === 0
      ? []
      : [{ ...common, type: 'support', kind: 'super-chat', viewer, amount: `${bits} bits`, count: bits }]
  const what = message.tag('msg-id')
  const support = Object.hasOwn(SUPPORT, what) ? SUPPORT[what]!(message) : null
  if (support === null) return []
  // A gift that is one of many is told by the gift of them all; only who received it is new.
  const ofMany = what === 'subgift' && message.tag('msg-param-community-gift-id') !== ''
  const given: SourceEvent[] = ofMany ? [] : [{ ...common, type: 'support', viewer, ...support }]
  return what === 'subgift' ? [...given, ...giftReceived(message, common)] : given
}

const said = (message: TwitchMessage, source: string, now: number): Reading | null => {
  const id = message.tag('id')
  const viewer = viewerOf(message)
  const raw = message.params[1]
  if (!ID.test(id) || viewer === null || (message.command === 'PRIVMSG' && raw === undefined)) return null
  const common = { id, source, at: timeOf(message, now) }
  const text = raw === undefined ? '' : wordsOf(raw, message.tag('emotes'), numberIn(message.tag('bits')))
  return {
    key: id,
    line: text === '' ? null : { ...common, viewer: { ...viewer, ...standingOf(message) }, text },
    events: supportIn(message, viewer, common),
  }
}

const removed = (message: TwitchMessage, source: string, now: number): Reading | null => {
  const line = message.tag('target-msg-id')
  if (!ID.test(line)) return null
  const id = `removed/${line}`
  return { key: id, line: null, events: [{ id, source, at: timeOf(message, now), type: 'removed', line }] }
}

/** A chat that is cleared as a whole is cleared from the screen; what was said in it stays said. */
const cleared = (message: TwitchMessage, source: string, now: number): Reading | null => {
  const target = message.tag('target-user-id')
  const name = message.params[1]
  if (name === undefined) return { key: '', line: null, events: [] }
  if (!ID.test(target)) return null
  const at = timeOf(message, now)
  const duration = message.tag('ban-duration')
  const id = `banned/${target}/${at}`
  const viewer = { id: target, name: nameOf(name) }
  const seconds = duration === '' ? null : numberIn(duration)
  return { key: id, line: null, events: [{ id, source, at, type: 'banned', viewer, seconds }] }
}

const READERS: Record<string, typeof said> = {
  PRIVMSG: said,
  USERNOTICE: said,
  CLEARMSG: removed,
  CLEARCHAT: cleared,
}

/** Whether a message tells of what viewers said or what became of it. */
export const tellsOfChat = (message: TwitchMessage): boolean => Object.hasOwn(READERS, message.command)

/** Reads a message that tells of chat; null where it lacks what it cannot be counted without. `now`: epoch milliseconds. */
export const readChat = (message: TwitchMessage, source: string, now: number): Reading | null =>
  READERS[message.command]?.(message, source, now) ?? null
