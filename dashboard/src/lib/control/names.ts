import type {
  BallotView,
  BrigadeView,
  Command,
  FanWork,
  LineView,
  ModerationAct,
  OverlayLinkView,
  Phase,
  SourceView,
  YoutubeAccountView,
  YoutubeSaid,
} from '@yosegaki/contract'
import { m } from '#lib/paraglide/messages.js'
import type { Said } from '#lib/words/said.ts'
import type { PARTS } from './drawn-box.ts'
import type { KeyedCommand } from './shortcuts.ts'
import type { Connection } from './turned-away.ts'

export const CONNECTION_NAMES: Said<Connection> = {
  connecting: m.control_link_connecting,
  live: m.control_link_live,
  lost: m.control_link_lost,
  stalled: m.control_link_stalled,
  refused: m.control_link_refused,
  barred: m.control_link_barred,
}

export const PHASE_NAMES: Said<Phase> = {
  calling: m.control_phase_calling,
  voting: m.control_phase_voting,
  painting: m.control_phase_painting,
  'touching-up': m.control_phase_touching_up,
  finishing: m.control_phase_finishing,
  published: m.control_phase_published,
  abandoned: m.control_phase_abandoned,
}

/** What is going on in each phase and what comes next. */
export const GUIDANCE: Said<Phase> = {
  calling: m.control_guidance_calling,
  voting: m.control_guidance_voting,
  painting: m.control_guidance_painting,
  'touching-up': m.control_guidance_touching_up,
  finishing: m.control_guidance_finishing,
  published: m.control_guidance_published,
  abandoned: m.control_guidance_abandoned,
}

export const COMMAND_NAMES: Said<Command> = {
  'stream:start': m.control_command_stream_start,
  'stream:stop': m.control_command_stream_stop,
  'artwork:start': m.control_command_artwork_start,
  'artwork:skip': m.control_command_artwork_skip,
  'artwork:hold': m.control_command_artwork_hold,
  'artwork:resume': m.control_command_artwork_resume,
  'artwork:finish': m.control_command_artwork_finish,
  'artwork:abandon': m.control_command_artwork_abandon,
  'artwork:touch-up': m.control_command_artwork_touch_up,
  'artwork:redo-round': m.control_command_artwork_redo_round,
  'artwork:restore-take': m.control_command_artwork_restore_take,
  'ballot:extend': m.control_command_ballot_extend,
  'ballot:void': m.control_command_ballot_void,
}

/** What a button's command does, where its name alone would not tell. */
export const COMMAND_HINTS: Said<KeyedCommand> = {
  'artwork:start': m.control_hint_artwork_start,
  'artwork:skip': m.control_hint_artwork_skip,
  'artwork:hold': m.control_hint_artwork_hold,
  'artwork:resume': m.control_hint_artwork_resume,
  'artwork:finish': m.control_hint_artwork_finish,
  'artwork:abandon': m.control_hint_artwork_abandon,
  'artwork:touch-up': m.control_hint_artwork_touch_up,
  'artwork:redo-round': m.control_hint_artwork_redo_round,
  'artwork:restore-take': m.control_hint_artwork_restore_take,
  'ballot:extend': m.control_hint_ballot_extend,
  'ballot:void': m.control_hint_ballot_void,
  'stream:stop': m.control_hint_stream_stop,
}

export const BALLOT_STATES: Said<BallotView['state']> = {
  asking: m.ballot_state_asking,
  open: m.ballot_state_open,
  closed: m.ballot_state_closed,
}

export const DECIDED_BY: Said<NonNullable<BallotView['decidedBy']>> = {
  votes: m.ballot_decided_by_votes,
  tie: m.ballot_decided_by_tie,
  painter: m.ballot_decided_by_painter,
}

export const HEARD_AS: Said<LineView['heardAs']> = {
  vote: m.chat_heard_as_vote,
  wish: m.chat_heard_as_wish,
  talk: m.chat_heard_as_talk,
  rejected: m.chat_heard_as_rejected,
}

export const ACT_NAMES: Said<ModerationAct> = {
  overturn: m.chat_act_overturn,
  hide: m.chat_act_hide,
  ban: m.chat_act_ban,
  forget: m.chat_act_forget,
}

export const ACT_HINTS: Said<ModerationAct> = {
  overturn: m.chat_act_hint_overturn,
  hide: m.chat_act_hint_hide,
  ban: m.chat_act_hint_ban,
  forget: m.chat_act_hint_forget,
}

export const STANCE_NAMES: Said<FanWork['stance']> = {
  ask: m.rules_stances_ask,
  allowed: m.rules_stances_allowed,
  refused: m.rules_stances_refused,
}

export const SOURCE_KINDS: Said<SourceView['kind']> = {
  rehearsal: m.sources_kind_rehearsal,
  replay: m.sources_kind_replay,
  twitch: m.sources_kind_twitch,
  youtube: m.sources_kind_youtube,
}

export const SOURCE_STATES: Said<SourceView['state']> = {
  connecting: m.sources_state_connecting,
  live: m.sources_state_live,
  waiting: m.sources_state_waiting,
  ended: m.sources_state_ended,
  failed: m.sources_state_failed,
}

export const LINK_DEFAULTS: Said<OverlayLinkView['kind']> = {
  overlay: m.links_new_link_default_overlay,
  rehearsal: m.links_new_link_default_rehearsal,
}

export const PART_NAMES: Said<keyof typeof PARTS> = {
  all: m.touch_up_parts_all,
  top: m.touch_up_parts_top,
  bottom: m.touch_up_parts_bottom,
  left: m.touch_up_parts_left,
  right: m.touch_up_parts_right,
  middle: m.touch_up_parts_middle,
}

export const STRENGTH_NAMES: Said<'little' | 'much' | 'afresh'> = {
  little: m.touch_up_strengths_little,
  much: m.touch_up_strengths_much,
  afresh: m.touch_up_strengths_afresh,
}

/** How the connected channel is; `troubled`: connected, and yet it does not work. */
export const CONDITIONS: Said<YoutubeAccountView['state'] | 'troubled'> = {
  unset: m.youtube_apart,
  apart: m.youtube_apart,
  connected: m.youtube_connected,
  troubled: m.youtube_troubled,
  lost: m.youtube_lost,
}

export const CHANNEL_SAID: Said<YoutubeSaid> = {
  connected: m.youtube_said_connected,
  denied: m.youtube_said_denied,
  stale: m.youtube_said_stale,
  'not-granted': m.youtube_said_not_granted,
  'client-refused': m.youtube_said_client_refused,
  'code-refused': m.youtube_said_code_refused,
  unreachable: m.youtube_said_unreachable,
}

export const BRIGADE_STANCES: Said<BrigadeView['stance']> = {
  asked: m.brigade_asked,
  counted: m.brigade_counted,
  aside: m.brigade_aside,
}
