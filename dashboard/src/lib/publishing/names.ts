import type { AnnouncementView } from '@yosegaki/contract'
import { m } from '#lib/paraglide/messages.js'
import type { Said } from '#lib/words/said.ts'

export const CHANNEL_NAMES: Said<AnnouncementView['channel']> = {
  x: m.publishing_announcements_channel_x,
  discord: m.publishing_announcements_channel_discord,
}

export const KIND_NAMES: Said<AnnouncementView['kind']> = {
  work: m.publishing_announcements_kind_work,
  stream: m.publishing_announcements_kind_stream,
  planned: m.publishing_announcements_kind_planned,
}

export const STATE_NAMES: Said<AnnouncementView['state']> = {
  waiting: m.publishing_announcements_state_waiting,
  sending: m.publishing_announcements_state_sending,
  sent: m.publishing_announcements_state_sent,
  failed: m.publishing_announcements_state_failed,
  unsure: m.publishing_announcements_state_unsure,
  dropped: m.publishing_announcements_state_dropped,
}
