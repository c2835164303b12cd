import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser'
import type { PasskeyAnswer } from '@yosegaki/contract'
import { m } from '#lib/paraglide/messages.js'

export type Asked = { ok: true; answer: PasskeyAnswer } | { ok: false; message: string }
type Question = Record<string, unknown>

/** Browsers give passkeys to names, over https or on this very machine; never to numbers. */
export const passkeysHere = (): boolean =>
  isSecureContext && !/^[\d.]+$|^\[/.test(location.hostname) && browserSupportsWebAuthn()

/** Ask this device for a passkey of ours. */
export const askForPasskey = (question: Question): Promise<Asked> =>
  outcome(startAuthentication({ optionsJSON: question as never }))

/** Let this device make one. `named`: under which it lists it. */
export function makePasskey(question: Question, named?: string): Promise<Asked> {
  const user = question.user as { name: string; displayName: string }
  const called = named ? { ...user, name: named, displayName: named } : user
  return outcome(startRegistration({ optionsJSON: { ...question, user: called } as never }))
}

async function outcome(asking: Promise<unknown>): Promise<Asked> {
  try {
    return { ok: true, answer: (await asking) as PasskeyAnswer }
  } catch (error) {
    const there = error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED'
    return {
      ok: false,
      message: there ? m.account_problem_passkey_there() : m.account_problem_passkey_stopped(),
    }
  }
}
