import { createHash, randomBytes } from 'node:crypto'
import type { OwnerSetup, Text } from '@yosegaki/contract'
import type { Settings } from '../store/settings.ts'
import { type AccountResult, type Auth, PASSWORD_LENGTH } from './auth.ts'

const KEY = 'setup-token-hash'

export type SetupResult = { ok: true } | { ok: false; what: keyof typeof REASONS; reason: Text }

export type SetupToken = {
  /**
   * A new one-time token for the link that leads to owner set-up, or null where there is an owner already. Only its
   * hash is kept; the one of an earlier start stops working.
   */
  issue(): Promise<string | null>
  /**
   * Makes the owner for whoever holds the token. It works once: of two at the same time one wins. Where the account is
   * refused (a short password, say) it goes on working.
   */
  setUpOwner(setup: OwnerSetup): Promise<SetupResult>
}

/** How the first owner gets in: whoever reads the terminal at start is the owner. */
export function createSetupToken({ settings, auth }: { settings: Settings; auth: Auth }): SetupToken {
  return {
    async issue() {
      if (await auth.ownerExists()) return null
      const token = randomBytes(24).toString('base64url')
      await settings.set(KEY, hashOf(token))
      return token
    },

    async setUpOwner({ token, ...account }) {
      const hash = hashOf(token)
      if (!(await settings.take(KEY, hash))) return refused('wrong-token')
      let result: AccountResult | undefined
      try {
        result = await auth.createOwner(account)
      } finally {
        const over = result?.ok || result?.reason === 'owner-exists'
        if (!over) await settings.set(KEY, hash)
      }
      return result.ok ? { ok: true } : refused(result.reason)
    },
  }
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

const refused = (what: keyof typeof REASONS) => ({ ok: false as const, what, reason: REASONS[what] })

const REASONS = {
  'wrong-token': {
    ja: 'このリンクはもう使えません。サーバーを起動し直すと、新しいリンクが表示されます。',
    en: 'This link no longer works. Start the server again to get a new one.',
  },
  'owner-exists': { ja: '持ち主はすでに登録されています。', en: 'There is an owner already.' },
  'email-taken': {
    ja: 'このメールアドレスはすでに使われています。',
    en: 'This e-mail address is taken.',
  },
  'bad-email': { ja: 'メールアドレスの形が正しくありません。', en: 'This is not an e-mail address.' },
  'bad-password': {
    ja: `パスワードは${PASSWORD_LENGTH.min}〜${PASSWORD_LENGTH.max}文字にしてください。`,
    en: `A password has ${PASSWORD_LENGTH.min} to ${PASSWORD_LENGTH.max} characters.`,
  },
} satisfies Record<string, Text>
