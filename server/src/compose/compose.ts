import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AudienceSettings, type OverlayLinkMade } from '@yosegaki/contract'
import { openAuth } from '../adapters/auth/open-auth.ts'
import { loadOverlayPages } from '../adapters/http/overlay-pages.ts'
import { createOverlayLinks } from '../adapters/links/overlay-links.ts'
import { createMetrics } from '../adapters/metrics/metrics.ts'
import { createSignedPictures } from '../adapters/pictures/signed-pictures.ts'
import { createOverlayLinkStore } from '../adapters/store/overlay-link-store.ts'
import type { Config } from '../config.ts'
import type { Plan } from '../domain/artwork/plan.ts'
import { openHouse } from '../flow/open-house.ts'
import { openGround } from './ground.ts'
import { openPort } from './port.ts'
import { composePublishing } from './publishing.ts'
import { composeShow } from './show.ts'
import { composeWeb } from './web.ts'

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

/** The one place where ports meet adapters, a file a room: build the house, listen, and bring the painter in. */
export async function compose(config: Config): Promise<House> {
  const ground = await openGround(config)
  const { clock, random, logger, keyFor, database, works, audit, late } = ground
  const port = openPort(config, logger)
  await port.listen().catch(async (error: unknown) => {
    await database.close()
    throw error
  })
  const { url } = port

  const auth = openAuth({
    database,
    clock,
    logger,
    audit,
    secret: keyFor('accounts'),
    url,
    secure: url().startsWith('https:'),
    clients: config.signIn,
  })
  const links = createOverlayLinks({
    store: createOverlayLinkStore(database),
    clock,
    random,
    secret: keyFor('overlay-link'),
    publicUrl: url,
  })
  const signed = createSignedPictures(config.dataDir)
  const publishing = composePublishing(config, {
    ...ground,
    async pictureOf(work) {
      const file = await signed.fileOf(work)
      return file === null ? null : new Uint8Array(await readFile(file))
    },
  })
  await publishing.announce.recover()

  const metrics = createMetrics()
  const pages = await loadOverlayPages(join(config.root, 'overlay/dist'))
  const open = Promise.withResolvers<void>()
  const show = await composeShow(config, ground, {
    http: port.http,
    url,
    auth,
    links,
    drafts: publishing.drafts,
    meter: metrics.meter,
    overlayVersion: pages.version,
    opened: open.promise,
  })
  const { studio } = show
  const { painters } = show.models
  metrics.read({ sources: () => studio.view().sources, quota: show.quota, queues: studio.queues })
  port.serve(
    await composeWeb(config, ground, { port, auth, links, show, publishing, signed, metrics, pages }),
  )

  const firstRehearsal = config.firstRehearsal ? FIRST_REHEARSAL(ground.presets) : null
  const opened = openHouse({ studio, works, logger, painters, firstRehearsal })
  open.resolve(opened)

  return {
    url: url(),
    setupUrl: await auth.invitations.forFirstOwner(),
    ownerUrl: config.ownerLink ? await auth.invitations.forLostOwner() : null,
    links: await links.standing(),
    opened,
    async close() {
      await show.close()
      late.close()
      await audit.marked()
      port.http.closeAllConnections()
      await painters.close()
      await database.close()
    },
  }
}

const FIRST_REHEARSAL = (plans: readonly Plan[]) => ({
  title: 'はじめてのリハーサル / First rehearsal',
  planId: (plans.find(({ id }) => id === 'short') ?? plans[0])?.id ?? 'short',
  continuous: true,
  audience: AudienceSettings.parse({}),
  mirrorPolls: false,
  endsAfter: 1,
  sources: [{ kind: 'replay' as const, speed: 4 }, { kind: 'rehearsal' as const }],
})
