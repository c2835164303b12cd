import { resolve } from 'node:path'
import { z } from 'zod'

const ROOT = resolve(import.meta.dirname, '../..')
const path = (fallback: string) =>
  z
    .string()
    .min(1)
    .default(fallback)
    .transform((value) => resolve(ROOT, value))
const flag = z.enum(['on', 'off'])
/** Another address than a platform's own, for tests: secrets travel there, so over https or within this machine. */
const standIn = z
  .string()
  .regex(
    /^(https:\/\/[^/?#]+|http:\/\/(localhost|127\.0\.0\.1)(:\d+)?)$/,
    'an address such as https://x.example, without a path',
  )

/** Every setting the program knows, by its environment name. All have a default that needs nothing else installed. */
const Env = z.object({
  /** Loopback unless told otherwise: nothing is on the network by accident. */
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int('a whole number').min(0).max(65_535).default(4870),
  /** What links are made of, where a proxy stands in front. */
  PUBLIC_URL: z.url('an address such as https://show.example').optional(),
  /** A Postgres to use instead of the embedded one. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'an address such as postgresql://user:password@host:5432/name')
    .optional(),
  YOUTUBE_API_ROOT: z.url('an address such as https://youtube.googleapis.com/').optional(),
  YOUTUBE_API_KEY: z.string().min(1).optional(),
  /** An OAuth client of the kind "web application": with it a producer can connect their channel. */
  YOUTUBE_CLIENT_ID: z.string().min(1).optional(),
  YOUTUBE_CLIENT_SECRET: z.string().min(1).optional(),
  /** Google's page that asks the producer, and where its tokens come from. */
  YOUTUBE_CONSENT_URL: z
    .url('an address such as https://accounts.google.com/o/oauth2/v2/auth')
    .default('https://accounts.google.com/o/oauth2/v2/auth'),
  YOUTUBE_TOKEN_ROOT: z
    .url('an address such as https://oauth2.googleapis.com/')
    .default('https://oauth2.googleapis.com/'),
  /** Where Twitch's chat is read, anonymously. */
  TWITCH_IRC_URL: z
    .url({ protocol: /^wss?$/, error: 'an address such as wss://irc-ws.chat.twitch.tv' })
    .default('wss://irc-ws.chat.twitch.tv:443'),
  /** The key's quota units a day, as Google Cloud shows them. */
  YOUTUBE_DAILY_UNITS: z.coerce.number().int('a whole number').min(1).max(1_000_000_000).default(10_000),
  /** Keys of the account that announces on X; all four, or none. */
  X_API_KEY: z.string().min(1).optional(),
  X_API_SECRET: z.string().min(1).optional(),
  X_ACCESS_TOKEN: z.string().min(1).optional(),
  X_ACCESS_SECRET: z.string().min(1).optional(),
  X_API_ROOT: z.url({ protocol: /^https$/, error: 'an address such as https://api.x.com' }).optional(),
  /** OAuth clients: with one, contributors can sign in with their account there. */
  X_CLIENT_ID: z.string().min(1).optional(),
  X_CLIENT_SECRET: z.string().min(1).optional(),
  X_SIGN_IN_ROOT: standIn.optional(),
  DISCORD_CLIENT_ID: z.string().min(1).optional(),
  DISCORD_CLIENT_SECRET: z.string().min(1).optional(),
  DISCORD_SIGN_IN_ROOT: standIn.optional(),
  GOOGLE_CLIENT_ID: z.string().min(1).optional(),
  GOOGLE_CLIENT_SECRET: z.string().min(1).optional(),
  GOOGLE_SIGN_IN_ROOT: standIn.optional(),
  /** The channel that announcements go to on Discord. */
  DISCORD_WEBHOOK_URL: z
    .string()
    .regex(
      /^https?:\/\/[^/]+\/api\/webhooks\/\d+\/[\w-]+$/,
      'an address such as https://discord.com/api/webhooks/<number>/<token>',
    )
    .optional(),
  /** Database, frames, pictures and secret live here. */
  YOSEGAKI_DATA: path('data'),
  /** A diffusers-layout ONNX folder. */
  YOSEGAKI_MODEL: path('pipeline/models/starter'),
  /** A folder of more model folders, which show plans can name. */
  YOSEGAKI_MODELS: path('pipeline/models'),
  YOSEGAKI_PROVIDER: z.enum(['cpu', 'cuda']).default('cpu'),
  YOSEGAKI_THREADS: z.coerce.number().int().min(1).max(64).optional(),
  /** What a frame is made by: a matrix (nearly free), the model's own decoder (clearer), or whichever there is time for. */
  YOSEGAKI_PREVIEW: z.enum(['auto', 'matrix', 'decode']).default('auto'),
  /** A JSON file with show plans that replace the presets. */
  YOSEGAKI_PLANS: z
    .string()
    .min(1)
    .transform((value) => resolve(ROOT, value))
    .optional(),
  /** on: a house with an empty gallery paints its first picture from a recorded chat, by itself. */
  YOSEGAKI_FIRST_REHEARSAL: flag.default('on'),
  /** on: the terminal prints a one-time link that lets the first owner back in, who lost what they signed in with. */
  YOSEGAKI_OWNER_LINK: flag.default('off'),
  /** The recorded chat that a replay plays. */
  YOSEGAKI_REPLAY: path('server/rehearsal/evening.jsonl'),
  /** At least 32 characters; left out, one is made and kept in the data folder. */
  YOSEGAKI_SECRET: z.string().min(32, 'at least 32 characters').optional(),
  /** For a Prometheus elsewhere: it shows this as its bearer token to read `/metrics`. */
  YOSEGAKI_METRICS_TOKEN: z.string().min(32, 'at least 32 characters').optional(),
  YOSEGAKI_LOG: z.enum(['info', 'warn', 'error']).default('info'),
})

/** Settings that mean nothing without each other. */
const X_KEYS = ['X_API_KEY', 'X_API_SECRET', 'X_ACCESS_TOKEN', 'X_ACCESS_SECRET'] as const
const TOGETHER = [
  ['YOUTUBE_CLIENT_ID', 'YOUTUBE_CLIENT_SECRET'],
  ['X_CLIENT_ID', 'X_CLIENT_SECRET'],
  ['DISCORD_CLIENT_ID', 'DISCORD_CLIENT_SECRET'],
  ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  X_KEYS,
] as const

export type OauthClient = { id: string; secret: string; consentUrl: string; tokenRoot: string }
/** An OAuth client for signing in; `root`: another address than the platform's own. */
type SignInClient = { id: string; secret: string; root: string | null }
/** An account's own keys (OAuth 1.0a): they do not run out. */
type XKeys = { appKey: string; appSecret: string; accessToken: string; accessSecret: string }

export type Config = Readonly<{
  host: string
  port: number
  publicUrl: string | null
  databaseUrl: string | null
  youtube: {
    apiRoot: string | null
    key: string | null
    dailyUnits: number
    /** Null: no channel can be connected. */
    client: OauthClient | null
  }
  twitch: { url: string }
  x: { keys: XKeys | null; apiRoot: string | null }
  discordWebhook: string | null
  /** Null: nobody signs in with it. */
  signIn: Readonly<Record<'x' | 'discord' | 'google', SignInClient | null>>
  dataDir: string
  modelDir: string
  modelsDir: string
  provider: 'cpu' | 'cuda'
  threads: number | null
  preview: 'auto' | 'matrix' | 'decode'
  plansFile: string | null
  firstRehearsal: boolean
  ownerLink: boolean
  replayFile: string
  secret: string | null
  metricsToken: string | null
  log: 'info' | 'warn' | 'error'
  root: string
}>

/** Wrong settings, all of them at once, in words for the person who set them. Never shows a value: it may be a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** Read and check the environment. Throws `ConfigError` naming each wrong or unknown `YOSEGAKI_` setting. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const known = Object.keys(Env.shape)
  const unknown = Object.keys(given).filter((name) => name.startsWith('YOSEGAKI_') && !known.includes(name))
  const parsed = Env.safeParse(given)
  const problems = [
    ...(parsed.success
      ? []
      : parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`)),
    ...TOGETHER.filter((names) => new Set(names.map((name) => name in given)).size > 1).map(
      (names) => `${names.join(' and ')}: all of them are needed, or none`,
    ),
    ...unknown.map((name) => `${name}: there is no such setting. Known: ${known.join(', ')}`),
  ]
  if (problems.length > 0 || !parsed.success) {
    throw new ConfigError(
      `These settings cannot be used:\n${problems.map((each) => `  - ${each}`).join('\n')}`,
    )
  }
  const e = parsed.data
  return Object.freeze({
    host: e.HOST,
    port: e.PORT,
    publicUrl: e.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    databaseUrl: e.DATABASE_URL ?? null,
    youtube: {
      apiRoot: e.YOUTUBE_API_ROOT ?? null,
      key: e.YOUTUBE_API_KEY ?? null,
      dailyUnits: e.YOUTUBE_DAILY_UNITS,
      client: clientIn(e),
    },
    twitch: { url: e.TWITCH_IRC_URL },
    x: { keys: xKeysOf(e), apiRoot: e.X_API_ROOT ?? null },
    discordWebhook: e.DISCORD_WEBHOOK_URL ?? null,
    signIn: {
      x: signInClient(e.X_CLIENT_ID, e.X_CLIENT_SECRET, e.X_SIGN_IN_ROOT),
      discord: signInClient(e.DISCORD_CLIENT_ID, e.DISCORD_CLIENT_SECRET, e.DISCORD_SIGN_IN_ROOT),
      google: signInClient(e.GOOGLE_CLIENT_ID, e.GOOGLE_CLIENT_SECRET, e.GOOGLE_SIGN_IN_ROOT),
    },
    dataDir: e.YOSEGAKI_DATA,
    modelDir: e.YOSEGAKI_MODEL,
    modelsDir: e.YOSEGAKI_MODELS,
    provider: e.YOSEGAKI_PROVIDER,
    threads: e.YOSEGAKI_THREADS ?? null,
    preview: e.YOSEGAKI_PREVIEW,
    plansFile: e.YOSEGAKI_PLANS ?? null,
    firstRehearsal: e.YOSEGAKI_FIRST_REHEARSAL === 'on',
    ownerLink: e.YOSEGAKI_OWNER_LINK === 'on',
    replayFile: e.YOSEGAKI_REPLAY,
    secret: e.YOSEGAKI_SECRET ?? null,
    metricsToken: e.YOSEGAKI_METRICS_TOKEN ?? null,
    log: e.YOSEGAKI_LOG,
    root: ROOT,
  })
}

const clientIn = (e: z.infer<typeof Env>): OauthClient | null =>
  e.YOUTUBE_CLIENT_ID === undefined || e.YOUTUBE_CLIENT_SECRET === undefined
    ? null
    : {
        id: e.YOUTUBE_CLIENT_ID,
        secret: e.YOUTUBE_CLIENT_SECRET,
        consentUrl: e.YOUTUBE_CONSENT_URL,
        tokenRoot: e.YOUTUBE_TOKEN_ROOT,
      }

const signInClient = (
  id: string | undefined,
  secret: string | undefined,
  root: string | undefined,
): SignInClient | null =>
  id === undefined || secret === undefined ? null : { id, secret, root: root ?? null }

function xKeysOf(e: z.infer<typeof Env>): XKeys | null {
  const [appKey, appSecret, accessToken, accessSecret] = X_KEYS.map((name) => e[name])
  return appKey && appSecret && accessToken && accessSecret
    ? { appKey, appSecret, accessToken, accessSecret }
    : null
}
