import { SessionView } from '@yosegaki/contract'
import { afterEach, expect, test, vi } from 'vitest'
import { ask, listOf } from './ask.ts'

const answering = (body: BodyInit, init?: ResponseInit) => async () =>
  new Response(body, { headers: { 'content-type': 'application/json' }, ...init })
const session = { setupNeeded: false, user: null }

afterEach(() => {
  vi.restoreAllMocks()
})

test('an answer in the contract is its value', async () => {
  expect(await ask(answering(JSON.stringify(session)), '/api/session', SessionView)).toEqual({
    ok: true,
    value: session,
  })
  expect(await ask(answering(JSON.stringify([session])), '/x', listOf(SessionView))).toEqual({
    ok: true,
    value: [session],
  })
})

test('an ApiError is its status and its words', async () => {
  const message = { ja: 'ありません', en: 'Not found' }
  const fetch = answering(JSON.stringify({ error: { what: 'x', message } }), {
    status: 404,
    headers: { 'content-type': 'application/json' },
  })
  expect(await ask(fetch, '/x', SessionView)).toEqual({ ok: false, status: 404, message })
})

test('another program’s error page is just its status', async () => {
  const fetch = answering('<h1>Bad gateway</h1>', { status: 502, headers: { 'content-type': 'text/html' } })
  expect(await ask(fetch, '/x', SessionView)).toEqual({ ok: false, status: 502, message: null })
})

test('what is not in the contract, and silence, are said in the log and never throw', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  expect(await ask(answering('{}'), '/x', SessionView)).toEqual({ ok: false, status: 502, message: null })
  expect(await ask(answering('[1]'), '/x', listOf(SessionView))).toMatchObject({ ok: false, status: 502 })
  const silent = async () => {
    throw new TypeError('fetch failed')
  }
  expect(await ask(silent, '/x', SessionView)).toEqual({ ok: false, status: 0, message: null })
  expect(log).toHaveBeenCalledTimes(3)
})
