import { PrismaPg } from '@prisma/adapter-pg'
import { DatabaseError, Pool, type PoolClient } from 'pg'
import { PrismaClient } from '../../../../prisma/generated/client.ts'
import type { InTransaction } from '../../../../prisma/migrate.ts'
import { DatabaseProblem, type OpenedEngine } from './database.ts'

/**
 * Opens a Postgres server by its address (`postgres://user:password@host:port/name`).
 * @throws DatabaseProblem where it cannot be reached or does not let us in. The password is in no message.
 */
export async function openPostgres(address: string): Promise<OpenedEngine> {
  const url = parseAddress(address)
  const where = `${url.hostname}:${url.port || '5432'}${url.pathname}`
  const pool = new Pool({ connectionString: address, max: 10, connectionTimeoutMillis: 5_000 })
  // An idle connection that breaks (the server restarts) is taken out of the pool; without a listener it would be fatal.
  pool.on('error', () => {})
  try {
    ;(await pool.connect()).release()
  } catch (error) {
    await pool.end()
    throw connectProblem(error, where)
  }
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  const close = () => pool.end()
  return { engine: { kind: 'postgres', pool, close }, where, prisma, inTransaction: inPoolTransaction(pool) }
}

function parseAddress(address: string): URL {
  const problem = 'DATABASE_URL is not an address of the form postgres://user:password@host:port/name.'
  if (!URL.canParse(address)) throw new DatabaseProblem('bad-address', problem)
  const url = new URL(address)
  if (
    !['postgres:', 'postgresql:'].includes(url.protocol) ||
    url.hostname === '' ||
    url.pathname.length < 2
  ) {
    throw new DatabaseProblem('bad-address', problem)
  }
  return url
}

/** A transaction on one connection, as `applyMigrations` wants it. */
export const inPoolTransaction =
  (pool: Pool): InTransaction =>
  async (work) => {
    const client = await pool.connect()
    try {
      await client.query('BEGIN')
      const result = await work(sessionOf(client))
      await client.query('COMMIT')
      client.release()
      return result
    } catch (error) {
      // Thrown away rather than rolled back: whatever state it was in goes with the connection.
      client.release(true)
      throw error
    }
  }

const sessionOf = (client: PoolClient) => ({
  rows: async (sql: string, params?: unknown[]) => (await client.query(sql, params)).rows,
  script: async (sql: string) => void (await client.query(sql)),
})

function connectProblem(error: unknown, where: string): unknown {
  const said = error instanceof Error ? error.message : ''
  const code = (error as { code?: string }).code ?? ''
  if (error instanceof DatabaseError) {
    if (code === '3D000') return new DatabaseProblem('missing', `There is no database ${where}: ${said}.`)
    if (code.startsWith('28')) {
      return new DatabaseProblem('refused', `The database server at ${where} does not let us in: ${said}.`)
    }
    return new DatabaseProblem(
      'unreachable',
      `The database server at ${where} takes no connection now: ${said}.`,
    )
  }
  const why = code || said || 'no answer'
  return new DatabaseProblem(
    'unreachable',
    `No database server answers at ${where} (${why}). Is it running?`,
    {
      cause: error,
    },
  )
}
