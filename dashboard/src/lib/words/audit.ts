import type { Text } from '@yosegaki/contract'
import { control } from './control.ts'

const DOORS: Record<string, Text> = {
  'session:began': { ja: 'ログインした', en: 'signed in' },
  'invitation:accepted': { ja: '招待に応じた', en: 'accepted an invitation' },
  'POST /api/sign-out': { ja: 'ログアウトした', en: 'signed out' },
  'POST /api/account/password': { ja: 'パスワードを変えた', en: 'changed the password' },
  'POST /api/account/passkeys/begin': { ja: 'パスキーを作りはじめた', en: 'began to make a passkey' },
  'POST /api/account/passkeys': { ja: 'パスキーを加えた', en: 'added a passkey' },
  'DELETE /api/account/passkeys/:id': { ja: 'パスキーを外した', en: 'removed a passkey' },
  'POST /api/account/authenticator/begin': {
    ja: '認証アプリを加えはじめた',
    en: 'began to add an authenticator app',
  },
  'POST /api/account/authenticator': { ja: '認証アプリを加えた', en: 'added an authenticator app' },
  'DELETE /api/account/authenticator': { ja: '認証アプリを外した', en: 'removed the authenticator app' },
  'DELETE /api/account/sessions/:id': { ja: 'ほかの端末をログアウトさせた', en: 'signed another device out' },
  'DELETE /api/account/sessions': { ja: 'ほかをすべてログアウトさせた', en: 'signed out everywhere else' },
  'POST /api/accounts/:id/role': { ja: '役を変えた', en: 'changed a role' },
  'POST /api/accounts/:id/closed': { ja: 'ログインを止めた・許した', en: 'stopped or allowed a sign-in' },
  'POST /api/accounts/:id/way-back': { ja: '入り直すリンクを作った', en: 'made a link to get back in' },
  'POST /api/invitations': { ja: '招待した', en: 'invited somebody' },
  'DELETE /api/invitations/:id': { ja: '招待を取り消した', en: 'took an invitation back' },
  'POST /api/overlay-tokens': { ja: 'リンクを作った', en: 'made a link' },
  'DELETE /api/overlay-tokens/:id': { ja: 'リンクを止めた', en: 'revoked a link' },
  'POST /api/candidates': { ja: '候補を決めた', en: 'decided about a candidate' },
  'POST /api/moderation/:act': { ja: '書き込みについて決めた', en: 'decided about a line of chat' },
  'POST /api/house-rules/own-words': { ja: '使わない言葉を変えた', en: 'changed own words' },
  'POST /api/house-rules/fan-works': { ja: '二次創作の一覧を変えた', en: 'changed the list of fan works' },
  'POST /api/fan-works/:id/stance': { ja: '二次創作について決めた', en: 'decided about a fan work' },
}

const COMMANDS: Record<string, Text> = control.command

/** What an entry of the audit log is about, in words; a door this page does not know as it is. */
export function doneAt(door: string, what: Readonly<Record<string, unknown>>): Text {
  if (door === 'POST /api/commands/:command') {
    const command = String(what.command)
    return COMMANDS[command] ?? { ja: command, en: command }
  }
  return DOORS[door] ?? { ja: door, en: door }
}
