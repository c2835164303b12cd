import { createAuditLog } from '../../server/src/adapters/store/audit-log.ts'
import type { Database } from '../../server/src/adapters/store/database.ts'
import { createLateWriter } from '../../server/src/adapters/system/late-writer.ts'
import type { Clock, Logger } from '../../server/src/ports.ts'

const quiet: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** The audit log of a database. */
export const auditOf = (database: Database, clock: Clock, logger = quiet) =>
  createAuditLog(database, { clock, logger, late: createLateWriter(clock, logger) })
