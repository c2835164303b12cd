import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { IncomingHttpHeaders, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import {
  AudienceSettings,
  type Health,
  mayOpen,
  type OverlayLinkMade,
  type PlanView,
  PROTOCOL_VERSION,
} from '@yosegaki/contract'
import type { Express, RequestHandler } from 'express'
import packageJson from '../package.json' with { type: 'json' }
import { openAuth } from './adapters/auth/open-auth.ts'
import { loadAnalyser } from './adapters/chat/analyser.ts'
import { createChatDoor } from './adapters/chat/chat-door.ts'
import { openYoutube } from './adapters/chat/open-youtube.ts'
import { createApi } from './adapters/http/api.ts'
import { cameFromHere } from './adapters/http/from-here.ts'
import { createHouseServer } from './adapters/http/house-server.ts'
import { createHttpApp } from './adapters/http/http-app.ts'
import { metricsDoor } from './adapters/http/metrics-door.ts'
import { loadOverlayPages } from './adapters/http/overlay-pages.ts'
import { createOverlayLinks } from './adapters/links/overlay-links.ts'
import { createMetrics } from './adapters/metrics/metrics.ts'
import { createObsDoor } from './adapters/obs/obs-door.ts'
import { createFrameStore, picturePaths } from './adapters/pictures/frame-store.ts'
import { createSignedPictures } from './adapters/pictures/signed-pictures.ts'
import { loadPlans } from './adapters/plans/load-plans.ts'
import { replayFileOf } from './adapters/replay/replay-file.ts'
import { createLiveSockets } from './adapters/socket/live-sockets.ts'
import { createArtworkStore } from './adapters/store/artwork-store.ts'
import { createAudienceStore } from './adapters/store/audience-store.ts'
import { createAuditLog } from './adapters/store/audit-log.ts'
import { openDatabase } from './adapters/store/open-database.ts'
import { createOverlayLinkStore } from './adapters/store/overlay-link-store.ts'
import { createPlaceStore } from './adapters/store/place-store.ts'
import { createSettings } from './adapters/store/settings.ts'
import { createStreamStore } from './adapters/store/stream-store.ts'
import { createWorkStore } from './adapters/store/work-store.ts'
import { systemClock } from './adapters/system/clock.ts'
import { createLogger } from './adapters/system/logger.ts'
import { systemRandom } from './adapters/system/random.ts'
import { createSeal } from './adapters/system/seal.ts'
import { derive, loadSecret } from './adapters/system/secret.ts'
import { composeModels } from './compose-models.ts'
import { composePublishing } from './compose-publishing.ts'
import type { Config } from './config.ts'
import { type Plan, plannedSeconds, totalSteps } from './domain/artwork/plan.ts'
import { remember } from './domain/chat/remember.ts'
import { openHouseRules } from './flow/house-rules.ts'
import { openHouse } from './flow/open-house.ts'
import { openOverlayDesk } from './flow/overlay-desk.ts'
import { rememberSettings } from './flow/remember-settings.ts'
import { openShowPlans } from './flow/show-plans.ts'
import { createStudio } from './flow/studio.ts'
import { tellStory } from './flow/tell-story.ts'

export type House = {
  /** `http://host:port` it answers at. */
  readonly url: string
  /** Where the first owner is made; null once there is one. */
  readonly setupUrl: string | null
  /** Lets the first owner back in, where that was asked for. */
  readonly ownerUrl: string | null
  readonly links: readonly OverlayLinkMade[]
  /** Resolves once the painter is in (or could not come) and what was under way goes on. */
  readonly opened: Promise<void>
  close(): Promise<void>
}

/** The one place where ports meet adapters: build the house, listen, and bring the painter in. */
export async function compose(config: Config): Promise<House> {
  const clock = systemClock
  const random = systemRandom
  const logger = createLogger(config.log)
  const presets = await loadPlans(config.plansFile)
  const secret = await loadSecret(config.secret, config.dataDir)
  const assembled = Promise.withResolvers<Express>()
  // Links hold the port, so the server listens before all is put together; who comes early waits instead of being lost.
  const http = createHouseServer(
    logger,
    (request, response) => void assembled.promise.then((app) => app(request, response)),
  )
  const url = (): string => config.publicUrl ?? localUrl(http, config.host)

  const database = await openDatabase({ databaseUrl: config.databaseUrl, dataDir: config.dataDir })
  const artworks = createArtworkStore(database)
  const works = createWorkStore(database)
  const frames = createFrameStore(config.dataDir)
  const streams = createStreamStore(database)
  const links = createOverlayLinks({
    store: createOverlayLinkStore(database),
    clock,
    random,
    secret: derive(secret, 'overlay-link'),
    publicUrl: url,
  })
  await listen(http, config).catch(async (error: unknown) => {
    await database.close()
    throw error
  })

  const auth = openAuth({
    database,
    clock,
    logger,
    secret: derive(secret, 'accounts'),
    url,
    secure: url().startsWith('https:'),
    clients: config.signIn,
  })
  const behindProxy = config.publicUrl !== null
  const reachable = behindProxy || !isLoopback(config.host)
  const audit = createAuditLog(database, clock, logger)
  const settings = createSettings(database)

  const metrics = createMetrics()
  const isProducer = async (headers: IncomingHttpHeaders) => {
    const member = await auth.sessions.read(headers)
    return member !== null && mayOpen(member.role, 'GET /metrics')
  }
  const pages = await loadOverlayPages(join(config.root, 'overlay/dist'))
  const overlays = await openOverlayDesk(settings, clock, pages.version)
  const open = Promise.withResolvers<void>()
  const closing = new AbortController()
  const places = createPlaceStore(database, clock)
  const lettingGo = places.letGo(closing.signal).catch((error: unknown) => {
    logger.error('places:not-let-go', { fault: String(error) })
  })
  const callback = (): string => `${url()}/api/youtube/callback`
  const youtube = await openYoutube({
    youtube: config.youtube,
    store: settings,
    clock,
    logger,
    sealKey: derive(secret, 'youtube-token'),
    redirectUri: callback,
    changed: () => studio.changed(),
  })
  const { account, quota } = youtube
  const chat = createChatDoor({
    ...config,
    clock,
    logger,
    youtube,
    youtubeKey: config.youtube.key !== null,
    places,
  })
  const sockets = createLiveSockets(http, {
    clock,
    logger,
    opened: open.promise,
    verifyLink: links.verify,
    session: auth.sessions.read,
    publicUrl: url,
    say: chat.say,
  })
  const models = composeModels(config, logger, () => studio.changed())
  const { painters } = models
  const plans = await openShowPlans(settings, presets, models.folders.list)
  const rules = await openHouseRules(settings, clock)
  const signed = createSignedPictures(config.dataDir)
  const publishing = composePublishing(config, {
    database,
    works,
    clock,
    random,
    logger,
    async pictureOf(work) {
      const file = await signed.fileOf(work)
      return file === null ? null : new Uint8Array(await readFile(file))
    },
  })
  await publishing.announce.recover()
  const viewerSecret = derive(secret, 'viewer')
  const viewerKey = remember(
    (viewer) => createHmac('sha256', viewerSecret).update(viewer).digest('base64url').slice(0, 22),
    VIEWERS_REMEMBERED,
  )
  const studio = createStudio({
    painters,
    artworks,
    works,
    streams,
    audience: createAudienceStore(database),
    frames,
    drafts: publishing.drafts,
    broadcast: sockets.broadcast,
    clock,
    random,
    logger,
    meter: metrics.meter,
    plans: plans.all,
    overlays: overlays.view,
    analyser: await loadAnalyser(),
    viewerKey: ({ source, viewer }) => viewerKey(`${source}\n${viewer.id}`),
    openSources: chat.open,
    mirrors: settings,
    youtube: account.view,
    ownWords: rules.ownWords,
    fanWorks: rules.fanWorks,
  })

  metrics.read({
    sources: () => studio.view().sources,
    quota: () => quota?.plan() ?? null,
    queues: studio.queues,
  })

  const api = createApi({
    show: sockets.showNow,
    control: studio.view,
    works,
    links,
    plans: () => plans.all().map(planView),
    ownPlans: plans,
    story: ({ id }) => tellStory({ artworks, frames }, id),
    async replay(work) {
      const log = await artworks.log(work.id)
      return log.length === 0 ? null : replayFileOf(work, log)
    },
    picturePaths,
    ...auth,
    publicUrl: config.publicUrl,
    ownUrl: url,
    isFar: (request) => reachable || !cameFromHere(request),
    session: auth.sessions.read,
    audit,
    dropLink: sockets.drop,
    dropSessions: sockets.dropSessions,
    dropAccount: sockets.dropAccount,
    ...rememberSettings(settings, studio.startStream),
    startArtwork: studio.startArtwork,
    touchUp: studio.touchUp,
    command: studio.command,
    moderate: studio.moderate,
    curate: studio.curate,
    judgeBrigade: studio.judgeBrigade,
    publishing: {
      ...publishing,
      modelNow: () => studio.view().model,
      shelf: models.shelf,
    },
    rules,
    changed: studio.changed,
    overlays,
    obs: createObsDoor({
      store: settings,
      seal: createSeal(derive(secret, 'obs')),
      createLink: (label, widgets) => links.create({ label, kind: 'overlay', widgets: [...widgets] }),
      async revokeLink(id) {
        if (await links.revoke(id)) sockets.drop(id)
      },
    }),
    youtube: { ...account, callback },
  })
  const health = async (): Promise<Health> => {
    const { stream, artwork, model, notice } = studio.view()
    const up = await database.ping()
    return {
      ok: up,
      version: packageJson.version,
      protocol: PROTOCOL_VERSION,
      uptimeSeconds: Math.round(process.uptime()),
      database: up ? 'up' : 'down',
      painter: painters.slot().status,
      model: model?.id ?? null,
      stream: stream === null ? 'none' : 'live',
      artwork: artwork?.phase ?? null,
      problems: notice === null ? [] : [notice],
    }
  }
  const app = createHttpApp({
    api,
    session: auth.sessions.read,
    dashboard: await loadDashboard(config),
    health,
    metrics: metricsDoor({
      ...metrics,
      token: config.metricsToken,
      isFar: (request) => behindProxy || !cameFromHere(request),
      isProducer,
    }),
    overlays: pages,
    signedPicture: async (id) => {
      const work = await works.find(id)
      return work && signed.fileOf(work)
    },
    publicUrl: url,
    behindProxy,
    dataDir: config.dataDir,
    logger,
  })
  assembled.resolve(app)

  const opened = openHouse({
    studio,
    works,
    logger,
    painters,
    firstRehearsal: config.firstRehearsal ? FIRST_REHEARSAL(presets) : null,
  })
  open.resolve(opened)

  return {
    url: url(),
    setupUrl: await auth.invitations.forFirstOwner(),
    ownerUrl: config.ownerLink ? await auth.invitations.forLostOwner() : null,
    links: await links.standing(),
    opened,
    async close() {
      closing.abort()
      await Promise.all([studio.close(), lettingGo])
      await sockets.close()
      await audit.written()
      http.closeAllConnections()
      await painters.close()
      await database.close()
    },
  }
}

/** Keys of the viewers who talk just now; others are made anew. */
const VIEWERS_REMEMBERED = 10_000

const FIRST_REHEARSAL = (plans: readonly Plan[]) => ({
  title: 'はじめてのリハーサル / First rehearsal',
  planId: (plans.find(({ id }) => id === 'short') ?? plans[0])?.id ?? 'short',
  continuous: true,
  audience: AudienceSettings.parse({}),
  mirrorPolls: false,
  endsAfter: 1,
  sources: [{ kind: 'replay' as const, speed: 4 }, { kind: 'rehearsal' as const }],
})

const planView = (plan: Plan): PlanView => ({
  id: plan.id,
  title: plan.title,
  summary: plan.summary,
  rounds: plan.rounds.map(({ id, ask }) => ({ id, ask })),
  steps: totalSteps(plan),
  seconds: plannedSeconds(plan),
})

function listen(http: Server, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, host, () => {
      http.off('error', reject)
      resolve()
    })
  })
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host)

/** By its name where it is this machine: passkeys belong to names, never to numbers. */
function localUrl(http: Server, host: string): string {
  const { port } = http.address() as AddressInfo
  const named = isLoopback(host) || host === '0.0.0.0' || host === '::'
  const name = named ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}

/**
 * The dashboard's build, as SvelteKit's Node adapter writes it. It takes every request for https unless a header says
 * otherwise; Express knows better, a proxy it trusts included.
 */
async function loadDashboard({ root, publicUrl }: Config): Promise<RequestHandler> {
  process.env.PROTOCOL_HEADER = 'x-forwarded-proto'
  // Feeds and links for search engines name the public address, however a request came in.
  if (publicUrl !== null) process.env.ORIGIN = new URL(publicUrl).origin
  const built: { handler: RequestHandler } = await import(join(root, 'dashboard/build/handler.js'))
  return (request, response, next) => {
    request.headers['x-forwarded-proto'] = request.protocol
    return built.handler(request, response, next)
  }
}
