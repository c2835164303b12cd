import { COMMAND_NAMES } from '#lib/control/names.ts'
import { m } from '#lib/paraglide/messages.js'

const DOORS: Readonly<Record<string, () => string>> = {
  'session:began': m.audit_signed_in,
  'account:began': m.audit_signed_in_for_the_first_time,
  'platform:linked': m.audit_linked_an_account_elsewhere,
  'POST /api/account/platforms/:platform': m.audit_began_to_link_an_account_elsewhere,
  'DELETE /api/account/platforms/:platform': m.audit_unlinked_an_account_elsewhere,
  'invitation:accepted': m.audit_accepted_an_invitation,
  'POST /api/sign-out': m.audit_signed_out,
  'POST /api/account/password': m.audit_changed_the_password,
  'POST /api/account/passkeys/begin': m.audit_began_to_make_a_passkey,
  'POST /api/account/passkeys': m.audit_added_a_passkey,
  'DELETE /api/account/passkeys/:id': m.audit_removed_a_passkey,
  'POST /api/account/authenticator/begin': m.audit_began_to_add_an_authenticator_app,
  'POST /api/account/authenticator': m.audit_added_an_authenticator_app,
  'DELETE /api/account/authenticator': m.audit_removed_the_authenticator_app,
  'DELETE /api/account/sessions/:id': m.audit_signed_another_device_out,
  'DELETE /api/account/sessions': m.audit_signed_out_everywhere_else,
  'POST /api/accounts/:id/role': m.audit_changed_a_role,
  'POST /api/accounts/:id/closed': m.audit_stopped_or_allowed_a_sign_in,
  'POST /api/accounts/:id/way-back': m.audit_made_a_link_to_get_back_in,
  'POST /api/invitations': m.audit_invited_somebody,
  'DELETE /api/invitations/:id': m.audit_took_an_invitation_back,
  'POST /api/audit/:number/settle': m.audit_said_whether_something_was_done,
  'POST /api/overlay-tokens': m.audit_made_a_link,
  'DELETE /api/overlay-tokens/:id': m.audit_revoked_a_link,
  'POST /api/candidates': m.audit_decided_about_a_candidate,
  'POST /api/brigades': m.audit_decided_about_newcomers,
  'POST /api/moderation/:act': m.audit_decided_about_a_line_of_chat,
  'POST /api/house-rules/own-words': m.audit_changed_own_words,
  'POST /api/house-rules/fan-works': m.audit_changed_the_list_of_fan_works,
  'POST /api/fan-works/:id/stance': m.audit_decided_about_a_fan_work,
  'POST /api/schedule': m.audit_planned_a_stream,
  'POST /api/schedule/:id': m.audit_changed_a_planned_stream,
  'DELETE /api/schedule/:id': m.audit_took_a_planned_stream_back,
  'POST /api/own-plans': m.audit_changed_own_plans,
  'POST /api/announcements/:id/send': m.audit_sent_an_announcement,
  'POST /api/announcements/:id/settle': m.audit_said_whether_an_announcement_arrived,
  'POST /api/announcements/:id/drop': m.audit_dropped_an_announcement,
  'POST /api/overlays/blank': m.audit_blanked_or_showed_the_overlays,
  'POST /api/overlays/reload': m.audit_reloaded_the_overlays,
  'POST /api/overlays/presets': m.audit_changed_overlay_looks,
  'POST /api/youtube/connect': m.audit_began_to_connect_youtube,
  'youtube:answered': m.audit_answered_by_youtube,
  'POST /api/youtube/disconnect': m.audit_disconnected_youtube,
  'POST /api/obs': m.audit_changed_the_obs_address,
  'POST /api/obs/add': m.audit_added_overlays_to_obs,
}
const COMMANDS: Readonly<Record<string, () => string>> = COMMAND_NAMES

/** What an entry of the audit log is about, in words; a door this page does not know as it is. */
export function doneAt(door: string, what: Readonly<Record<string, unknown>>): string {
  if (door === 'POST /api/commands/:command') {
    const command = String(what.command)
    return COMMANDS[command]?.() ?? command
  }
  return DOORS[door]?.() ?? door
}
