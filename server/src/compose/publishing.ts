import type { PlannedStream, StreamPlan } from '@yosegaki/contract'
import { createDiscordAnnouncer } from '../adapters/announce/discord-announcer.ts'
import { createXAnnouncer } from '../adapters/announce/x-announcer.ts'
import { createAnnouncementStore } from '../adapters/store/announcement-store.ts'
import type { Database } from '../adapters/store/database.ts'
import { createScheduleStore } from '../adapters/store/schedule-store.ts'
import type { Config } from '../config.ts'
import { createDrafter, type Drafter } from '../domain/announce/draft.ts'
import { createAnnounce } from '../flow/announce.ts'
import type { Announcement, Announcer, Clock, Logger, Random, Work, WorkStore } from '../ports.ts'

type Ports = {
  database: Database
  works: WorkStore
  /** The PNG that goes with a work's announcement; null where it is gone. */
  pictureOf(work: Work): Promise<Uint8Array | null>
  clock: Clock
  random: Random
  logger: Logger
}

/** How long a stream that has begun stays on the schedule. */
const STAYS_MS = 6 * 60 * 60 * 1000

/** The wiring of what is planned and told elsewhere. */
export function composePublishing(config: Config, ports: Ports) {
  const { database, works, clock, random, logger } = ports
  const channels = announcersOf(config)
  const drafts = createDrafter(Object.keys(channels) as Announcement['channel'][], config.publicUrl, inWords)
  const store = createScheduleStore(database)

  return {
    drafts: drafts satisfies Drafter,
    announce: createAnnounce({
      store: createAnnouncementStore(database),
      channels,
      async picture({ kind, subjectId }) {
        const work = kind === 'work' ? await works.find(subjectId) : null
        const png = work && (await ports.pictureOf(work))
        return png && { png, alt: `${work.title.ja} / ${work.title.en}` }
      },
      clock,
      logger,
    }),
    schedule: {
      list: () => store.list(clock.now() - STAYS_MS, 100),
      async add(plan: StreamPlan): Promise<PlannedStream> {
        const planned = { ...plan, id: random.id() }
        await store.add(planned, drafts.planned(planned), clock.now())
        return planned
      },
      find: store.find,
      change: store.change,
      remove: store.remove,
    },
  }
}

function announcersOf({ x, discordWebhook }: Config): Partial<Record<Announcement['channel'], Announcer>> {
  return {
    ...(x.keys === null ? {} : { x: createXAnnouncer(x.keys, x.apiRoot) }),
    ...(discordWebhook === null ? {} : { discord: createDiscordAnnouncer(discordWebhook) }),
  }
}

/** In the zone this program runs in, named: readers are elsewhere. */
const inWords = (at: number): string =>
  new Intl.DateTimeFormat('ja', { dateStyle: 'long', timeStyle: 'long' }).format(new Date(at))
