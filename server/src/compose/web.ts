import type { IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { type Health, mayOpen, type PlanView, PROTOCOL_VERSION } from '@yosegaki/contract'
import type { Express, RequestHandler } from 'express'
import packageJson from '../../package.json' with { type: 'json' }
import type { openAuth } from '../adapters/auth/open-auth.ts'
import { createApi } from '../adapters/http/api.ts'
import { cameFromHere } from '../adapters/http/from-here.ts'
import { createHttpApp } from '../adapters/http/http-app.ts'
import { metricsDoor } from '../adapters/http/metrics-door.ts'
import type { OverlayPages } from '../adapters/http/overlay-pages.ts'
import type { OverlayLinks } from '../adapters/links/overlay-links.ts'
import type { createMetrics } from '../adapters/metrics/metrics.ts'
import { createObsDoor } from '../adapters/obs/obs-door.ts'
import { picturePaths } from '../adapters/pictures/frame-store.ts'
import type { createSignedPictures } from '../adapters/pictures/signed-pictures.ts'
import { replayFileOf } from '../adapters/replay/replay-file.ts'
import { createSeal } from '../adapters/system/seal.ts'
import type { Config } from '../config.ts'
import { type Plan, plannedSeconds, totalSteps } from '../domain/artwork/plan.ts'
import { rememberSettings } from '../flow/remember-settings.ts'
import { tellStory } from '../flow/tell-story.ts'
import type { Ground } from './ground.ts'
import type { openPort } from './port.ts'
import type { composePublishing } from './publishing.ts'
import type { Show } from './show.ts'

type Rooms = {
  port: ReturnType<typeof openPort>
  auth: ReturnType<typeof openAuth>
  links: OverlayLinks
  show: Show
  publishing: ReturnType<typeof composePublishing>
  signed: ReturnType<typeof createSignedPictures>
  metrics: ReturnType<typeof createMetrics>
  pages: OverlayPages
}

/** The wiring of all that answers over HTTP: the API, pages, pictures, health and metrics. */
export async function composeWeb(config: Config, ground: Ground, rooms: Rooms): Promise<Express> {
  const { works, logger } = ground
  const { port, auth, signed, metrics } = rooms
  const { url, behindProxy } = port
  const isProducer = async (headers: IncomingHttpHeaders) => {
    const member = await auth.sessions.read(headers)
    return member !== null && mayOpen(member.role, 'GET /metrics')
  }
  return createHttpApp({
    api: composeApi(config, ground, rooms),
    session: auth.sessions.read,
    dashboard: await loadDashboard(config),
    health: () => healthOf(ground, rooms.show),
    metrics: metricsDoor({
      ...metrics,
      token: config.metricsToken,
      isFar: (request) => behindProxy || !cameFromHere(request),
      isProducer,
    }),
    overlays: rooms.pages,
    signedPicture: async (id) => {
      const work = await works.find(id)
      return work && signed.fileOf(work)
    },
    publicUrl: url,
    behindProxy,
    dataDir: config.dataDir,
    logger,
  })
}

function composeApi(config: Config, ground: Ground, { port, auth, links, show, publishing }: Rooms) {
  const { artworks, works, frames, settings, audit } = ground
  const { studio, sockets, plans } = show
  const { startArtwork, touchUp, command, moderate, curate, judgeBrigade, changed } = studio
  return createApi({
    ...auth,
    ...rememberSettings(settings, studio.startStream),
    startArtwork,
    touchUp,
    command,
    moderate,
    curate,
    judgeBrigade,
    changed,
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
    publicUrl: config.publicUrl,
    ownUrl: port.url,
    isFar: (request) => port.reachable || !cameFromHere(request),
    session: auth.sessions.read,
    audit,
    dropLink: sockets.drop,
    dropSessions: sockets.dropSessions,
    dropAccount(id) {
      auth.sessions.forget(id)
      sockets.dropAccount(id)
    },
    publishing: { ...publishing, modelNow: () => studio.view().model, shelf: show.models.shelf },
    rules: show.rules,
    overlays: show.overlays,
    obs: createObsDoor({
      store: settings,
      seal: createSeal(ground.keyFor('obs')),
      createLink: (label, widgets) => links.create({ label, kind: 'overlay', widgets: [...widgets] }),
      async revokeLink(id) {
        if (await links.revoke(id)) sockets.drop(id)
      },
    }),
    youtube: show.youtube,
  })
}

async function healthOf({ database }: Ground, { studio, models }: Show): Promise<Health> {
  const { stream, artwork, model, notice } = studio.view()
  const up = await database.ping()
  return {
    ok: up,
    version: packageJson.version,
    protocol: PROTOCOL_VERSION,
    uptimeSeconds: Math.round(process.uptime()),
    database: up ? 'up' : 'down',
    painter: models.painters.slot().status,
    model: model?.id ?? null,
    stream: stream === null ? 'none' : 'live',
    artwork: artwork?.phase ?? null,
    problems: notice === null ? [] : [notice],
  }
}

const planView = (plan: Plan): PlanView => ({
  id: plan.id,
  title: plan.title,
  summary: plan.summary,
  rounds: plan.rounds.map(({ id, ask }) => ({ id, ask })),
  steps: totalSteps(plan),
  seconds: plannedSeconds(plan),
})

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
