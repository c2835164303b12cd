import { m } from '#lib/paraglide/messages.js'

const REASONS: Readonly<Record<string, () => string>> = {
  slur: m.chat_reason_slur,
  sexual: m.chat_reason_sexual,
  abuse: m.chat_reason_abuse,
  spam: m.chat_reason_spam,
  link: m.chat_reason_link,
  'personal-data': m.chat_reason_personal_data,
  empty: m.chat_reason_empty,
  'attack-like': m.chat_reason_attack_like,
  'own-word': m.chat_reason_own_word,
  flood: m.chat_reason_flood,
  copy: m.chat_reason_copy,
}

/** Why a line was left out, in a word or two; a reason this page does not know as it is. */
export const rejectReason = (reason: string): string => REASONS[reason]?.() ?? reason
