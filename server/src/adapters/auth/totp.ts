import { createHmac } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { createSeal } from '../system/seal.ts'

const ISSUER = '寄せ描き Yosegaki'
const SECRET_BYTES = 20

/** Codes of an authenticator app (RFC 6238: six digits, 30 s, SHA-1, as all apps have it). Secrets are base32 text. */
export function createTotp(key: string) {
  const seal = createSeal(key)
  const totp = (secret: string, label: string) =>
    new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secret) })

  return {
    newSecret: (): string => new Secret({ size: SECRET_BYTES }).base32,

    /** The same for the same token: nothing has to be kept until an invitation is accepted. */
    secretOf(token: string): string {
      const bytes = createHmac('sha256', key).update(`totp\n${token}`).digest().subarray(0, SECRET_BYTES)
      return new Secret({ buffer: Uint8Array.from(bytes).buffer }).base32
    },

    uri: (secret: string, label: string): string => totp(secret, label).toString(),

    /** The time step the code is of, where it is right and later than the last one used; else null. */
    stepOf(secret: string, code: string, now: number, lastStep: number | null): number | null {
      const delta = totp(secret, '').validate({ token: code, window: 1, timestamp: now })
      if (delta === null) return null
      const step = Math.floor(now / 30_000) + delta
      return lastStep !== null && step <= lastStep ? null : step
    },

    /** As it is stored: a copy of the database alone opens no account. */
    seal: seal.close,
    /** Throws where it was sealed with another secret. */
    unseal(sealed: string): string {
      const secret = seal.open(sealed)
      if (secret === null) throw new Error('an authenticator was sealed with another YOSEGAKI_SECRET')
      return secret
    },
  }
}
export type Totp = ReturnType<typeof createTotp>
