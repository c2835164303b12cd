import type { Notice } from '../../domain/chat/line.ts'
import type { TwitchMessage } from './twitch-wire.ts'

export const NOT_A_CHANNEL: Notice = {
  ja: 'Twitch のチャンネル名かアドレスではありません',
  en: 'That is neither the name nor the address of a Twitch channel.',
}
export const NO_CHANNEL: Notice = {
  ja: 'その Twitch チャンネルが見つかりません。名前を確かめてください',
  en: 'There is no such Twitch channel. Check its name.',
}
const SUSPENDED: Notice = {
  ja: 'その Twitch チャンネルはないか、停止されています。名前を確かめてください',
  en: 'That Twitch channel does not exist or has been suspended. Check its name.',
}
const LOGIN_REFUSED: Notice = {
  ja: 'Twitch が匿名での接続を受け付けません。TWITCH_IRC_URL を確かめてください',
  en: 'Twitch does not let us in anonymously. Check TWITCH_IRC_URL.',
}
export const AWAY: Notice = {
  ja: 'Twitch につながりません。くり返し試しています',
  en: 'Twitch cannot be reached. Trying again.',
}
export const UNANSWERED: Notice = {
  ja: 'Twitch のチャンネルから返事がありません。くり返し試しています',
  en: 'The Twitch channel does not answer. Trying again.',
}

const REFUSALS: Record<string, Notice> = {
  msg_channel_suspended: SUSPENDED,
  msg_room_not_found: NO_CHANNEL,
  tos_ban: SUSPENDED,
}
const LOGIN =
  /^(?:Login unsuccessful|Login authentication failed|Error logging in|Improperly formatted auth|Invalid NICK)/

/** Why a NOTICE says that this channel cannot be read, or null where it says something else. */
export const refusalIn = (notice: TwitchMessage): Notice | null => {
  const what = notice.tag('msg-id')
  if (Object.hasOwn(REFUSALS, what)) return REFUSALS[what]!
  return what === '' && LOGIN.test(notice.params[1] ?? '') ? LOGIN_REFUSED : null
}

/** Settings of a room that keep viewers from chatting, by their tag in ROOMSTATE. */
const LIMITS: Record<string, Notice> = {
  'subs-only': { ja: 'サブスクライバーのみ', en: 'subscribers only' },
  'emote-only': { ja: 'エモートのみ', en: 'emotes only' },
  'followers-only': { ja: 'フォロワーのみ', en: 'followers only' },
  slow: { ja: '低速モード', en: 'slow mode' },
  r9k: { ja: '同じ文の禁止', en: 'no repeated lines' },
}

/** How a room is set, told bit by bit: a ROOMSTATE holds what has changed. */
export const createRoom = () => {
  const limits = new Set<string>()
  return {
    update(state: TwitchMessage): void {
      for (const name of Object.keys(LIMITS)) {
        const value = state.tag(name)
        // Followers of any age are 0, everybody is -1; for the rest 0 is off.
        if (value === (name === 'followers-only' ? '-1' : '0')) limits.delete(name)
        else if (/^\d{1,9}$/.test(value)) limits.add(name)
      }
    },
    /** What keeps viewers from chatting, or null. */
    detail(): Notice | null {
      const on = Object.entries(LIMITS).flatMap(([name, words]) => (limits.has(name) ? [words] : []))
      if (on.length === 0) return null
      return {
        ja: `チャットに制限があります (${on.map(({ ja }) => ja).join('、')})`,
        en: `The chat is limited: ${on.map(({ en }) => en).join(', ')}.`,
      }
    },
  }
}
