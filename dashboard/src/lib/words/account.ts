import type { Text } from '@yosegaki/contract'
import type { Words } from './words.ts'

/** What set-up and sign-in say. */
export const account = {
  setupTitle: { ja: 'はじめまして', en: 'Welcome' },
  setupLead: {
    ja: 'この寄せ描きの持ち主になる人のアカウントを作ります。配信を始めたり、作品を仕上げたりできるのは、ログインした人だけです。',
    en: 'Create the account of this house’s owner. Only people who are signed in can start streams and finish pictures.',
  },
  name: { ja: '名前', en: 'Name' },
  nameHint: { ja: '調整室で表示されます。', en: 'Shown in the control room.' },
  email: { ja: 'メールアドレス', en: 'E-mail address' },
  emailHint: {
    ja: 'ログインに使います。どこにも送信しません。',
    en: 'For signing in. It is not sent anywhere.',
  },
  password: { ja: 'パスワード', en: 'Password' },
  passwordHint: { ja: '10文字以上。', en: 'At least 10 characters.' },
  show: { ja: '見せる', en: 'Show' },
  hide: { ja: '隠す', en: 'Hide' },
  create: { ja: '持ち主のアカウントを作る', en: 'Create the owner’s account' },
  creating: { ja: '作っています…', en: 'Creating…' },
  doneTitle: { ja: '準備はもうできています', en: 'Already set up' },
  doneText: {
    ja: '持ち主のアカウントは作成済みです。ログインして続けてください。',
    en: 'The owner’s account exists. Sign in to go on.',
  },
  noTokenTitle: { ja: '一度きりのリンクが必要です', en: 'This needs the one-time link' },
  noTokenText: {
    ja: 'プログラムを起動した画面に、/setup?token= を含むリンクが表示されています。それをひらいてください。',
    en: 'Where the program was started, a link with /setup?token= in it was printed. Please open that one.',
  },
  signInTitle: { ja: 'おかえりなさい', en: 'Welcome back' },
  signInLead: { ja: '調整室に入るにはログインしてください。', en: 'Sign in to enter the control room.' },
  signIn: { ja: 'ログイン', en: 'Sign in' },
  signingIn: { ja: '確かめています…', en: 'Checking…' },
  toSignIn: { ja: 'ログインへ', en: 'Go to sign-in' },
  setupFirstTitle: { ja: 'まず、持ち主のアカウントを作りましょう', en: 'First, the owner’s account' },
  needsScript: {
    ja: 'このページを使うには JavaScript を有効にしてください。',
    en: 'Please turn on JavaScript to use this page.',
  },
  problem: {
    nameMissing: { ja: '名前を入れてください。', en: 'Please fill in a name.' },
    nameLong: { ja: '名前は60文字までです。', en: 'A name has at most 60 characters.' },
    emailWrong: {
      ja: 'メールアドレスの形になっていないようです。例: name@example.com',
      en: 'This does not look like an e-mail address. Example: name@example.com',
    },
    passwordMissing: { ja: 'パスワードを入れてください。', en: 'Please fill in the password.' },
    passwordShort: (missing: number): Text => ({
      ja: `パスワードは10文字以上にしてください。あと${missing}文字です。`,
      en: `A password has at least 10 characters: ${missing} more, please.`,
    }),
    passwordLong: { ja: 'パスワードは200文字までです。', en: 'A password has at most 200 characters.' },
    noMatch: {
      ja: 'メールアドレスかパスワードが違うようです。もう一度確かめてください。',
      en: 'E-mail address or password do not match. Please check both.',
    },
    tooMany: {
      ja: '続けて何度も試されたので、少しお休みします。1分ほど待ってからもう一度どうぞ。',
      en: 'Too many tries in a row. Please wait a minute, then try again.',
    },
    linkUsed: {
      ja: 'このリンクはもう使えません。プログラムを起動し直すと、新しいリンクが表示されます。',
      en: 'This link cannot be used any more. Start the program again: it prints a new one.',
    },
    unreachable: {
      ja: 'サーバーから返事がありません。動いているか確かめて、もう一度どうぞ。',
      en: 'The server does not answer. Please check that it is running, then try again.',
    },
    other: {
      ja: 'うまくいきませんでした。少し待って、もう一度どうぞ。',
      en: 'That did not work. Please wait a little and try again.',
    },
  },
} as const satisfies Words
