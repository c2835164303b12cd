import { createHmac, scryptSync } from 'node:crypto'
import { cpSync, readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { type OverlayLinkView, type PeopleView, type SessionView, SHOW_NAMESPACE } from '@yosegaki/contract'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyMigrations } from '../../prisma/migrate.ts'
import { inPgliteTransaction } from '../../server/src/adapters/store/open-pglite.ts'
import { derive } from '../../server/src/adapters/system/secret.ts'
import { ask, cookieOf } from '../support/accounts.ts'
import { temporaryFolder } from '../support/data-dir.ts'
import { drop, mustBeOk, OWNER, ROOT, startHouse, type TestHouse, worksOf } from '../support/house.ts'

/** The first migration that knows accounts of the house's own; what came before it was better-auth's. */
const OWN_ACCOUNTS = '20261126149000_older_accounts'
const TAKES = '20261126213000_checkpoint_take'
const PASSWORD = OWNER.password
const SECRET = 'a'.repeat(64)

let dataDir: string
let house: TestHouse

beforeAll(async () => {
  dataDir = temporaryFolder().path
  await makeOlderHouse()
  house = await startHouse({ dataDir })
})

afterAll(async () => {
  await house?.kill('SIGTERM')
  await drop(dataDir)
})

/** A data folder as a house of late November left it: its migrations, better-auth's rows, a work, a link. */
async function makeOlderHouse(): Promise<void> {
  await writeFile(join(dataDir, 'secret'), SECRET)
  const migrations = join(dataDir, 'older-migrations')
  const all = join(ROOT, 'prisma/migrations')
  for (const name of readdirSync(all).sort())
    if (name < OWN_ACCOUNTS) cpSync(join(all, name), join(migrations, name), { recursive: true })
  const pglite = new PGlite(join(dataDir, 'db'))
  expect((await applyMigrations(inPgliteTransaction(pglite), migrations)).length).toBeGreaterThan(3)
  const person = (
    id: string,
    email: string,
    role: string | null,
    banned = false,
    banExpires: string | null = null,
  ) =>
    pglite.query(
      `INSERT INTO "User" ("id", "name", "email", "updatedAt", "role", "banned", "banExpires") VALUES ($1, $1, $2, now(), $3, $4, $5)`,
      [id, email, role, banned, banExpires],
    )
  const credential = (userId: string) =>
    pglite.query(
      `INSERT INTO "Account" ("id", "accountId", "providerId", "userId", "password", "updatedAt") VALUES ($1, $1, 'credential', $1, $2, now())`,
      [userId, betterAuthHash(PASSWORD)],
    )
  await person('hana', OWNER.email, 'owner')
  await person('ren', 'ren@example.org', 'producer')
  await person('mio', 'mio@example.org', null)
  await person('both', 'both@example.org', 'owner,producer')
  await person('shut', 'shut@example.org', 'owner', true)
  await person('back', 'back@example.org', 'producer', true, '2020-01-01')
  for (const id of ['hana', 'ren', 'mio', 'both', 'shut', 'back']) await credential(id)
  await pglite.query(
    `INSERT INTO "Session" ("id", "expiresAt", "token", "updatedAt", "userId") VALUES ('s', now() + interval '9 days', 'old-session-token', now(), 'hana')`,
  )
  const texts = JSON.stringify({ ja: '猫', en: 'cat' })
  const model = JSON.stringify({ id: 'm', name: 'm', hash: 'h' })
  const licence = JSON.stringify({
    kind: 'cc0',
    name: { ja: 'CC0', en: 'CC0' },
    url: 'https://creativecommons.org/publicdomain/zero/1.0/',
  })
  await pglite.query(
    `INSERT INTO "Work" ("artworkId", "number", "title", "publishedAt", "seed", "steps", "width", "height", "model", "licence", "prompts", "decisions")
     VALUES ('w1', 1, $1, 1, 7, 20, 64, 64, $2, $3, '[]', '[]')`,
    [texts, model, licence],
  )
  for (const [id, kind] of [
    ['l1', 'overlay'],
    ['l2', 'rehearsal'],
  ])
    await pglite.query(
      `INSERT INTO "OverlayLink" ("id", "label", "kind", "createdAt") VALUES ($1, $1, $2, 1)`,
      [id, kind],
    )
  await pglite.close()
}

/** better-auth 1.7: scrypt, N = 16384, r = 16, p = 1, `salt:key`, the salt taken as text. */
function betterAuthHash(password: string): string {
  const salt = 'ab'.repeat(16)
  const key = scryptSync(password.normalize('NFKC'), salt, 64, { N: 16_384, r: 16, p: 1, maxmem: 2 ** 27 })
  return `${salt}:${key.toString('hex')}`
}

const knock = (email: string) =>
  ask(house, 'POST', '/api/sign-in/password', { body: { email, password: PASSWORD } })

describe('a data folder from before the house had accounts of its own', () => {
  it('D40 its owner signs in with the same password, and is not asked to set it up again', async () => {
    expect(house.setupUrl).toBeNull()
    const cookie = cookieOf(await mustBeOk(await knock(OWNER.email)))
    const people = (await (await ask(house, 'GET', '/api/accounts', { cookie })).json()) as PeopleView
    expect(people.accounts.map(({ id, role, proofs }) => [id, role, proofs.join()]).sort()).toEqual([
      ['back', 'producer', 'password'],
      ['both', 'owner', 'password'],
      ['hana', 'owner', 'password'],
      ['mio', 'producer', 'password'],
      ['ren', 'producer', 'password'],
      ['shut', 'producer', ''],
    ])
    expect(people.accounts.every(({ createdAt }) => createdAt > 0)).toBe(true)
    const links = (await (
      await ask(house, 'GET', '/api/overlay-tokens', { cookie })
    ).json()) as OverlayLinkView[]
    expect(links.map(({ id }) => id)).toContain('l1')
  })

  it('D40 the links that stand in an OBS go on working', async () => {
    const key = derive(SECRET, 'overlay-link')
    const token = `l1.${createHmac('sha256', key).update('l1').digest('base64url').slice(0, 32)}`
    expect(new URL(house.overlayUrl).searchParams.get('token')).toBe(token)
    const overlay = io(`${house.url}${SHOW_NAMESPACE}`, {
      auth: { token },
      transports: ['websocket'],
      reconnection: false,
    })
    await new Promise((done, fail) => overlay.once('show:snapshot', done).once('connect_error', fail))
    overlay.disconnect()
  })

  it('D40 its works are there', async () => {
    expect((await worksOf(house)).map(({ number, title }) => [number, title.en])).toEqual([[1, 'cat']])
  })

  it('D40 a producer with a password alone is told what to do; who was banned stays out', async () => {
    const refused = await knock('ren@example.org')
    expect(refused.status).toBe(403)
    expect(await refused.text()).toContain('Ask an owner for a link to get back in')
    expect((await knock('shut@example.org')).status).toBe(401)
  })

  it('D40 sessions begin anew', async () => {
    const cookie = 'yosegaki-session=old-session-token; yosegaki.session_token=old-session-token'
    const { user } = (await (await ask(house, 'GET', '/api/session', { cookie })).json()) as SessionView
    expect(user).toBeNull()
  })
})

it('D40 a house that has accounts of its own already loses nothing by the migration that came in between', async () => {
  const all = join(ROOT, 'prisma/migrations')
  const folder = temporaryFolder().path
  for (const name of readdirSync(all))
    if (name !== OWN_ACCOUNTS) cpSync(join(all, name), join(folder, name), { recursive: true })
  const pglite = new PGlite()
  await applyMigrations(inPgliteTransaction(pglite), folder)
  await pglite.query(
    `INSERT INTO "Account" ("id", "name", "email", "role", "passwordHash", "createdAt") VALUES ('hana', 'Hana', 'h@example.org', 'owner', 'kept', 1)`,
  )
  expect(await applyMigrations(inPgliteTransaction(pglite))).toEqual([OWN_ACCOUNTS])
  const { rows } = await pglite.query(`SELECT "role", "passwordHash" FROM "Account"`)
  expect(rows).toEqual([{ role: 'owner', passwordHash: 'kept' }])
  await pglite.close()
  await drop(folder)
})

it('A28 an artwork that was painted again before takes had checkpoints of their own keeps each to its take', async () => {
  const all = join(ROOT, 'prisma/migrations')
  const folder = temporaryFolder().path
  for (const name of readdirSync(all).sort())
    if (name < TAKES) cpSync(join(all, name), join(folder, name), { recursive: true })
  const pglite = new PGlite()
  await applyMigrations(inPgliteTransaction(pglite), folder)
  await pglite.exec(`
    INSERT INTO "Artwork" ("id", "number", "seed", "modelId", "openedAt") VALUES ('apple', 1, 1, 'tiny', 1);
    INSERT INTO "ArtworkEvent" ("artworkId", "seq", "type", "at", "data")
      SELECT 'apple', seq, type, 1, '{}' FROM unnest(ARRAY['opened', 'stepped', 'stepped', 'round-redone', 'stepped']) WITH ORDINALITY AS e(type, place), LATERAL (SELECT place - 1 AS seq) AS at;
    INSERT INTO "Checkpoint" ("artworkId", "step", "seq", "bytes") VALUES ('apple', 0, 2, '\\x00'), ('apple', 1, 5, '\\x01');`)
  expect(await applyMigrations(inPgliteTransaction(pglite))).toContain(TAKES)
  const { rows } = await pglite.query(`SELECT "step", "take" FROM "Checkpoint" ORDER BY "step"`)
  expect(rows).toEqual([
    { step: 0, take: 0 },
    { step: 1, take: 1 },
  ])
  await pglite.close()
  await drop(folder)
})
