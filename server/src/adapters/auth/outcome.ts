import { PASSWORD_LENGTH, type Text } from '@yosegaki/contract'

/** Why an account's door stayed shut: the status it is answered with, and words for who stands there. */
export const REFUSALS = {
  'wrong-token': [
    410,
    'このリンクはもう使えません。新しいリンクをもらってください(最初のものは、起動し直すと表示されます)。',
    'This link no longer works. Ask for a new one (the very first is printed again when the server starts).',
  ],
  'owner-exists': [409, '持ち主はすでに登録されています。', 'There is an owner already.'],
  'email-taken': [409, 'このメールアドレスはすでに使われています。', 'This e-mail address is taken.'],
  'name-missing': [
    400,
    '名前とメールアドレスを入れてください。',
    'Please fill in a name and an e-mail address.',
  ],
  'no-match': [
    401,
    'メールアドレスかパスワードが違うようです。もう一度確かめてください。',
    'E-mail address or password do not match. Please check both.',
  ],
  'code-needed': [
    401,
    '認証アプリに表示されている6桁の数字を入れてください。',
    'Please fill in the six digits that your authenticator app shows.',
  ],
  'wrong-code': [
    401,
    'その数字は合っていないか、もう使われました。新しい数字が出るのを待って、もう一度どうぞ。',
    'These digits are not right, or used already. Wait for new ones, then try again.',
  ],
  'second-proof-needed': [
    403,
    'このサーバーは外から届くので、配信者のログインにはパスキーか認証アプリが要ります。入り直すリンクを持ち主にもらってください(持ち主は YOSEGAKI_OWNER_LINK=on で起動すると表示されます)。',
    'This server can be reached from elsewhere: producers sign in with a passkey or an authenticator app. Ask an owner for a link to get back in (an owner starts with YOSEGAKI_OWNER_LINK=on).',
  ],
  'passkey-unknown': [401, 'このパスキーは登録されていないようです。', 'This passkey is not known here.'],
  'passkey-not-here': [
    409,
    'このアドレスではパスキーを使えません。名前のあるアドレス(localhost など)で開いてください。',
    'Passkeys do not work at this address. Open the page by a name, such as localhost.',
  ],
  'passkey-refused': [
    400,
    'パスキーを確かめられませんでした。もう一度どうぞ。',
    'The passkey could not be checked. Please try again.',
  ],
  'too-many': [
    429,
    '続けて何度も試されたので、少しお休みします。1分ほど待ってからもう一度どうぞ。',
    'Too many tries in a row. Please wait a minute, then try again.',
  ],
  'last-proof': [
    409,
    'これを外すと、ログインする方法がなくなります。',
    'Without this there would be no way left to sign in.',
  ],
  'sign-in-again': [
    403,
    'ログインしてから時間がたっています。ログインの方法や人を変える前に、もう一度ログインしてください。',
    'It is a while since you signed in. Before ways to sign in, or people, are changed, please sign in again.',
  ],
  'second-proof-first': [
    409,
    'この役には、パスキーか認証アプリが要ります。本人に「わたしのアカウント」で加えてもらってから、役を変えてください。',
    'This role needs a passkey or an authenticator app. Ask them to add one on their account’s page, then change the role.',
  ],
  'too-many-passkeys': [
    409,
    'パスキーは20個までです。使っていないものを外してください。',
    'An account has at most 20 passkeys. Remove one that is not used.',
  ],
  'no-email': [
    409,
    'このアカウントにはメールアドレスがないので、パスワードは使えません。パスキーを加えてください。',
    'This account has no e-mail address to sign in with, so a password is of no use. Add a passkey instead.',
  ],
  'last-owner': [
    409,
    '持ち主が一人もいなくなってしまいます。先に、ほかの人を持ち主にしてください。',
    'Nobody would own this house. Make somebody else an owner first.',
  ],
  'not-found': [404, '見つかりませんでした。', 'There is nothing here.'],
  'bad-password': [
    400,
    `パスワードは${PASSWORD_LENGTH.min}〜${PASSWORD_LENGTH.max}文字にしてください。`,
    `A password has ${PASSWORD_LENGTH.min} to ${PASSWORD_LENGTH.max} characters.`,
  ],
} as const satisfies Record<string, readonly [number, string, string]>

export type What = keyof typeof REFUSALS
export type Outcome<Value = object> = ({ ok: true } & Value) | { ok: false; what: What }
export const no = (what: What) => ({ ok: false as const, what })
export const textOf = (what: What): Text => ({ ja: REFUSALS[what][1], en: REFUSALS[what][2] })
