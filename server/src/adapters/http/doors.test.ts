import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ACCESS } from '@yosegaki/contract'
import { type Express, type RequestHandler, Router } from 'express'
import { expect, it } from 'vitest'
import { type ApiPorts, createApi } from './api.ts'
import { guards } from './doors.ts'
import { createHttpApp, type HttpParts } from './http-app.ts'

const rows = Object.keys(ACCESS)
const listed = (kind: 'routes' | 'sockets') =>
  rows.filter((door) => door.startsWith('socket ') === (kind === 'sockets')).sort()

type Layer = {
  route?: { path: string; stack: { method: string; handle: RequestHandler }[] }
  handle: RequestHandler
}
type Stack = { stack?: Layer[] }

type Found = { doors: Set<string>; open: string[] }

/**
 * Every guard the app has, and every route that has none. A folder's guard (`GET /overlay/*`) stands before routes of that
 * folder, or right before the router it is mounted with.
 */
function walk(
  layers: readonly Layer[],
  found: Found = { doors: new Set(), open: [] },
  inFolder = false,
): Found {
  const folders: string[] = inFolder ? ['/'] : []
  for (const [index, { route, handle }] of layers.entries()) {
    const folder = guards.get(handle)
    if (folder !== undefined) {
      found.doors.add(folder)
      folders.push(folder.split(' ')[1]?.replace('*', '') ?? '')
    }
    for (const { method, handle: step } of route?.stack ?? []) {
      const guard = guards.get(step)
      if (guard !== undefined) found.doors.add(guard)
      const first = route?.stack[0]?.handle
      const own = first !== undefined && guards.get(first) === `${method.toUpperCase()} ${route?.path}`
      if (!own && !folders.some((folder) => String(route?.path).startsWith(folder)))
        found.open.push(`${method.toUpperCase()} ${route?.path}`)
    }
    const inside = (handle as unknown as Stack).stack
    const before = layers[index - 1]?.handle
    if (inside !== undefined) walk(inside, found, before !== undefined && guards.has(before))
  }
  return found
}

it('T9: every route has its row in the authorisation table, and every row its route', () => {
  const nothing: RequestHandler = () => undefined
  const ports = { audit: { tell: nothing }, publishing: { shelf: {} }, sessions: {} }
  const api = createApi(ports as unknown as ApiPorts)
  const parts = {
    api,
    metrics: nothing,
    dashboard: nothing,
    overlays: { router: () => Router() },
    dataDir: '/',
    publicUrl: () => '',
  }
  const app: Express = createHttpApp(parts as unknown as HttpParts)
  const { doors, open } = walk(app.router.stack as unknown as Layer[])
  expect(open).toEqual([])
  expect([...doors].sort()).toEqual(listed('routes'))
})

it('T9: every event a page can send has its row, and every row its event', () => {
  const folder = join(import.meta.dirname, '../socket')
  const heard = readdirSync(folder).flatMap((file) => {
    const source = readFileSync(join(folder, file), 'utf8')
    return [...source.matchAll(/socket\.on\(\s*'([^']+)'/g)].map(([, event]) => event)
  })
  const events = listed('sockets').flatMap((door) => door.split(' ')[2] ?? [])
  expect(heard.filter((event) => event !== 'disconnect').sort()).toEqual(events.sort())
})
