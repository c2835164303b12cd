import type { IncomingHttpHeaders } from 'node:http'
import {
  ArtworkStart,
  CandidateChange,
  Command,
  type FanWork,
  FanWorkStance,
  FanWorks,
  type HouseRules,
  Id,
  LinePlace,
  ModerationAct,
  OverlayLinkCreate,
  OwnerSetup,
  OwnWords,
  type PlanView,
  type SessionView,
  type ShowView,
  StreamStart,
  type Text,
  TouchUpAsk,
  type WorkStory,
  type WorkView,
} from '@yosegaki/contract'
import { json, type Request, type RequestHandler, Router } from 'express'
import { z } from 'zod'
import type { Work, WorkStore } from '../../ports.ts'
import type { SetupResult } from '../auth/setup-token.ts'
import type { OverlayLinks } from '../links/overlay-links.ts'
import { type ObsPorts, type OverlaysPorts, obsApi, overlaysApi } from './overlays-api.ts'
import { type PublishingPorts, publishingApi } from './publishing-api.ts'
import { parseBody, Refusal, refused, unknownApi } from './replies.ts'
import { type YoutubePorts, youtubeApi } from './youtube-api.ts'

type Result = { ok: true } | { ok: false; reason: Text }

export type ApiPorts = {
  /** What viewers see now. */
  show(): ShowView
  works: WorkStore
  links: OverlayLinks
  plans: readonly PlanView[]
  /** How a work came to be, and the file it can be painted again from; null where its log is gone. */
  story(work: Work): Promise<WorkStory | null>
  replay(work: Work): Promise<object | null>
  picturePaths(id: string): { png: string; webp: string; signed: string }
  session(headers: IncomingHttpHeaders): Promise<SessionView['user']>
  setupNeeded(): Promise<boolean>
  /** Uses the one-time token up and makes the owner. */
  setUpOwner(setup: OwnerSetup): Promise<SetupResult>
  /** `Set-Cookie` values of a fresh session. */
  signIn(account: { email: string; password: string }): Promise<string[]>
  dropLink(id: string): void
  startStream(settings: StreamStart): Promise<Result>
  /** Of the stream a producer started last; null before the first. */
  lastSettings(): Promise<StreamStart | null>
  startArtwork(settings: ArtworkStart): Promise<Result>
  touchUp(ask: TouchUpAsk): Promise<Result>
  command(name: Exclude<Command, 'stream:start' | 'artwork:start' | 'artwork:touch-up'>): Promise<Result>
  moderate(act: ModerationAct, place: LinePlace): Promise<Result>
  curate(change: CandidateChange): Promise<Result>
  rules: {
    view(): HouseRules
    saveOwnWords(words: readonly string[]): Promise<Result>
    saveFanWorks(works: readonly FanWork[]): Promise<Result>
    decide(id: string, stance: FanWork['stance']): Promise<Result>
  }
  publishing: Omit<PublishingPorts, 'works'>
  /** What the control room shows depends on them. */
  changed(): void
  overlays: OverlaysPorts
  obs: ObsPorts
  youtube: YoutubePorts
}

const Page = z.object({
  limit: z.coerce.number().int().min(1).max(60).default(24),
  before: z.coerce.number().int().min(1).optional(),
})

/** The JSON API below `/api` (contract: http-api.ts). Works are public; all else needs a producer's session (T4). */
export function createApi(ports: ApiPorts): Router {
  const api = Router()
  api.use(json({ limit: '64kb' }))
  api.use(sameOriginOnly)

  const producersOnly: RequestHandler = async (request, _response, next) => {
    next((await ports.session(request.headers)) === null ? refused.signIn() : undefined)
  }
  const workView = (work: Work): WorkView => ({ ...work, ...ports.picturePaths(work.id) })

  api.get('/session', async (request, response) => {
    const user = await ports.session(request.headers)
    response.json({ setupNeeded: user === null && (await ports.setupNeeded()), user } satisfies SessionView)
  })
  api.post('/setup', async (request, response) => {
    const setup = parseBody(OwnerSetup, request.body)
    const made = await ports.setUpOwner(setup)
    if (!made.ok) throw new Refusal(409, made.what, made.reason)
    response
      .status(201)
      .set('set-cookie', await ports.signIn(setup))
      .json({ ok: true })
  })
  api.get('/show', (_request, response) => void response.set('cache-control', 'no-store').json(ports.show()))
  api.get('/last-settings', producersOnly, async (_request, response) => {
    response.json((await ports.lastSettings()) satisfies StreamStart | null)
  })
  api.get('/plans', (_request, response) => void response.json(ports.plans))
  api.get('/works', async (request, response) => {
    const { limit, before } = parseBody(Page, request.query)
    response.json((await ports.works.list(limit, before)).map(workView))
  })
  const workOf = async (given: unknown): Promise<Work> => {
    const id = Id.safeParse(given)
    const work = id.success ? await ports.works.find(id.data) : null
    if (work === null) throw refused.notFound()
    return work
  }
  api.get('/works/:id', async (request, response) => {
    response.json(workView(await workOf(request.params.id)))
  })
  api.get('/works/:id/story', async (request, response) => {
    const story = await ports.story(await workOf(request.params.id))
    if (story === null) throw refused.notFound()
    response.json(story)
  })
  api.get('/works/:id/replay', async (request, response) => {
    const work = await workOf(request.params.id)
    const file = await ports.replay(work)
    if (file === null) throw refused.notFound()
    response.attachment(`yosegaki-${String(work.number).padStart(4, '0')}.replay.json`).json(file)
  })

  api.get(
    '/overlay-tokens',
    producersOnly,
    async (_request, response) => void response.json(await ports.links.list()),
  )
  api.post('/overlay-tokens', producersOnly, async (request, response) => {
    response.status(201).json(await ports.links.create(parseBody(OverlayLinkCreate, request.body)))
  })
  api.delete('/overlay-tokens/:id', producersOnly, async (request, response) => {
    const id = Id.safeParse(request.params.id)
    if (!id.success || !(await ports.links.revoke(id.data))) throw refused.notFound()
    ports.dropLink(id.data)
    response.json({ ok: true })
  })
  api.post('/commands/:command', producersOnly, async (request, response) => {
    const command = Command.safeParse(request.params.command)
    if (!command.success) throw refused.notFound()
    answer(await run(ports, command.data, request.body))
    response.json({ ok: true })
  })
  api.post('/candidates', producersOnly, async (request, response) => {
    answer(await ports.curate(parseBody(CandidateChange, request.body)))
    response.json({ ok: true })
  })
  api.use(moderationApi(ports, producersOnly))
  api.use('/overlays', overlaysApi(ports.overlays, producersOnly, ports.changed))
  api.use('/obs', obsApi(ports.obs, producersOnly))
  api.use('/youtube', youtubeApi(ports, producersOnly))
  api.use(publishingApi({ ...ports.publishing, works: ports.works }, producersOnly))
  api.use(unknownApi)
  return api
}

/** What producers decide about lines, words and works. */
function moderationApi({ moderate, rules, changed }: ApiPorts, producersOnly: RequestHandler): Router {
  const api = Router()
  api.post('/moderation/:act', producersOnly, async (request, response) => {
    const act = ModerationAct.safeParse(request.params.act)
    if (!act.success) throw refused.notFound()
    answer(await moderate(act.data, parseBody(LinePlace, request.body)))
    response.json({ ok: true })
  })
  api.get('/house-rules', producersOnly, (_request, response) => void response.json(rules.view()))
  const change = (path: string, save: (request: Request) => Promise<Result>): void => {
    api.post(path, producersOnly, async (request, response) => {
      answer(await save(request))
      changed()
      response.json({ ok: true })
    })
  }
  change('/house-rules/own-words', ({ body }) => rules.saveOwnWords(parseBody(OwnWords, body).words))
  change('/house-rules/fan-works', ({ body }) => rules.saveFanWorks(parseBody(FanWorks, body).works))
  change('/fan-works/:id/stance', ({ body, params }) =>
    rules.decide(String(params.id), parseBody(FanWorkStance, body).stance),
  )
  return api
}

function run(ports: ApiPorts, command: Command, body: unknown): Promise<Result> {
  if (command === 'stream:start') return ports.startStream(parseBody(StreamStart, body))
  if (command === 'artwork:start') return ports.startArtwork(parseBody(ArtworkStart, body))
  if (command === 'artwork:touch-up') return ports.touchUp(parseBody(TouchUpAsk, body))
  return ports.command(command)
}

function answer(result: Result): void {
  if (!result.ok) throw refused.notNow(result.reason)
}

/** A page of another origin must not act with a producer's cookie: what changes something comes from our own pages. */
const sameOriginOnly: RequestHandler = (request, _response, next) => {
  const { origin, host } = request.headers
  const reads = request.method === 'GET' || request.method === 'HEAD'
  const own = origin === undefined || (URL.canParse(origin) && new URL(origin).host === host)
  next(
    reads || own
      ? undefined
      : new Refusal(403, 'other-origin', { ja: '別のサイトからの操作です。', en: 'From another site.' }),
  )
}
