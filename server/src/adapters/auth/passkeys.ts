import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { PasskeyAnswer } from '@yosegaki/contract'
import type { Clock } from '../../ports.ts'
import type { Database } from '../store/database.ts'
import { no, type Outcome } from './outcome.ts'

/** Where a passkey is asked for: the site it belongs to. */
export type Site = { id: string; origin: string }
/** A passkey that was checked and is not stored yet. */
export type NewPasskey = {
  id: string
  publicKey: Uint8Array<ArrayBuffer>
  counter: bigint
  transports: string[]
}

/**
 * The site a page's passkeys belong to, or null where browsers give none: they want https, or this very machine by its name.
 * `host`: what was asked; a made-up one leads to passkeys that exist nowhere.
 */
export function siteOf(publicUrl: string | null, host: string | undefined): Site | null {
  const address = publicUrl ?? `http://${host ?? ''}`
  if (!URL.canParse(address)) return null
  const { hostname, origin, protocol } = new URL(address)
  const named = hostname === 'localhost' || (protocol === 'https:' && !/^[\d.]+$|^\[/.test(hostname))
  return named ? { id: hostname, origin } : null
}

/** EdDSA, ES256, RS256: what authenticators have. Asking this Node for post-quantum ones prints a warning. */
const ALGORITHMS = [-8, -7, -257]

/** Passkeys (WebAuthn): found by the browser itself, so that nobody has to type who they are. */
export function createPasskeys({ database: { prisma }, clock }: { database: Database; clock: Clock }) {
  return {
    /** What to ask a browser so that it makes one. `handle`: the account's id; `challenge`: left out, a random one. */
    async questionForNew(site: Site, account: { handle: string; name: string }, challenge?: string) {
      const known = await prisma.passkey.findMany({ where: { accountId: account.handle } })
      return generateRegistrationOptions({
        rpName: '寄せ描き Yosegaki',
        rpID: site.id,
        userID: new TextEncoder().encode(account.handle),
        userName: account.name,
        userDisplayName: account.name,
        ...(challenge === undefined
          ? {}
          : { challenge: Uint8Array.from(Buffer.from(challenge, 'base64url')) }),
        supportedAlgorithmIDs: ALGORITHMS,
        excludeCredentials: known.map(({ id }) => ({ id })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      })
    },

    /** Checks what the browser made of it. */
    async check(
      site: Site,
      challenge: string,
      answer: PasskeyAnswer,
    ): Promise<Outcome<{ passkey: NewPasskey }>> {
      const checked = await verifyRegistrationResponse({
        response: answer as unknown as RegistrationResponseJSON,
        expectedChallenge: challenge,
        expectedOrigin: site.origin,
        expectedRPID: site.id,
        supportedAlgorithmIDs: ALGORITHMS,
      }).catch(() => null)
      if (!checked?.verified) return no('passkey-refused')
      const { id, publicKey, counter, transports = [] } = checked.registrationInfo.credential
      return { ok: true, passkey: { id, publicKey, counter: BigInt(counter), transports } }
    },

    questionForSignIn: (site: Site) =>
      generateAuthenticationOptions({ rpID: site.id, userVerification: 'required' }),

    /** Whose passkey answered. A copied passkey is noticed by its counter, where it has one. */
    async whose(site: Site, challenge: string, answer: PasskeyAnswer): Promise<Outcome<{ account: string }>> {
      const known = await prisma.passkey.findUnique({ where: { id: answer.id } })
      if (known === null) return no('passkey-unknown')
      const checked = await verifyAuthenticationResponse({
        response: answer as unknown as AuthenticationResponseJSON,
        expectedChallenge: challenge,
        expectedOrigin: site.origin,
        expectedRPID: site.id,
        credential: {
          id: known.id,
          publicKey: known.publicKey,
          counter: Number(known.counter),
          transports: known.transports as AuthenticatorTransport[],
        },
      }).catch(() => null)
      if (!checked?.verified) return no('passkey-refused')
      // Of a passkey and its copy that come at once with the same count, one moves it on.
      const moved = await prisma.passkey.updateMany({
        where: { id: known.id, counter: known.counter },
        data: { counter: BigInt(checked.authenticationInfo.newCounter), usedAt: BigInt(clock.now()) },
      })
      return moved.count === 0 ? no('passkey-refused') : { ok: true, account: known.accountId }
    },
  }
}
export type Passkeys = ReturnType<typeof createPasskeys>
