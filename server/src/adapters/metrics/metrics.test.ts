import { get, type OutgoingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import express from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import { openLedger, planDay, spend } from '../../domain/chat/quota.ts'
import { cameFromHere } from '../http/from-here.ts'
import { type MetricsDoor, metricsDoor } from '../http/metrics-door.ts'
import { answerErrors } from '../http/replies.ts'
import { createMetrics } from './metrics.ts'

const NOW = Date.parse('2026-07-01T19:00:00Z')
const TOKEN = 'a-token-of-at-least-thirty-two-characters'
let server: Server | null = null
afterEach(() => void server?.close())

const open = async (door: Partial<MetricsDoor> = {}) => {
  const metrics = createMetrics()
  const app = express()
  app.get(
    '/metrics',
    metricsDoor({
      ...metrics,
      token: TOKEN,
      isFar: (request) => !cameFromHere(request),
      isProducer: async ({ cookie }) => cookie === 'producer',
      ...door,
    }),
  )
  app.use(answerErrors({ info: () => {}, warn: () => {}, error: () => {} }))
  server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening))
  })
  const { port } = server.address() as AddressInfo
  const ask = (headers: OutgoingHttpHeaders = {}) =>
    new Promise<{ status: number; type: string; body: string }>((resolve, reject) => {
      get({ port, host: '127.0.0.1', path: '/metrics', headers }, async (answer) =>
        resolve({
          status: answer.statusCode ?? 0,
          type: answer.headers['content-type'] ?? '',
          body: await text(answer),
        }),
      ).on('error', reject)
    })
  return { metrics, ask }
}

describe('C48: /metrics', () => {
  it('tells sources, lines, units, queues and steps in Prometheus text, and no viewer', async () => {
    const { metrics, ask } = await open()
    metrics.read({
      sources: () => [
        { id: 'twitch-neko', kind: 'twitch', state: 'waiting', detail: null, since: 1, lines: 2 },
      ],
      quota: () => planDay(spend(openLedger(NOW), 'list', NOW), 10_000, NOW),
      queues: () => ({ artwork: 3, audience: 0 }),
    })
    metrics.meter.heard('twitch-neko', 'wish')
    metrics.meter.heard('twitch-neko', 'wish')
    metrics.meter.heard('twitch-neko', 'rejected')
    metrics.meter.stepped(70)
    const { status, type, body } = await ask()
    expect([status, type]).toEqual([200, expect.stringMatching(/^text\/plain; version=0\.0\.4/)])
    for (const row of [
      'yosegaki_chat_source_state{source="twitch-neko",kind="twitch",state="waiting"} 1',
      'yosegaki_chat_source_state{source="twitch-neko",kind="twitch",state="live"} 0',
      'yosegaki_chat_lines_total{source="twitch-neko",heard_as="wish"} 2',
      'yosegaki_chat_lines_total{source="twitch-neko",heard_as="rejected"} 1',
      'yosegaki_youtube_quota_units{state="used"} 5',
      'yosegaki_youtube_quota_units{state="left"} 9995',
      'yosegaki_queue_length{queue="artwork"} 3',
      'yosegaki_painter_step_seconds_bucket{le="0.1"} 1',
      'yosegaki_painter_step_seconds_count 1',
    ])
      expect(body.split('\n')).toContain(row)
    expect(body).toMatch(/^nodejs_eventloop_lag_seconds /m)
    expect(body).not.toMatch(/viewer|name=/)
  })

  it('is read by this machine, by the token, and by a producer; by nobody else', async () => {
    const { ask } = await open()
    const elsewhere = { host: 'show.example' }
    expect((await ask()).status).toBe(200)
    expect((await ask(elsewhere)).status).toBe(401)
    expect((await ask({ 'x-forwarded-for': '203.0.113.7' })).status).toBe(401)
    expect((await ask({ ...elsewhere, authorization: 'Bearer wrong' })).status).toBe(401)
    expect((await ask({ ...elsewhere, authorization: `Bearer ${TOKEN}` })).status).toBe(200)
    expect((await ask({ ...elsewhere, cookie: 'producer' })).status).toBe(200)
  })

  it('behind a proxy nobody is taken for this machine, and without a token none is right', async () => {
    const { ask } = await open({ isFar: () => true, token: null })
    expect((await ask()).status).toBe(401)
    expect((await ask({ authorization: 'Bearer null' })).status).toBe(401)
    expect((await ask({ cookie: 'producer' })).status).toBe(200)
  })
})
