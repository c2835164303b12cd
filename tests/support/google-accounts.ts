import { createHash, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * Google's side of OAuth 2.0 for web servers, as developers.google.com/identity/protocols/oauth2/web-server and RFC 6749, 7009
 * and 7636 describe it: the page that asks (it agrees at once), `token` and `revoke`. It shares no code with the adapter.
 */
export type GoogleAccounts = {
  readonly clientId: string
  readonly clientSecret: string
  /** Everything that is a secret: none of it may turn up anywhere. */
  readonly secrets: readonly string[]
  /** The scopes of a request's bearer token; null where it is good no more, undefined where there is none. */
  scopesOf(request: IncomingMessage): readonly string[] | null | undefined
  /** True where the request was for it, and is answered. */
  answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean>
  /** The person answers the next questions so: agrees to these scopes only, or to none. */
  agreeTo(scopes: readonly string[] | 'nothing' | 'all'): void
  /** The person takes the permission back on their account's page. */
  takeBack(): void
  /** Access tokens end now, before their time. */
  endAccess(): void
  /** The next `times` answers of `token` are this. */
  fail(how: TokenAnswer, times?: number): void
  /** `refresh`, `code`, `revoke` and `consent`, as they came. */
  readonly asked: string[]
  /** Refresh tokens that are good now. */
  standing(): number
}

export type TokenAnswer = 'invalid_grant' | 'invalid_client' | 'server-error' | 'html' | 'drop'

type Grant = { scopes: readonly string[]; challenge: string; redirectUri: string }
type Options = { clientId?: string; clientSecret?: string; expiresIn?: number; now?: () => number }

const fresh = (prefix: string): string => `${prefix}${randomBytes(24).toString('base64url')}`

const bodyOf = async (request: IncomingMessage): Promise<URLSearchParams> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return new URLSearchParams(Buffer.concat(chunks).toString())
}

const send = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(body))
}

export const createGoogleAccounts = ({
  clientId = '1234-abc.apps.googleusercontent.com',
  clientSecret = 'GOCSPX-client-secret-of-the-house',
  expiresIn = 3_599,
  now = Date.now,
}: Options = {}): GoogleAccounts => {
  const codes = new Map<string, Grant>()
  const refreshTokens = new Map<string, readonly string[]>()
  const accessTokens = new Map<string, { scopes: readonly string[]; refresh: string; endsAt: number }>()
  const planned: TokenAnswer[] = []
  const asked: string[] = []
  const secrets: string[] = [clientSecret]
  let agreed: readonly string[] | 'nothing' | 'all' = 'all'

  const secret = (prefix: string): string => {
    const made = fresh(prefix)
    secrets.push(made)
    return made
  }

  const consent = (query: URLSearchParams, response: ServerResponse) => {
    asked.push('consent')
    const get = (name: string) => query.get(name) ?? ''
    const right =
      get('client_id') === clientId &&
      get('response_type') === 'code' &&
      get('access_type') === 'offline' &&
      get('code_challenge_method') === 'S256' &&
      get('code_challenge').length === 43 &&
      get('state').length >= 32
    if (!right) return send(response, 400, { error: 'invalid_request', error_description: 'not as asked' })
    const back = new URL(get('redirect_uri'))
    back.searchParams.set('state', get('state'))
    if (agreed === 'nothing') back.searchParams.set('error', 'access_denied')
    else {
      const scopes = agreed === 'all' ? get('scope').split(' ') : agreed
      const code = secret('4/0A')
      codes.set(code, { scopes, challenge: get('code_challenge'), redirectUri: get('redirect_uri') })
      back.searchParams.set('code', code)
      back.searchParams.set('scope', scopes.join(' '))
    }
    response.writeHead(302, { location: back.href })
    response.end()
  }

  const give = (scopes: readonly string[], refresh: string) => {
    const token = secret('ya29.')
    accessTokens.set(token, { scopes, refresh, endsAt: now() + expiresIn * 1_000 })
    return { access_token: token, expires_in: expiresIn, scope: scopes.join(' '), token_type: 'Bearer' }
  }

  const refuse = (response: ServerResponse, error: string, error_description: string) =>
    send(response, error === 'invalid_client' ? 401 : 400, { error, error_description })

  const token = (body: URLSearchParams, response: ServerResponse) => {
    const plan = planned.shift()
    asked.push(body.get('grant_type') === 'refresh_token' ? 'refresh' : 'code')
    if (plan === 'drop') return response.socket?.destroy()
    if (plan === 'html' || plan === 'server-error') {
      response.writeHead(plan === 'html' ? 200 : 503, { 'content-type': 'text/html' })
      return response.end('<!doctype html><title>Sorry</title>')
    }
    if (
      plan === 'invalid_client' ||
      body.get('client_id') !== clientId ||
      body.get('client_secret') !== clientSecret
    )
      return refuse(response, 'invalid_client', 'Unauthorized')
    if (plan === 'invalid_grant') return refuse(response, plan, 'Token has been expired or revoked.')
    if (body.get('grant_type') === 'refresh_token') {
      const refresh = body.get('refresh_token') ?? ''
      const scopes = refreshTokens.get(refresh)
      if (scopes === undefined) return refuse(response, 'invalid_grant', 'Token has been expired or revoked.')
      return send(response, 200, give(scopes, refresh))
    }
    const code = body.get('code') ?? ''
    const grant = codes.get(code)
    codes.delete(code)
    if (grant === undefined) return refuse(response, 'invalid_grant', 'Malformed auth code.')
    if (grant.redirectUri !== body.get('redirect_uri'))
      return refuse(response, 'redirect_uri_mismatch', 'Bad Request')
    const proof = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url')
    if (proof !== grant.challenge) return refuse(response, 'invalid_grant', 'Invalid code verifier.')
    const refresh = secret('1//0g')
    refreshTokens.set(refresh, grant.scopes)
    return send(response, 200, { ...give(grant.scopes, refresh), refresh_token: refresh })
  }

  const takeBack = (refresh: string): boolean => {
    for (const [access, { refresh: of }] of accessTokens) if (of === refresh) accessTokens.delete(access)
    return refreshTokens.delete(refresh)
  }

  const revoke = (query: URLSearchParams, body: URLSearchParams, response: ServerResponse) => {
    asked.push('revoke')
    if (planned.shift() === 'drop') return response.socket?.destroy()
    const given = query.get('token') ?? body.get('token') ?? ''
    const refresh = accessTokens.get(given)?.refresh ?? given
    return takeBack(refresh)
      ? send(response, 200, {})
      : refuse(response, 'invalid_token', 'Token expired or revoked')
  }

  return {
    clientId,
    clientSecret,
    secrets,
    asked,
    scopesOf({ headers: { authorization } }) {
      if (authorization === undefined) return undefined
      const found = accessTokens.get(authorization.replace(/^Bearer /, ''))
      return found !== undefined && now() < found.endsAt ? found.scopes : null
    },
    async answer(request, response, url) {
      if (url.pathname === '/o/oauth2/v2/auth') consent(url.searchParams, response)
      else if (request.method === 'POST' && url.pathname === '/token') token(await bodyOf(request), response)
      else if (request.method === 'POST' && url.pathname === '/revoke')
        revoke(url.searchParams, await bodyOf(request), response)
      else return false
      return true
    },
    agreeTo(scopes) {
      agreed = scopes
    },
    takeBack() {
      for (const refresh of [...refreshTokens.keys()]) takeBack(refresh)
    },
    endAccess: () => accessTokens.clear(),
    fail: (how, times = 1) => void planned.push(...Array<TokenAnswer>(times).fill(how)),
    standing: () => refreshTokens.size,
  }
}
