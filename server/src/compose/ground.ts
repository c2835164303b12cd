import { createFrameStore } from '../adapters/pictures/frame-store.ts'
import { loadPlans } from '../adapters/plans/load-plans.ts'
import { createArtworkStore } from '../adapters/store/artwork-store.ts'
import { createAuditLog } from '../adapters/store/audit-log.ts'
import { openDatabase } from '../adapters/store/open-database.ts'
import { createSettings } from '../adapters/store/settings.ts'
import { createWorkStore } from '../adapters/store/work-store.ts'
import { systemClock } from '../adapters/system/clock.ts'
import { createLateWriter } from '../adapters/system/late-writer.ts'
import { createLogger } from '../adapters/system/logger.ts'
import { systemRandom } from '../adapters/system/random.ts'
import { derive, loadSecret } from '../adapters/system/secret.ts'
import type { Config } from '../config.ts'

export type Ground = Awaited<ReturnType<typeof openGround>>

/** What all the rest stands on: time, chance, the log, the house's secret, the database and what several rooms keep in it. */
export async function openGround(config: Config) {
  const clock = systemClock
  const logger = createLogger(config.log)
  const presets = await loadPlans(config.plansFile)
  const secret = await loadSecret(config.secret, config.dataDir)
  const database = await openDatabase(config)
  const late = createLateWriter(clock, logger)
  return {
    clock,
    random: systemRandom,
    logger,
    presets,
    /** A key of its own for each use of the secret. */
    keyFor: (use: string) => derive(secret, use),
    database,
    settings: createSettings(database),
    late,
    audit: createAuditLog(database, { clock, logger, late }),
    artworks: createArtworkStore(database),
    works: createWorkStore(database),
    frames: createFrameStore(config.dataDir),
  }
}
