import { PLATFORMS, type Platform } from '@yosegaki/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CodeFlow } from '../../server/src/adapters/auth/platforms/code-flow.ts'
import { openPlatforms } from '../../server/src/adapters/auth/platforms/open-platforms.ts'
import { PATIENCE_MS } from '../support/patience.ts'
import {
  answerOn,
  openPlatformServer,
  type PlatformFault,
  type PlatformServer,
} from '../support/platform-servers.ts'

const CALLBACK = 'http://localhost:4870/api/platforms/it/callback'
const NONE = { x: null, discord: null, google: null }

const PEOPLE = {
  x: { subject: '2244994945', handle: '@neko_paints', name: 'ねこ <b>' },
  discord: { subject: '80351110224678912', handle: '@neko', name: 'neko' },
  google: { subject: '110169484474386276334', handle: '猫山 ねこ', name: '猫山 ねこ' },
} as const

describe.each(PLATFORMS)('D33 asking %s who somebody is', (platform: Platform) => {
  let server: PlatformServer
  let flow: CodeFlow
  beforeAll(async () => {
    server = await openPlatformServer(platform)
    flow = flowOf(server, PATIENCE_MS)
  })
  afterAll(() => server?.close())

  const flowOf = (
    { clientId: id, clientSecret: secret, root }: PlatformServer,
    patience: number,
  ): CodeFlow => {
    const found = openPlatforms({ ...NONE, [platform]: { id, secret, root } }, patience).get(platform)
    if (found === undefined) throw new Error('its keys are set')
    return found
  }
  const told = async (choice: 'allow' | 'deny' = 'allow', by = flow) => {
    const { url, question } = await by.ask(CALLBACK)
    return by.whose((await answerOn(url, choice)).searchParams, question)
  }

  it('asks for who it is and nothing else, with PKCE and a state of its own each time', async () => {
    const [first, second] = await Promise.all([flow.ask(CALLBACK), flow.ask(CALLBACK)])
    const asked = Object.fromEntries(new URL(first.url).searchParams)
    expect(asked).toMatchObject({
      redirect_uri: CALLBACK,
      code_challenge_method: 'S256',
      client_id: server.clientId,
    })
    expect(asked.scope).not.toMatch(/email|offline|write/)
    for (const each of ['state', 'verifier', 'nonce'] as const)
      expect(first.question[each]).not.toBe(second.question[each])
    expect(first.url).not.toContain(first.question.verifier)
  })

  it('is told the account’s number, handle and name, by the documented calls alone', async () => {
    server.asked.length = 0
    expect(await told()).toEqual({ ok: true, person: PEOPLE[platform] })
    expect(server.asked).toEqual(['asks', 'token', platform === 'google' ? 'keys' : 'me'])
  })

  it('hears a no', async () => {
    expect(await told('deny')).toMatchObject({ ok: false, why: 'denied' })
  })

  it('does not trust a code of another question, nor a code used before', async () => {
    const mine = await flow.ask(CALLBACK)
    const theirs = await flow.ask(CALLBACK)
    const stolen = await answerOn(theirs.url)
    const injected = new URLSearchParams(stolen.searchParams)
    injected.set('state', mine.question.state)
    // Its verifier is another one: the platform refuses, and has used the code up.
    expect(await flow.whose(injected, mine.question)).toMatchObject({ ok: false, why: 'not-proven' })
    expect(await flow.whose(stolen.searchParams, theirs.question)).toMatchObject({
      ok: false,
      why: 'not-proven',
    })
    expect(
      await flow.whose(new URLSearchParams({ state: mine.question.state }), mine.question),
    ).toMatchObject({
      ok: false,
      why: 'not-proven',
    })
  })

  const everywhere: [PlatformFault, string][] = [
    ['other-state', 'not-proven'],
    ['invalid_scope', 'client-refused'],
    ['token-code-expired', 'not-proven'],
    ['token-client-unknown', 'client-refused'],
    ['token-slow', 'unreachable'],
    ['token-drop', 'unreachable'],
    ['token-malformed', 'unreachable'],
    ['token-oversized', 'unreachable'],
    ['token-html', 'unreachable'],
    ['token-error-500', 'unreachable'],
    ['token-redirect', 'unreachable'],
  ]
  const askedAgain: [PlatformFault, string][] = [
    ['me-slow', 'unreachable'],
    ['me-drop', 'unreachable'],
    ['me-malformed', 'unreachable'],
    ['me-oversized', 'unreachable'],
    ['me-html', 'unreachable'],
    ['me-error-500', 'unreachable'],
    ['me-redirect', 'unreachable'],
    ['me-forbidden', 'client-refused'],
    ['me-unlike', 'unreachable'],
  ]
  const signed: [PlatformFault, string][] = (
    [
      'issuer',
      'audience',
      'nonce',
      'no-nonce',
      'expired',
      'unsigned',
      'other-key',
      'hmac',
      'missing',
    ] as const
  ).map((how) => [`id-${how}`, 'not-proven'])
  const faults: [PlatformFault, string][] = [
    ...everywhere,
    ...(platform === 'x' ? [] : [['other-issuer-told', 'not-proven'] as [PlatformFault, string]]),
    ...(platform === 'google' ? signed : askedAgain),
  ]
  it.each(faults)('%s is told as %s, and proves nobody', async (fault, why) => {
    server.fail(fault)
    const answer = await told('allow', fault.endsWith('-slow') ? flowOf(server, 1_000) : flow)
    expect(answer).toMatchObject({ ok: false, why })
    for (const secret of server.secrets) expect(JSON.stringify(answer)).not.toContain(secret)
    // It mends itself.
    expect((await told()).ok).toBe(true)
  })

  it('does not speak http to anybody but a stand-in on this machine', async () => {
    const away = openPlatforms({ ...NONE, [platform]: { id: 'a', secret: 'b', root: null } }).get(platform)
    expect(new URL((await away?.ask(CALLBACK))?.url ?? '').protocol).toBe('https:')
  })
})
