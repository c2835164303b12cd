import { webcrypto } from 'node:crypto'
import { createServer as createHttp, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import {
  cryptoProvider,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'

/** How a platform behaves towards the next post. silent: takes it and never answers; hang-up: takes it and breaks off. */
export type Mood = 'kind' | 'refusing' | 'busy' | 'broken' | 'silent' | 'hang-up'

/** A post that stands on the platform, whatever its sender was told. */
export type Post = { text: string; pictures: number; alt: string | null }

export type Platform = {
  readonly url: string
  /** Certificate to trust, PEM; empty for plain http. */
  readonly certificate: string
  /** Posts that stand there, in order. */
  readonly posts: Post[]
  /** Every request that asked for a post, refused ones too. */
  tries: number
  mood: Mood
  close(): Promise<void>
}

type Answer = { status: number; body: unknown; headers?: Record<string, string> }

/** What became of a request for a post in each mood. `post`: it stands there now. */
const REPLIES: Record<
  Mood,
  { stands: boolean; answer: 'ok' | 'refuse' | 'limit' | 'fault' | 'none' | 'cut' }
> = {
  kind: { stands: true, answer: 'ok' },
  refusing: { stands: false, answer: 'refuse' },
  busy: { stands: false, answer: 'limit' },
  broken: { stands: false, answer: 'fault' },
  silent: { stands: true, answer: 'none' },
  'hang-up': { stands: true, answer: 'cut' },
}

type Words = {
  ok(post: Post, number: number): Answer
  refuse: Answer
  limit: Answer
}

/** Answers in the platform's own words, as its mood is. */
function reply(platform: Platform, response: ServerResponse, post: Post, words: Words): void {
  platform.tries += 1
  const { stands, answer } = REPLIES[platform.mood]
  if (stands) platform.posts.push(post)
  if (answer === 'none') return
  if (answer === 'cut') return void response.destroy()
  const {
    status,
    body,
    headers = {},
  } = answer === 'ok'
    ? words.ok(post, platform.posts.length)
    : answer === 'refuse'
      ? words.refuse
      : answer === 'limit'
        ? words.limit
        : { status: 503, body: { title: 'Service Unavailable' } }
  send(response, { status, body, headers })
}

const send = (response: ServerResponse, { status, body, headers = {} }: Answer): void => {
  response
    .writeHead(status, { 'content-type': 'application/json', connection: 'close', ...headers })
    .end(JSON.stringify(body))
}

/**
 * Discord's webhooks, as discord.com/developers/docs/resources/webhook#execute-webhook and /reference#uploading-files say:
 * JSON, or multipart with the JSON in `payload_json`; `?wait=true` answers the message.
 */
export async function openDiscord(): Promise<Platform & { readonly webhook: string }> {
  const path = '/api/v10/webhooks/1122334455667788990/tok-en_123'
  const server = createHttp((request, response) => void handle(request, response))
  const platform = await listen(server, '', 'http')

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://discord')
    const { json, files } = read(await buffer(request), request.headers['content-type'] ?? '')
    if (request.method !== 'POST' || pathname !== path)
      return send(response, { status: 404, body: { message: 'Unknown Webhook', code: 10015 } })
    const {
      content,
      allowed_mentions: mentions,
      attachments,
    } = json as {
      content?: string
      allowed_mentions?: { parse?: string[] }
      attachments?: { description?: string }[]
    }
    const wrong = !content || content.length > 2000 || mentions?.parse?.length !== 0
    if (wrong || searchParams.get('wait') !== 'true')
      return send(response, { status: 400, body: { message: 'Invalid Form Body', code: 50035 } })
    const post = { text: content, pictures: files, alt: attachments?.[0]?.description ?? null }
    reply(platform, response, post, {
      ok: (_post, number) => ({
        status: 200,
        body: { id: `90000000000000000${number}`, channel_id: '700000000000000001' },
      }),
      refuse: { status: 401, body: { message: 'Invalid Webhook Token', code: 50027 } },
      limit: {
        status: 429,
        body: { message: 'You are being rate limited.', retry_after: 2.5, global: false },
        headers: { 'retry-after': '3' },
      },
    })
  }
  return Object.assign(platform, { webhook: `${platform.url}/api/webhooks/1122334455667788990/tok-en_123` })
}

/**
 * X's own calls, as docs.x.com says: media upload in initialize, append, finalize, its alternative text, and POST
 * /2/tweets, signed with OAuth 1.0a. https only.
 */
export async function openX(): Promise<Platform & { readonly keys: Record<string, string> }> {
  const { key, certificate } = await aCertificate()
  const server = createHttps(
    { key, cert: certificate },
    (request, response) => void handle(request, response),
  )
  const platform = await listen(server, certificate, 'https')
  const media = new Map<string, { bytes: number; finished: boolean; alt: string | null }>()

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://x')
    const body = await buffer(request)
    const { authorization = '' } = request.headers
    const signed = ['oauth_consumer_key="app-key"', 'oauth_token="access-token"', 'oauth_signature="'].every(
      (part) => authorization.includes(part),
    )
    if (!signed)
      return send(response, {
        status: 401,
        body: { title: 'Unauthorized', detail: 'Unauthorized', status: 401, type: 'about:blank' },
      })
    const { json } = read(body, request.headers['content-type'] ?? '')
    const [, id = '', act] = /^\/2\/media\/upload\/([^/]+)\/(append|finalize)$/.exec(pathname) ?? []
    const known = media.get(id)
    if (pathname === '/2/media/upload/initialize') {
      const fresh = `13${media.size}`
      media.set(fresh, { bytes: 0, finished: false, alt: null })
      return send(response, {
        status: 200,
        body: { data: { id: fresh, media_key: `3_${fresh}`, expires_after_secs: 86_400 } },
      })
    }
    if (known && act === 'append') {
      known.bytes += body.length
      return send(response, { status: 200, body: { data: { expires_at: 1 } } })
    }
    if (known && act === 'finalize') {
      known.finished = true
      return send(response, { status: 200, body: { data: { id, media_key: `3_${id}`, size: known.bytes } } })
    }
    if (pathname === '/2/media/metadata') {
      const of = media.get(String(json.id))
      if (of) of.alt = (json.metadata as { alt_text: { text: string } }).alt_text.text
      return send(response, { status: 200, body: { data: {} } })
    }
    if (pathname !== '/2/tweets' || request.method !== 'POST')
      return send(response, { status: 404, body: { title: 'Not Found' } })
    return tweet(response, json as { text: string; media?: { media_ids: string[] } })
  }

  function tweet(
    response: ServerResponse,
    { text, media: shown }: { text: string; media?: { media_ids: string[] } },
  ): void {
    const pictures = (shown?.media_ids ?? [])
      .flatMap((id) => media.get(id) ?? [])
      .filter(({ finished }) => finished)
    const post = { text, pictures: pictures.length, alt: pictures[0]?.alt ?? null }
    // What stands there already is refused.
    if (platform.posts.some((each) => each.text === text) && platform.mood === 'kind') {
      platform.tries += 1
      return void send(response, {
        status: 403,
        body: {
          title: 'Forbidden',
          status: 403,
          type: 'about:blank',
          detail: 'You are not allowed to create a Tweet with duplicate content.',
        },
      })
    }
    reply(platform, response, post, {
      ok: ({ text }, number) => ({ status: 201, body: { data: { id: `18000000000000000${number}`, text } } }),
      refuse: {
        status: 403,
        body: { title: 'Forbidden', status: 403, type: 'about:blank', detail: 'Not permitted.' },
      },
      limit: {
        status: 429,
        body: { title: 'Too Many Requests', status: 429, type: 'about:blank', detail: 'Too Many Requests' },
        headers: {
          'x-rate-limit-limit': '17',
          'x-rate-limit-remaining': '0',
          'x-rate-limit-reset': String(Math.ceil(Date.now() / 1000) + 600),
        },
      },
    })
  }

  return Object.assign(platform, {
    keys: {
      X_API_KEY: 'app-key',
      X_API_SECRET: 'app-secret',
      X_ACCESS_TOKEN: 'access-token',
      X_ACCESS_SECRET: 'access-secret',
      X_API_ROOT: platform.url,
    },
  })
}

async function listen(server: Server, certificate: string, scheme: 'http' | 'https'): Promise<Platform> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return {
    url: `${scheme}://${scheme === 'https' ? 'localhost' : '127.0.0.1'}:${port}`,
    certificate,
    posts: [],
    tries: 0,
    mood: 'kind',
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections()
        server.close(() => closed())
      }),
  }
}

/** The JSON of a request, and how many files came with it. */
function read(body: Buffer, type: string): { json: Record<string, unknown>; files: number } {
  const boundary = /boundary="?([^";]+)/.exec(type)?.[1]
  if (boundary === undefined) return { json: parsed(body.toString()), files: 0 }
  const parts = body.toString('latin1').split(`--${boundary}`)
  const payload = parts.find((part) => part.includes('name="payload_json"'))?.split('\r\n\r\n')[1] ?? ''
  return {
    json: parsed(Buffer.from(payload.trim(), 'latin1').toString('utf8')),
    files: parts.filter((part) => /name="files?\[\d+\]"|filename=/.test(part)).length,
  }
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}

/** A certificate for localhost: X's library speaks https and nothing else. */
async function aCertificate(): Promise<{ key: string; certificate: string }> {
  cryptoProvider.set(webcrypto as Crypto)
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=localhost',
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 86_400_000),
    signingAlgorithm: algorithm,
    keys,
    extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }])],
  })
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)
  return { key: PemConverter.encode(pkcs8, 'PRIVATE KEY'), certificate: certificate.toString('pem') }
}
