import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Platform } from '@yosegaki/contract'

/**
 * X, Discord and Google as who signs in there meets them, after their own documents: the page that asks, the token endpoint,
 * and who it is. They share no code with the adapters.
 *  - X: docs.x.com, "OAuth 2.0 Authorization Code Flow with PKCE" (confidential client) and "Get my User"
 *  - Discord: discord.com/developers/docs/topics/oauth2, /.well-known/oauth-authorization-server, "Get Current User"
 *  - Google: developers.google.com/identity/openid-connect/openid-connect
 */
export type PlatformServer = {
  readonly root: string
  readonly clientId: string
  readonly clientSecret: string
  /** Who is signed in there. */
  person: { subject: string; handle: string; name: string | null }
  /** Secrets, codes, tokens and verifiers that were used: none of them may turn up anywhere. */
  readonly secrets: string[]
  /** `asks`, `token`, `me` and `keys`, as they came. */
  readonly asked: string[]
  /** The next `times` questions of its kind are answered so. */
  fail(how: PlatformFault, times?: number): void
  close(): Promise<void>
}

/** What can go wrong: on the way back from the page, at the token endpoint, about who it is, and in Google's signed token. */
export type PlatformFault =
  | 'other-state'
  | 'other-issuer-told'
  | 'invalid_scope'
  | `token-${Break}`
  | 'token-code-expired'
  | 'token-client-unknown'
  | `me-${Break}`
  | 'me-forbidden'
  | 'me-unlike'
  | `id-${IdTokenFault}`
type Break = 'slow' | 'drop' | 'malformed' | 'oversized' | 'html' | 'error-500' | 'redirect'
type IdTokenFault =
  | 'issuer'
  | 'audience'
  | 'nonce'
  | 'no-nonce'
  | 'expired'
  | 'unsigned'
  | 'other-key'
  | 'hmac'
  | 'missing'

type Grant = { challenge: string; redirectUri: string; nonce: string; scope: string }
type Words = {
  authorize: string
  token: string
  me: string | null
  scopes: readonly string[]
  /** How it is told who the house is: by a header, or in the body. */
  basic: boolean
  /** Its own words for a code that is good no more, and for an unknown client. */
  badCode: object
  badClient: object
  who(person: PlatformServer['person']): object
  unlike: object
}

const WORDS: Record<Platform, Words> = {
  x: {
    authorize: '/i/oauth2/authorize',
    token: '/2/oauth2/token',
    me: '/2/users/me',
    scopes: ['users.read', 'tweet.read'],
    basic: true,
    badCode: {
      error: 'invalid_request',
      error_description: 'Value passed for the authorization code was invalid.',
    },
    badClient: { error: 'unauthorized_client', error_description: 'Missing valid authorization header' },
    who: ({ subject, handle, name }) => ({ data: { id: subject, name, username: handle } }),
    unlike: { errors: [{ title: 'Not Found Error' }] },
  },
  discord: {
    authorize: '/oauth2/authorize',
    token: '/api/oauth2/token',
    me: '/api/v10/users/@me',
    scopes: ['identify'],
    basic: false,
    badCode: { error: 'invalid_grant', error_description: 'Invalid "code" in request.' },
    badClient: { error: 'invalid_client' },
    who: ({ subject, handle, name }) => ({
      id: subject,
      username: handle,
      discriminator: '0',
      global_name: name,
      avatar: null,
    }),
    unlike: { id: 80351110224678912, username: null },
  },
  google: {
    authorize: '/o/oauth2/v2/auth',
    token: '/token',
    me: null,
    scopes: ['openid', 'profile'],
    basic: false,
    badCode: { error: 'invalid_grant', error_description: 'Malformed auth code.' },
    badClient: { error: 'invalid_client', error_description: 'The OAuth client was not found.' },
    who: () => ({}),
    unlike: {},
  },
}

const PEOPLE: Record<Platform, PlatformServer['person']> = {
  x: { subject: '2244994945', handle: 'neko_paints', name: 'ねこ <b>' },
  discord: { subject: '80351110224678912', handle: 'neko', name: null },
  google: { subject: '110169484474386276334', handle: '', name: '猫山 ねこ' },
}

const fresh = (): string => randomBytes(24).toString('base64url')
const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

export async function openPlatformServer(platform: Platform): Promise<PlatformServer> {
  const words = WORDS[platform]
  const clientId = `${platform}-client.1`
  // As X's are: signs that some libraries would escape.
  const clientSecret = `-s_${fresh()}`
  const codes = new Map<string, Grant>()
  const tokens = new Set<string>()
  const planned: PlatformFault[] = []
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const otherKeys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const secrets = [clientSecret]

  const secret = (): string => {
    const made = fresh()
    secrets.push(made)
    return made
  }
  /** The fault that is planned next, where it is one of these. */
  const fault = (kind: 'back' | 'token' | 'me' | 'id'): string | null => {
    const [next] = planned
    if (next === undefined) return null
    const of = /^(token|me|id)-/.exec(next)?.[1] ?? 'back'
    return of === kind ? (planned.shift()?.replace(/^(token|me|id)-/, '') ?? null) : null
  }

  const asks = (query: URLSearchParams, response: ServerResponse) => {
    server.asked.push('asks')
    const get = (name: string) => query.get(name) ?? ''
    const right =
      get('client_id') === clientId &&
      get('response_type') === 'code' &&
      get('scope').split(' ').sort().join() === [...words.scopes].sort().join() &&
      get('code_challenge_method') === 'S256' &&
      /^[\w-]{43}$/.test(get('code_challenge')) &&
      get('state').length >= 32 &&
      (platform !== 'google' || get('nonce').length >= 32)
    if (!right) return send(response, 400, { error: 'invalid_request' })
    const how = fault('back')
    const back = (params: Record<string, string>): string => {
      const url = new URL(get('redirect_uri'))
      url.searchParams.set('state', how === 'other-state' ? fresh() : get('state'))
      if (platform !== 'x')
        url.searchParams.set('iss', how === 'other-issuer-told' ? 'https://evil.example' : server.root)
      for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value)
      return url.href.replaceAll('&', '&amp;')
    }
    const code = secret()
    codes.set(code, {
      challenge: get('code_challenge'),
      redirectUri: get('redirect_uri'),
      nonce: get('nonce'),
      scope: get('scope'),
    })
    const allow = back(how === 'invalid_scope' ? { error: how } : { code })
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(
      `<!doctype html><html lang="en"><title>${platform}</title><main><h1>Let the house see who you are?</h1><a id="allow" href="${allow}">Allow</a> <a id="deny" href="${back({ error: 'access_denied' })}">Deny</a></main>`,
    )
  }

  const idToken = ({ nonce }: Grant, how: string | null): string => {
    const now = Math.floor(Date.now() / 1000)
    const { subject, name } = server.person
    const claims = {
      iss: how === 'issuer' ? 'https://evil.example' : server.root,
      aud: how === 'audience' ? 'another-client' : clientId,
      azp: clientId,
      sub: subject,
      ...(how === 'no-nonce' ? {} : { nonce: how === 'nonce' ? 'another-nonce' : nonce }),
      iat: now - (how === 'expired' ? 7_200 : 0),
      exp: now + (how === 'expired' ? -3_600 : 3_600),
      ...(name === null ? {} : { name }),
    }
    const alg = how === 'unsigned' ? 'none' : how === 'hmac' ? 'HS256' : 'RS256'
    const body = `${base64({ alg, kid: 'k1', typ: 'JWT' })}.${base64(claims)}`
    return how === 'unsigned'
      ? `${body}.`
      : `${body}.${signed(body, how === 'other-key' ? otherKeys.privateKey : keys.privateKey)}`
  }

  const token = async (request: IncomingMessage, response: ServerResponse) => {
    server.asked.push('token')
    const body = new URLSearchParams(await text(request))
    const how = fault('token')
    if (how !== null && broken(how, response)) return
    const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`
    const isClient = words.basic
      ? request.headers.authorization === basic
      : body.get('client_id') === clientId && body.get('client_secret') === clientSecret
    if (!isClient || how === 'client-unknown') return send(response, 401, words.badClient)
    const code = body.get('code') ?? ''
    const verifier = body.get('code_verifier') ?? ''
    secrets.push(verifier)
    const grant = codes.get(code)
    codes.delete(code)
    const right =
      grant !== undefined &&
      how !== 'code-expired' &&
      body.get('grant_type') === 'authorization_code' &&
      grant.redirectUri === body.get('redirect_uri') &&
      createHash('sha256').update(verifier).digest('base64url') === grant.challenge
    if (!right) return send(response, 400, words.badCode)
    const access = secret()
    tokens.add(access)
    const idHow = fault('id')
    send(response, 200, {
      token_type: platform === 'x' ? 'bearer' : 'Bearer',
      expires_in: 3_599,
      access_token: access,
      scope: grant.scope,
      // Discord gives one unasked.
      ...(platform === 'discord' ? { refresh_token: secret() } : {}),
      ...(platform === 'google' && idHow !== 'missing' ? { id_token: idToken(grant, idHow) } : {}),
    })
  }

  const me = ({ headers }: IncomingMessage, response: ServerResponse) => {
    server.asked.push('me')
    const how = fault('me')
    if (how !== null && broken(how, response)) return
    if (how === 'forbidden') return send(response, 403, { title: 'Forbidden' })
    if (how === 'unlike') return send(response, 200, words.unlike)
    if (!tokens.has(headers.authorization?.replace(/^Bearer /, '') ?? ''))
      return send(response, 401, { title: 'Unauthorized' })
    send(response, 200, words.who(server.person))
  }

  const certs = (response: ServerResponse) => {
    server.asked.push('keys')
    const jwk = keys.publicKey.export({ format: 'jwk' })
    send(response, 200, { keys: [{ ...jwk, kid: 'k1', use: 'sig', alg: 'RS256' }] })
  }

  const http = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://platform')
    const { method } = request
    if (method === 'GET' && url.pathname === words.authorize) return asks(url.searchParams, response)
    if (method === 'POST' && url.pathname === words.token) return void token(request, response)
    if (method === 'GET' && url.pathname === words.me) return me(request, response)
    if (method === 'GET' && platform === 'google' && url.pathname === '/oauth2/v3/certs')
      return certs(response)
    send(response, 404, { error: 'not_found' })
  })
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done))
  const server: PlatformServer = {
    root: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    clientId,
    clientSecret,
    person: { ...PEOPLE[platform] },
    secrets,
    asked: [],
    fail: (how, times = 1) => void planned.push(...Array<PlatformFault>(times).fill(how)),
    async close() {
      http.closeAllConnections()
      await new Promise((done) => http.close(done))
    },
  }
  return server
}

const signed = (body: string, key: KeyObject): string =>
  createSign('RSA-SHA256').update(body).sign(key).toString('base64url')

const send = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
}

/** Answers as a server does that is not well; false where it is none of these. */
function broken(how: string, response: ServerResponse): boolean {
  const json = { 'content-type': 'application/json' }
  if (how === 'slow') return true
  if (how === 'drop') response.socket?.destroy()
  else if (how === 'malformed') response.writeHead(200, json).end('{"access_token": "abc", "tok')
  else if (how === 'oversized')
    response
      .writeHead(200, json)
      .end(JSON.stringify({ access_token: 'x'.repeat(1_000_000), token_type: 'bearer' }))
  else if (how === 'html')
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Sorry</title>')
  else if (how === 'error-500') response.writeHead(500, { 'content-type': 'text/html' }).end('oops')
  else if (how === 'redirect') response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()
  else return false
  return true
}

/** What a person's browser does on the platform's page; where it is led back to. */
export async function answerOn(url: string, choice: 'allow' | 'deny' = 'allow'): Promise<URL> {
  const page = await (await fetch(url)).text()
  const href = new RegExp(`id="${choice}" href="([^"]+)"`).exec(page)?.[1]
  if (href === undefined) throw new Error(`the platform did not ask: ${page}`)
  return new URL(href.replaceAll('&amp;', '&'))
}

/** Settings of a house whose platform is this one. */
export const platformEnv = (
  platform: Platform,
  { root, clientId, clientSecret }: PlatformServer,
): Record<string, string> => ({
  [`${platform.toUpperCase()}_CLIENT_ID`]: clientId,
  [`${platform.toUpperCase()}_CLIENT_SECRET`]: clientSecret,
  [`${platform.toUpperCase()}_SIGN_IN_ROOT`]: root,
})
