import {
  ArtworkStart,
  BrigadeDecision,
  brigadeStand,
  CandidateChange,
  Command,
  type ControlView,
  candidateStand,
  commandStand,
  type FanWork,
  FanWorkStance,
  FanWorks,
  type HouseRules,
  Id,
  LinePlace,
  ModerationAct,
  OverlayLinkCreate,
  type OwnPlan,
  type OwnPlanDesk,
  OwnPlans,
  OwnWords,
  type PlanView,
  type ShowView,
  StreamStart,
  TouchUpAsk,
  type WorkStory,
  type WorkView,
} from '@yosegaki/contract'
import { Router } from 'express'
import { z } from 'zod'
import type { Work, WorkStore } from '../../ports.ts'
import type { OverlayLinks } from '../links/overlay-links.ts'
import type { AuditLog } from '../store/audit-log.ts'
import { type AccountPorts, openAccount } from './account-api.ts'
import { createDoors, type OpenDoor, type ReadSession } from './doors.ts'
import { createTurn } from './in-turn.ts'
import { type ObsPorts, type OverlaysPorts, openBlanking, openObs, openOverlays } from './overlays-api.ts'
import { openPeople, type PeoplePorts } from './people-api.ts'
import { openPlatformSignIn, type PlatformPorts } from './platforms-api.ts'
import { openPublishing, type PublishingPorts } from './publishing-api.ts'
import { answer, parseBody, type Result, refused, unknownApi } from './replies.ts'
import { createListSaving, type SaveList } from './save-list.ts'
import { openSignIn, type SignInPorts } from './sign-in-api.ts'
import { openYoutube, type YoutubePorts } from './youtube-api.ts'

export type ApiPorts = SignInPorts &
  AccountPorts &
  PlatformPorts &
  PeoplePorts & {
    /** What viewers see now. */
    show(): ShowView
    /** What producers see now. */
    control(): ControlView
    works: WorkStore
    links: OverlayLinks
    plans(): readonly PlanView[]
    ownPlans: {
      own(): readonly OwnPlan[]
      desk(): Promise<OwnPlanDesk>
      save(plans: readonly OwnPlan[]): Promise<Result>
    }
    /** How a work came to be, and the file it can be painted again from; null where its log is gone. */
    story(work: Work): Promise<WorkStory | null>
    replay(work: Work): Promise<object | null>
    picturePaths(id: string): { png: string; webp: string; signed: string }
    session: ReadSession
    audit: AuditLog
    dropLink(id: string): void
    startStream(settings: StreamStart): Promise<Result>
    /** Of the stream a producer started last; null before the first. */
    lastSettings(): Promise<StreamStart | null>
    startArtwork(settings: ArtworkStart): Promise<Result>
    touchUp(ask: TouchUpAsk): Promise<Result>
    command(name: Exclude<Command, 'stream:start' | 'artwork:start' | 'artwork:touch-up'>): Promise<Result>
    moderate(act: ModerationAct, place: LinePlace): Promise<Result>
    curate(change: CandidateChange): Promise<Result>
    judgeBrigade(decision: BrigadeDecision): Promise<Result>
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

/** The JSON API below `/api` (contract: http-api.ts; who may use what: access.ts). */
export function createApi(ports: ApiPorts): Router {
  const api = Router()
  const door = createDoors(api, { session: ports.session, audit: ports.audit })
  const panic = createDoors(api, { session: ports.sessions.readOrRecall, audit: null })
  const inTurn = createTurn()
  openSignIn(door, ports)
  openAccount(door, ports)
  openPlatformSignIn(door, ports)
  openPeople(door, ports)
  const workView = (work: Work): WorkView => ({ ...work, ...ports.picturePaths(work.id) })

  door(
    'GET /api/show',
    (_request, response) => void response.set('cache-control', 'no-store').json(ports.show()),
  )
  door('GET /api/last-settings', async (_request, response) => {
    response.json((await ports.lastSettings()) satisfies StreamStart | null)
  })
  door('GET /api/plans', (_request, response) => void response.json(ports.plans()))
  door('GET /api/works', async (request, response) => {
    const { limit, before } = parseBody(Page, request.query)
    response.json((await ports.works.list(limit, before)).map(workView))
  })
  const workOf = async (given: unknown): Promise<Work> => {
    const id = Id.safeParse(given)
    const work = id.success ? await ports.works.find(id.data) : null
    if (work === null) throw refused.notFound()
    return work
  }
  door('GET /api/works/:id', async (request, response) => {
    response.json(workView(await workOf(request.params.id)))
  })
  door('GET /api/works/:id/story', async (request, response) => {
    const story = await ports.story(await workOf(request.params.id))
    if (story === null) throw refused.notFound()
    response.json(story)
  })
  door('GET /api/works/:id/replay', async (request, response) => {
    const work = await workOf(request.params.id)
    const file = await ports.replay(work)
    if (file === null) throw refused.notFound()
    response.attachment(`yosegaki-${String(work.number).padStart(4, '0')}.replay.json`).json(file)
  })

  door('GET /api/overlay-tokens', async (_request, response) => void response.json(await ports.links.list()))
  door('POST /api/overlay-tokens', async (request, response, { tell }) => {
    const asked = parseBody(OverlayLinkCreate, request.body)
    await tell({ label: asked.label, kind: asked.kind })
    const { url, ...link } = await ports.links.create(asked)
    response.status(201).json({ ...link, url })
    return { id: link.id, label: link.label, kind: link.kind }
  })
  door('DELETE /api/overlay-tokens/:id', async (request, response) => {
    const id = Id.safeParse(request.params.id)
    if (!id.success || !(await ports.links.revoke(id.data))) throw refused.notFound()
    ports.dropLink(id.data)
    response.json({ ok: true })
  })
  door('POST /api/commands/:command', async (request, response, { tell }) => {
    const command = Command.safeParse(request.params.command)
    if (!command.success) throw refused.notFound()
    await tell({ settings: request.body ?? {} })
    const stand = () => commandStand(command.data, ports.control())
    answer(await inTurn(request, { stand }, () => run(ports, command.data, request.body)))
    response.json({ ok: true })
  })
  door('POST /api/candidates', async (request, response, { tell }) => {
    const change = parseBody(CandidateChange, request.body)
    await tell(change)
    const stand = () => candidateStand(change, ports.control())
    answer(await inTurn(request, { stand }, () => ports.curate(change)))
    response.json({ ok: true })
  })
  door('POST /api/brigades', async (request, response, { tell }) => {
    const decision = parseBody(BrigadeDecision, request.body)
    await tell(decision)
    const stand = () => brigadeStand(decision, ports.control())
    answer(await inTurn(request, { stand }, () => ports.judgeBrigade(decision)))
    response.json({ ok: true })
  })
  const saveList = createListSaving(inTurn, ports.changed)
  openModeration(door, saveList, ports)
  openOverlays(door, saveList, ports)
  openBlanking(panic, ports)
  openObs(door, ports.obs)
  openYoutube(door, ports)
  openPublishing(door, inTurn, { ...ports.publishing, works: ports.works })
  api.use('/api', unknownApi)
  return api
}

/** What producers decide about lines, words and works. */
function openModeration(door: OpenDoor, saveList: SaveList, { moderate, ownPlans, rules }: ApiPorts) {
  door('POST /api/moderation/:act', async (request, response, { tell }) => {
    const act = ModerationAct.safeParse(request.params.act)
    if (!act.success) throw refused.notFound()
    const place = parseBody(LinePlace, request.body)
    // Which line it was, but not who said it: who is forgotten is forgotten here too.
    await tell(act.data === 'forget' ? { source: place.source } : place)
    answer(await moderate(act.data, place))
    response.json({ ok: true })
  })
  door('GET /api/house-rules', (_request, response) => void response.json(rules.view()))
  door('GET /api/own-plans', async (_request, response) => void response.json(await ownPlans.desk()))
  door('POST /api/own-plans', (request, response, { tell }) => {
    const { plans } = parseBody(OwnPlans, request.body)
    return saveList(request, response, {
      list: ownPlans.own,
      wanted: plans,
      save: () => ownPlans.save(plans),
      tell,
    })
  })
  door('POST /api/house-rules/own-words', (request, response, { tell }) => {
    const { words } = parseBody(OwnWords, request.body)
    return saveList(request, response, {
      list: () => rules.view().ownWords,
      wanted: words,
      save: () => rules.saveOwnWords(words),
      tell,
    })
  })
  door('POST /api/house-rules/fan-works', (request, response, { tell }) => {
    const { works } = parseBody(FanWorks, request.body)
    return saveList(request, response, {
      list: () => rules.view().fanWorks,
      wanted: works,
      save: () => rules.saveFanWorks(works),
      tell,
    })
  })
  door('POST /api/fan-works/:id/stance', (request, response, { tell }) => {
    const { stance } = parseBody(FanWorkStance, request.body)
    const id = String(request.params.id)
    return saveList(request, response, {
      list: () => rules.view().fanWorks,
      wanted: rules.view().fanWorks.map((work) => (work.id === id ? { ...work, stance } : work)),
      save: () => rules.decide(id, stance),
      tell,
    })
  })
}

function run(ports: ApiPorts, command: Command, body: unknown): Promise<Result> {
  if (command === 'stream:start') return ports.startStream(parseBody(StreamStart, body))
  if (command === 'artwork:start') return ports.startArtwork(parseBody(ArtworkStart, body))
  if (command === 'artwork:touch-up') return ports.touchUp(parseBody(TouchUpAsk, body))
  return ports.command(command)
}
