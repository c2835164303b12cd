// By its path: the index of googleapis loads every API there is (1 s, 110 MB).
import { auth } from 'googleapis/build/src/apis/youtube/index.js'
import { z } from 'zod'

/** Talking to Google about tokens, as developers.google.com/identity/protocols/oauth2/web-server says. It keeps nothing. */

export type OauthSettings = {
  id: string
  secret: string
  /** Google's page that asks the producer. */
  consentUrl: string
  /** Where `token` and `revoke` are, with or without its closing slash. */
  tokenRoot: string
}

export type AccessToken = { token: string; livesMs: number; scopes: readonly string[] }

/**
 * Why there is no token. `revoked`: the permission, or the code, is good no more. `client`: Google does not accept this
 * house's OAuth client. `away`: nobody answered, or with something else; it mends itself.
 */
export type TokenFault = 'revoked' | 'client' | 'away'
type Got<T> = ({ ok: true } & T) | { ok: false; why: TokenFault }

export type Oauth = ReturnType<typeof createOauth>

/** An answer is waited for so long, milliseconds. */
const ANSWER_MS = 15_000

/** Errors of the token endpoint that only another client id, secret or redirect address mends (RFC 6749, and Google's own). */
const CLIENT_FAULTS = new Set([
  'invalid_client',
  'unauthorized_client',
  'deleted_client',
  'disabled_client',
  'org_internal',
  'redirect_uri_mismatch',
  'invalid_request',
  'unsupported_grant_type',
])

const TokenError = z.object({ response: z.object({ data: z.object({ error: z.string() }) }) })

/** The error's words are never passed on: they can hold what was sent. */
const faultOf = (thrown: unknown): TokenFault => {
  const error = TokenError.safeParse(thrown).data?.response.data.error
  if (error === 'invalid_grant') return 'revoked'
  return error !== undefined && CLIENT_FAULTS.has(error) ? 'client' : 'away'
}

const Credentials = z.object({
  access_token: z.string().min(1),
  /** By this machine's clock, epoch ms; googleapis makes it of `expires_in`. */
  expiry_date: z.number().nullish(),
  scope: z.string().nullish(),
  refresh_token: z.string().nullish(),
})

/** Google says 3,600 s; where it does not say, less. */
const USUAL_LIFE_MS = 30 * 60_000

const accessIn = ({ access_token, expiry_date, scope }: z.infer<typeof Credentials>): AccessToken => ({
  token: access_token,
  livesMs: expiry_date == null ? USUAL_LIFE_MS : expiry_date - Date.now(),
  scopes: (scope ?? '').split(' ').filter((each) => each !== ''),
})

export const createOauth = ({ id, secret, consentUrl, tokenRoot }: OauthSettings) => {
  const root = tokenRoot.replace(/\/*$/, '/')
  const client = (redirectUri?: string) =>
    new auth.OAuth2({
      clientId: id,
      clientSecret: secret,
      ...(redirectUri === undefined ? {} : { redirectUri }),
      endpoints: {
        oauth2AuthBaseUrl: consentUrl,
        oauth2TokenUrl: `${root}token`,
        oauth2RevokeUrl: `${root}revoke`,
      },
      transporterOptions: { timeout: ANSWER_MS },
    })

  return {
    /** Google's page for the producer, and the verifier that proves later that it was us who asked (PKCE). */
    async ask(wanted: { redirectUri: string; state: string; scopes: readonly string[] }) {
      const asking = client(wanted.redirectUri)
      const { codeVerifier, codeChallenge } = await asking.generateCodeVerifierAsync()
      const url = new URL(
        asking.generateAuthUrl({
          access_type: 'offline',
          // Asked anew each time: without it Google gives a refresh token only once.
          prompt: 'consent',
          scope: [...wanted.scopes],
          state: wanted.state,
        }),
      )
      url.searchParams.set('code_challenge', codeChallenge ?? '')
      url.searchParams.set('code_challenge_method', 'S256')
      return { url: url.href, verifier: codeVerifier }
    },

    /** The tokens for a code; `refresh` is what the house keeps. */
    async exchange(
      code: string,
      { redirectUri, verifier }: { redirectUri: string; verifier: string },
    ): Promise<Got<{ access: AccessToken; refresh: string }>> {
      try {
        const { tokens } = await client(redirectUri).getToken({ code, codeVerifier: verifier })
        const read = Credentials.safeParse(tokens)
        if (!read.success || !read.data.refresh_token) return { ok: false, why: 'away' }
        return { ok: true, access: accessIn(read.data), refresh: read.data.refresh_token }
      } catch (thrown) {
        return { ok: false, why: faultOf(thrown) }
      }
    },

    async refresh(token: string): Promise<Got<{ access: AccessToken }>> {
      try {
        const refreshing = client()
        refreshing.setCredentials({ refresh_token: token })
        const { credentials } = await refreshing.refreshAccessToken()
        const read = Credentials.safeParse(credentials)
        return read.success ? { ok: true, access: accessIn(read.data) } : { ok: false, why: 'away' }
      } catch (thrown) {
        return { ok: false, why: faultOf(thrown) }
      }
    },

    /** True where Google took the permission back, or knew of none any more. */
    async revoke(token: string): Promise<boolean> {
      try {
        await client().revokeToken(token)
        return true
      } catch (thrown) {
        return TokenError.safeParse(thrown).data?.response.data.error === 'invalid_token'
      }
    },
  }
}
