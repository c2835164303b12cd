import { createHmac } from 'node:crypto'
import type { Server } from 'node:http'
import type { openAuth } from '../adapters/auth/open-auth.ts'
import { loadAnalyser } from '../adapters/chat/analyser.ts'
import { loadAttackModel } from '../adapters/chat/attack-model-file.ts'
import { createChatDoor } from '../adapters/chat/chat-door.ts'
import { openYoutube } from '../adapters/chat/open-youtube.ts'
import type { OverlayLinks } from '../adapters/links/overlay-links.ts'
import { createLiveSockets } from '../adapters/socket/live-sockets.ts'
import { createAudienceStore } from '../adapters/store/audience-store.ts'
import { createPlaceStore } from '../adapters/store/place-store.ts'
import { createStreamStore } from '../adapters/store/stream-store.ts'
import type { Config } from '../config.ts'
import type { Drafter } from '../domain/announce/draft.ts'
import { remember } from '../domain/chat/remember.ts'
import { openHouseRules } from '../flow/house-rules.ts'
import { letGoOfAbandoned } from '../flow/let-go-of-abandoned.ts'
import { openOverlayDesk } from '../flow/overlay-desk.ts'
import { openShowPlans } from '../flow/show-plans.ts'
import { createStudio } from '../flow/studio.ts'
import type { Meter } from '../ports.ts'
import type { Ground } from './ground.ts'
import { composeModels } from './models.ts'

type Around = {
  http: Server
  url(): string
  auth: Pick<ReturnType<typeof openAuth>, 'sessions'>
  links: OverlayLinks
  drafts: Drafter
  meter: Meter
  /** Of the overlays' build. */
  overlayVersion: string
  /** Resolves once what was under way goes on: until then no page is told anything. */
  opened: Promise<void>
}

export type Show = Awaited<ReturnType<typeof composeShow>>

/** The wiring of the live show: chats, audience, painters, plans and rules around the studio, and the sockets that tell of it. */
export async function composeShow(config: Config, ground: Ground, around: Around) {
  const { clock, random, logger, keyFor, database, settings, late, artworks, works, frames } = ground
  const { url, auth, links } = around
  const changed = (): void => studio.changed()

  const closing = new AbortController()
  const places = createPlaceStore(database, clock)
  const lettingGo = places.letGo(closing.signal).catch((error: unknown) => {
    logger.error('places:not-let-go', { fault: String(error) })
  })
  const framesLeft = letGoOfAbandoned({ artworks, frames, logger })
  const callback = (): string => `${url()}/api/youtube/callback`
  const youtube = await openYoutube({
    youtube: config.youtube,
    store: settings,
    clock,
    logger,
    sealKey: keyFor('youtube-token'),
    redirectUri: callback,
    changed,
  })
  const chat = createChatDoor({
    ...config,
    clock,
    logger,
    youtube,
    youtubeKey: config.youtube.key !== null,
    places,
  })
  const sockets = createLiveSockets(around.http, {
    clock,
    logger,
    opened: around.opened,
    verifyLink: links.verify,
    session: auth.sessions.read,
    publicUrl: url,
    say: chat.say,
  })
  const models = composeModels(config, ground, changed)
  const plans = await openShowPlans(settings, ground.presets, models.folders.list)
  const overlays = await openOverlayDesk({ store: settings, clock, late, version: around.overlayVersion })
  const rules = await openHouseRules(settings, clock)
  const viewerSecret = keyFor('viewer')
  const viewerKey = remember(
    (viewer) => createHmac('sha256', viewerSecret).update(viewer).digest('base64url').slice(0, 22),
    VIEWERS_REMEMBERED,
  )
  const studio = createStudio({
    painters: models.painters,
    artworks,
    works,
    frames,
    streams: createStreamStore(database),
    audience: createAudienceStore(database),
    drafts: around.drafts,
    broadcast: sockets.broadcast,
    clock,
    random,
    logger,
    meter: around.meter,
    plans: plans.all,
    overlays: overlays.view,
    analyser: await loadAnalyser(),
    attacks: await loadAttackModel(),
    viewerKey: ({ source, viewer }) => viewerKey(`${source}\n${viewer.id}`),
    openSources: chat.open,
    mirrors: settings,
    youtube: youtube.account.view,
    ownWords: rules.ownWords,
    fanWorks: rules.fanWorks,
  })

  return {
    studio,
    sockets,
    models,
    plans,
    overlays,
    rules,
    youtube: { ...youtube.account, callback },
    quota: () => youtube.quota?.plan() ?? null,
    async close(): Promise<void> {
      closing.abort()
      await Promise.all([studio.close(), lettingGo, framesLeft])
      await sockets.close()
    },
  }
}

/** Keys of the viewers who talk just now; others are made anew. */
const VIEWERS_REMEMBERED = 10_000
