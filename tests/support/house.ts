import { type ChildProcess, spawn } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { SHOW_NAMESPACE, type ShowView, type WorkView } from '@yosegaki/contract'
import { io } from 'socket.io-client'
import type { Plan } from '../../server/src/domain/artwork/plan.ts'
import { temporaryDataDir } from './data-dir.ts'
import { PATIENCE_MS } from './patience.ts'

export const ROOT = resolve(import.meta.dirname, '../..')
export const TINY_MODEL = join(ROOT, 'tests/models/tiny')

export const OWNER = { name: '持ち主', email: 'owner@example.org', password: 'correct horse battery' }

/** A running house: the real program in a process of its own. */
export type TestHouse = {
  readonly url: string
  readonly setupUrl: string | null
  readonly overlayUrl: string
  readonly rehearsalUrl: string
  readonly dataDir: string
  readonly pid: number
  output(): string
  /** SIGKILL by default: what a power cut is to it. Resolves when it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>
  get<Body>(path: string): Promise<Body>
}

/** A data folder with a database in it that is migrated and empty. */
export const aFolder = async (): Promise<string> => (await temporaryDataDir()).path
export const drop = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 5 })

/** A plan of seconds instead of minutes, with presets' rounds: for tests that wait for a real clock. */
export const quickPlan = (changes: Partial<Plan> = {}): Plan => ({
  id: 'quick',
  title: { ja: '試験', en: 'Test' },
  summary: { ja: '試験', en: 'Test' },
  callSeconds: 0.3,
  ballotSeconds: 0.4,
  roundSeconds: 0.8,
  rounds: [
    {
      id: 'theme',
      ask: { ja: '何を描く?', en: 'What shall we paint?' },
      suggestions: [
        { ja: 'ねこ', en: 'cat' },
        { ja: 'りんご', en: 'apple' },
        { ja: '花', en: 'flower' },
      ],
      steps: 3,
    },
    {
      id: 'colour',
      ask: { ja: '色は?', en: 'Which colour?' },
      suggestions: [
        { ja: '赤い', en: 'red' },
        { ja: '青い', en: 'blue' },
      ],
      steps: 3,
    },
  ],
  sentence: { ja: ['{colour}', '{theme}'], en: ['{colour} ', '{theme}'] },
  touchUp: { strength: 0.4, steps: 2, seconds: 0.3 },
  guidance: 3,
  decisiveness: 2,
  optionCount: 3,
  ...changes,
})

type Options = { dataDir: string; plan?: Plan; env?: Record<string, string> }

/** Environment of a house that disturbs nobody: free port, tiny model, own data, no first rehearsal. */
export async function houseEnv({
  dataDir,
  plan = quickPlan(),
  env = {},
}: Options): Promise<Record<string, string>> {
  const plansFile = join(dataDir, 'plans.json')
  await writeFile(plansFile, JSON.stringify([plan]))
  return {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    PORT: '0',
    YOSEGAKI_DATA: dataDir,
    YOSEGAKI_MODEL: TINY_MODEL,
    YOSEGAKI_PLANS: plansFile,
    YOSEGAKI_FIRST_REHEARSAL: 'off',
    ...env,
  }
}

export function spawnHouse(env: Record<string, string>): {
  child: ChildProcess
  output: () => string
  gone: Promise<number>
} {
  const child = spawn(process.execPath, ['server/src/main.ts'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const hear = (chunk: Buffer): void => {
    said += chunk.toString()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  // Not at its `exit`: what it said last may still be on its way then.
  const gone = new Promise<number>((done) => child.once('close', (code) => done(code ?? -1)))
  return { child, output: () => said, gone }
}

/** Start the program and wait until it has greeted and the house is open. */
export async function startHouse(options: Options): Promise<TestHouse> {
  const { child, output, gone } = spawnHouse(await houseEnv(options))
  const ended = gone.then((code) => {
    throw new Error(`the house ended with ${code}:\n${output()}`)
  })
  ended.catch(() => undefined)
  const address = (pattern: RegExp): string => pattern.exec(output())?.[1] ?? ''
  await Promise.race([
    waitFor(() => /\/overlay\/rehearsal\?token=\S+\s/.test(output()), 'the greeting'),
    ended,
  ])
  const url = address(/gallery\n\s+(\S+)/)
  const house: TestHouse = {
    url,
    setupUrl: address(/(\S+\/setup\?token=\S+)/) || null,
    overlayUrl: address(/(\S+\/overlay\/stage\?token=\S+)/),
    rehearsalUrl: address(/(\S+\/overlay\/rehearsal\?token=\S+)/),
    dataDir: options.dataDir,
    pid: child.pid ?? 0,
    output,
    async kill(signal = 'SIGKILL') {
      child.kill(signal)
      await gone
    },
    async get<Body>(path: string) {
      const response = await fetch(`${url}${path}`)
      return (await response.json()) as Body
    },
  }
  await viewersLetIn(house, ended)
  return house
}

/** Viewers wait at the door until the painter is in, or could not come, and what went on before a restart is there to be seen again. */
async function viewersLetIn({ overlayUrl }: TestHouse, ended: Promise<never>): Promise<void> {
  const { origin, searchParams } = new URL(overlayUrl)
  const viewer = io(`${origin}${SHOW_NAMESPACE}`, {
    auth: { token: searchParams.get('token') },
    transports: ['websocket'],
    forceNew: true,
    timeout: PATIENCE_MS,
  })
  try {
    await Promise.race([new Promise((done) => viewer.once('show:snapshot', done)), ended])
  } finally {
    viewer.disconnect()
  }
}

export type Producer = {
  command(name: string, body?: object): Promise<Response>
  cookie: string
}

/** Make the owner by the printed link (where there is none yet) and sign in. */
export async function signIn(house: TestHouse): Promise<Producer> {
  const post = (path: string, body: object, cookie = ''): Promise<Response> =>
    fetch(`${house.url}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        // A house that was killed and begun again has the same address, and knows nothing of a connection kept alive.
        connection: 'close',
        origin: house.url,
        ...(cookie === '' ? {} : { cookie }),
      },
      body: JSON.stringify(body),
    })
  const token = house.setupUrl === null ? null : new URL(house.setupUrl).searchParams.get('token')
  const { name, email, password } = OWNER
  const proof = { kind: 'password', password }
  const answer = await mustBeOk(
    token === null
      ? await post('/api/sign-in/password', { email, password })
      : await post('/api/invitations/accept', { token, name, email, proof }),
  )
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return { cookie, command: (name, body = {}) => post(`/api/commands/${name}`, body, cookie) }
}

export async function mustBeOk(response: Response): Promise<Response> {
  if (!response.ok) throw new Error(`${response.status} from ${response.url}: ${await response.text()}`)
  return response
}

export const worksOf = (house: TestHouse): Promise<WorkView[]> => house.get<WorkView[]>('/api/works')

/** Waits for the house's first picture, and for the end of its log: it is in the gallery a moment earlier. */
export const published = (house: TestHouse): Promise<void> =>
  waitFor(async () => {
    const { artwork } = await house.get<ShowView>('/api/show')
    const isOver = artwork === null || artwork.phase === 'published'
    return isOver && (await worksOf(house)).length === 1
  }, 'the finished picture')

/** Look every 50 ms until it holds; a fault while looking counts as not yet. */
export async function waitFor(
  holds: () => boolean | Promise<boolean>,
  what: string,
  millis = PATIENCE_MS,
): Promise<void> {
  const end = Date.now() + millis
  let fault: unknown = null
  while (Date.now() < end) {
    try {
      if (await holds()) return
      fault = null
    } catch (error) {
      fault = error
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`waited ${millis} ms for ${what}${fault === null ? '' : `: ${String(fault)}`}`)
}
