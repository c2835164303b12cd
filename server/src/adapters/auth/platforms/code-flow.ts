import * as oauth from 'oauth4webapi'
import { z } from 'zod'
import { boundedFetch } from './bounded-fetch.ts'
import type { Person, PlatformClient, PlatformPages } from './platform.ts'

/** What is kept of a question until its answer comes. */
export type Question = { state: string; verifier: string; nonce: string; redirectUri: string }

/**
 * Why nobody was proven. `denied`: the person said no. `not-proven`: the answer, or what came of it, is not to be trusted.
 * `client-refused`: the platform does not accept this house's client. `unreachable`: no answer that could be read.
 */
export type FlowFault = 'denied' | 'not-proven' | 'client-refused' | 'unreachable'
type Proven = { ok: true; person: Person } | { ok: false; why: FlowFault; detail: string }

export type CodeFlow = ReturnType<typeof createCodeFlow>

/** OpenID Connect Core: a subject is at most 255 ASCII characters. */
const IdToken = z.object({
  sub: z.string().regex(/^[\x21-\x7e]{1,255}$/),
  name: z.string().max(200).optional(),
})

/**
 * Asking a platform who somebody is: authorization code, PKCE, state, and a signed token with a nonce where there is one
 * (RFC 6749, 7636, 9207; OpenID Connect Core). The access token is used once, to ask who it is of, and kept nowhere.
 */
export function createCodeFlow(
  { server, tellsIssuer, scope, auth, who }: PlatformPages,
  { id, root }: PlatformClient,
  answerMs?: number,
) {
  const client: oauth.Client = { client_id: id }
  const options = {
    [oauth.customFetch]: boundedFetch(answerMs),
    // Only a stand-in on this very machine speaks http (config.ts).
    [oauth.allowInsecureRequests]: root?.startsWith('http:') ?? false,
  }

  const prove = async (answer: URLSearchParams, question: Question): Promise<Person> => {
    const looked = new URLSearchParams(answer)
    if (!tellsIssuer) looked.delete('iss')
    const params = oauth.validateAuthResponse(server, client, looked, question.state)
    const { redirectUri, verifier, nonce } = question
    const reply = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      auth,
      params,
      redirectUri,
      verifier,
      options,
    )
    const expected = who === 'id-token' ? { expectedNonce: nonce, requireIdToken: true } : {}
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, reply, expected)
    if (who === 'id-token') {
      await oauth.validateApplicationLevelSignature(server, reply, options)
      const { sub, name } = IdToken.parse(oauth.getValidatedIdTokenClaims(tokens))
      // Google has no handles.
      return { subject: sub, handle: name ?? '', name: name ?? '' }
    }
    const url = new URL(who.url)
    const told = await oauth.protectedResourceRequest(
      tokens.access_token,
      'GET',
      url,
      undefined,
      undefined,
      options,
    )
    if (!told.ok) throw new NotTold(told.status)
    return who.read(await told.json())
  }

  return {
    /** The platform's page for a browser, and what to keep for when it comes back. */
    async ask(redirectUri: string): Promise<{ url: string; question: Question }> {
      const question = {
        state: oauth.generateRandomState(),
        verifier: oauth.generateRandomCodeVerifier(),
        nonce: oauth.generateRandomNonce(),
        redirectUri,
      }
      const url = new URL(server.authorization_endpoint ?? '')
      url.search = new URLSearchParams({
        response_type: 'code',
        client_id: id,
        redirect_uri: redirectUri,
        scope,
        state: question.state,
        code_challenge: await oauth.calculatePKCECodeChallenge(question.verifier),
        code_challenge_method: 'S256',
        ...(who === 'id-token' ? { nonce: question.nonce } : {}),
      }).toString()
      return { url: url.href, question }
    },

    /** Who answered. `answer`: the query the browser brought back. */
    async whose(answer: URLSearchParams, question: Question): Promise<Proven> {
      try {
        return { ok: true, person: await prove(answer, question) }
      } catch (error) {
        return { ok: false, ...faultOf(error) }
      }
    },
  }
}

/** The platform gave a token, and then did not say whose it is. */
class NotTold extends Error {
  override readonly name = 'NotTold'
  readonly status: number
  constructor(status: number) {
    super(`status ${status}`)
    this.status = status
  }
}

/** The house may not ask: refused, or not paid for (X charges for each look-up). */
const NOT_PAID: readonly number[] = [401, 402, 403]
/** Of the token endpoint: the code is good no more. X says `invalid_request` for it. */
const CODE_FAULTS: readonly string[] = ['invalid_grant', 'invalid_request']
/** Something was read that is not what was asked for; all else about an answer is that it could not be read. */
const UNTRUSTED: readonly (string | undefined)[] = [
  oauth.INVALID_RESPONSE,
  oauth.JWT_CLAIM_COMPARISON,
  oauth.JWT_TIMESTAMP_CHECK,
  oauth.KEY_SELECTION,
  oauth.UNSUPPORTED_OPERATION,
]

/** `detail` is for the log: a code of the protocol, never words that could hold what was sent. */
function faultOf(error: unknown): { why: FlowFault; detail: string } {
  if (error instanceof oauth.AuthorizationResponseError) {
    return error.error === 'access_denied'
      ? { why: 'denied', detail: 'access_denied' }
      : { why: 'client-refused', detail: wordOf(error.error) }
  }
  if (error instanceof oauth.ResponseBodyError) {
    const why = CODE_FAULTS.includes(error.error) ? 'not-proven' : 'client-refused'
    return { why, detail: wordOf(error.error) }
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError)
    return { why: 'client-refused', detail: 'challenge' }
  if (error instanceof oauth.OperationProcessingError || error instanceof oauth.UnsupportedOperationError) {
    return { why: UNTRUSTED.includes(error.code) ? 'not-proven' : 'unreachable', detail: error.code ?? '' }
  }
  if (error instanceof NotTold) {
    return { why: NOT_PAID.includes(error.status) ? 'client-refused' : 'unreachable', detail: error.message }
  }
  return { why: 'unreachable', detail: error instanceof Error ? error.name : 'unknown' }
}

const wordOf = (code: string): string => (/^[\w-]{1,60}$/.test(code) ? code : 'odd')
