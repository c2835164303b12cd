import { expect, it } from 'vitest'
import { cameFromHere } from './from-here.ts'

const came = (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
  cameFromHere({ socket: { remoteAddress }, headers: { host: 'localhost:4870', ...headers } })

it.each([
  ['127.0.0.1', 'localhost:4870'],
  ['::1', '[::1]:4870'],
  ['::ffff:127.0.0.1', '127.0.0.1:4870'],
  ['127.0.0.1', 'localhost'],
])('D39 from %s to %s is from here', (address, host) => {
  expect(came({ host }, address)).toBe(true)
})

it.each([
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-server',
  'x-real-ip',
  'x-client-ip',
  'true-client-ip',
  'cf-connecting-ip',
  'cf-ray',
])('D39 what carries %s came through a proxy or a tunnel', (name) => {
  expect(came({ [name]: '203.0.113.7' })).toBe(false)
  expect(came({ [name]: '127.0.0.1' })).toBe(false)
})

it.each([
  'show.example',
  'localhost.evil.example',
  'localhost:4870.evil.example',
  '127.0.0.1.nip.io',
  '',
  '10.0.0.1',
])(
  'D39 what asked for the host %j is not from here: a tunnel passes the name on, a page can point its own here',
  (host) => {
    expect(came({ host })).toBe(false)
  },
)

it('D39 nor is what came over the network, or from nowhere', () => {
  expect(came({}, '192.168.0.7')).toBe(false)
  expect(came({}, '::ffff:10.0.0.7')).toBe(false)
  expect(cameFromHere({ socket: {}, headers: { host: 'localhost' } })).toBe(false)
})
