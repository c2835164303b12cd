import { expect, it } from 'vitest'
import { openAuth } from '../../server/src/adapters/auth/open-auth.ts'
import { auditOf } from '../support/audit-of.ts'
import { describeOnEveryDatabase } from '../support/databases.ts'
import { createSoftwarePasskey, type Lie } from '../support/software-passkey.ts'

const SITE = { id: 'show.example', origin: 'https://show.example' }
const NOW = 1_795_000_000_000

describeOnEveryDatabase('passkeys', (database) => {
  /** Somebody who is signed in, with an authenticator at hand. */
  async function somebody() {
    const clock = { at: NOW, now: () => clock.at, sleep: async () => undefined }
    const { own, sessions, signIn } = openAuth({
      database: database(),
      clock,
      logger: { info: () => {}, warn: () => {}, error: () => {} },
      audit: auditOf(database(), clock),
      secret: 's'.repeat(32),
      url: () => SITE.origin,
      secure: true,
      clients: { x: null, discord: null, google: null },
    })
    await database().prisma.account.create({
      data: { id: 'hana', name: 'Hana', email: 'hana@example.org', role: 'producer', createdAt: 1n },
    })
    const cookie = (await sessions.start('hana', { agent: '', address: '' })).split(';')[0] ?? ''
    const who = await sessions.read({ cookie })
    if (who === null) throw new Error('not signed in')
    const key = createSoftwarePasskey(SITE)
    const add = async (lie: Lie = {}) => {
      const { challenge } = await own.passkeyQuestion(who, SITE)
      return own.addPasskey(who, SITE, 'laptop', key.make(challenge, lie))
    }
    const come = async (lie: Lie = {}, site = SITE) => {
      const { id, question } = await signIn.passkeyQuestion(site)
      return signIn.byPasskey({ id, answer: key.show(question.challenge, lie) }, site)
    }
    return { own, signIn, who, key, add, come, clock }
  }
  const refused = { ok: false, what: 'passkey-refused' }
  const hana = { ok: true, account: 'hana' }

  const LIES: [string, Lie][] = [
    ['for another site’s page', { origin: 'https://evil.example' }],
    ['for a page of a neighbour', { origin: 'https://evil.show.example' }],
    ['for the same site without https', { origin: 'http://show.example' }],
    ['for another port', { origin: 'https://show.example:8443' }],
    ['made for another site', { rpId: 'evil.example' }],
    ['to another question', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['without a finger or a PIN', { verified: false }],
    ['with nobody there', { present: false, verified: false }],
  ]

  it.each([...LIES, ['of the other kind', { type: 'webauthn.get' }] as [string, Lie]])(
    'D32 a passkey is not taken with an answer %s',
    async (_how, lie) => {
      const { add } = await somebody()
      expect(await add(lie)).toEqual(refused)
      expect(await database().prisma.passkey.count()).toBe(0)
      expect(await add()).toEqual({ ok: true })
    },
  )

  it.each([
    ...LIES,
    ['of the other kind', { type: 'webauthn.create' }] as [string, Lie],
    ['signed by another key', { forged: true }] as [string, Lie],
  ])('D32 nobody signs in with an answer %s', async (_how, lie) => {
    const { add, come } = await somebody()
    await add()
    expect(await come(lie)).toEqual(refused)
    expect(await come()).toEqual(hana)
  })

  it('D32 a copy of a passkey is noticed: its count of signatures falls behind', async () => {
    const { add, come } = await somebody()
    await add()
    expect(await come({ counter: 5 })).toEqual(hana)
    expect(await come({ counter: 5 })).toEqual(refused)
    expect(await come({ counter: 4 })).toEqual(refused)
    expect(await come({ counter: 0 })).toEqual(refused)
    expect(await come({ counter: 6 })).toEqual(hana)
    const both = await Promise.all([come({ counter: 7 }), come({ counter: 7 })])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  })

  it('D32 passkeys that do not count (those of phones, kept in a cloud) sign in again and again', async () => {
    const { add, come } = await somebody()
    await add()
    expect(await come({ counter: 0 })).toEqual(hana)
    expect(await come({ counter: 0 })).toEqual(hana)
  })

  it('D32 an answer counts once, within five minutes; a question for a new passkey, for the session that asked', async () => {
    const { own, signIn, who, key, add, clock } = await somebody()
    await add()
    const { id, question } = await signIn.passkeyQuestion(SITE)
    const answer = key.show(question.challenge)
    expect(await signIn.byPasskey({ id, answer }, SITE)).toEqual(hana)
    expect(await signIn.byPasskey({ id, answer }, SITE)).toEqual(refused)
    const late = await signIn.passkeyQuestion(SITE)
    clock.at += 5 * 60_000 + 1
    expect(await signIn.byPasskey({ id: late.id, answer: key.show(late.question.challenge) }, SITE)).toEqual(
      refused,
    )
    const { challenge } = await own.passkeyQuestion(who, SITE)
    const other = { ...who, session: 'another' }
    const made = createSoftwarePasskey(SITE).make(challenge)
    expect(await own.addPasskey(other, SITE, 'theirs', made)).toEqual(refused)
  })

  it('D32 a passkey of an address that the house has no more opens nothing; nor does one that is not known, or of who is shut out', async () => {
    const { add, come } = await somebody()
    expect(await come()).toEqual({ ok: false, what: 'passkey-unknown' })
    await add()
    expect(await come({}, { id: 'new.example', origin: 'https://new.example' })).toEqual(refused)
    await database().prisma.account.update({ where: { id: 'hana' }, data: { closedAt: 1n } })
    expect(await come()).toEqual({ ok: false, what: 'no-match' })
  })

  it('D31 the same passkey is not taken twice', async () => {
    const { add } = await somebody()
    expect(await add()).toEqual({ ok: true })
    expect(await add()).toEqual(refused)
  })
})
