import { type ObsSettings, OverlayLinkMade, WIDGETS, type Widget } from '@yosegaki/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { createObsDoor } from '../../server/src/adapters/obs/obs-door.ts'
import { createSeal } from '../../server/src/adapters/system/seal.ts'
import { type ObsServer, startObsServer } from '../support/obs-server.ts'

const PASSWORD = 'pass-word-of-obs'
const running: ObsServer[] = []

afterEach(async () => {
  await Promise.all(running.splice(0).map((obs) => obs.close()))
})

async function anObs(options?: Parameters<typeof startObsServer>[0]): Promise<ObsServer> {
  const obs = await startObsServer(options)
  running.push(obs)
  return obs
}

/** A door whose store and links can be looked into. */
async function aDoor(settings: ObsSettings) {
  const stored = new Map<string, string>()
  const links = new Map<string, 'usable' | 'revoked'>()
  const door = createObsDoor({
    store: {
      get: async (key) => stored.get(key) ?? null,
      set: async (key, value) => void stored.set(key, value),
    },
    seal: createSeal('a secret of the house'),
    async createLink(label, widgets) {
      const id = `link-${links.size + 1}`
      links.set(id, 'usable')
      return OverlayLinkMade.parse({
        id,
        label,
        kind: 'overlay',
        widgets,
        standing: false,
        url: `http://127.0.0.1:4870/overlay/stage?token=${id}`,
        createdAt: 0,
        revokedAt: null,
      })
    },
    revokeLink: async (id) => void links.set(id, 'revoked'),
  })
  await door.save(settings)
  const add = (widgets: readonly Widget[] = WIDGETS, look = '') => door.add({ widgets: [...widgets], look })
  return { door, stored, links, add }
}

describe('adding the overlays to OBS', () => {
  it('O6: one click makes the scenes and the browser sources, in the right sizes, and leaves the rest alone', async () => {
    const obs = await anObs({ password: PASSWORD })
    const { add } = await aDoor({ address: obs.address, password: PASSWORD })
    const result = await add(WIDGETS, 'lang=en&preset=night')

    expect(result).toMatchObject({ ok: true, added: { version: '30.2.3', updated: [] } })
    expect(obs.scenes.get('Scene')).toEqual([])
    expect(obs.scenes.get('寄せ描き Yosegaki')?.map(({ source }) => source)).toEqual(['Yosegaki stage'])
    expect(obs.inputs.get('Yosegaki stage')).toMatchObject({
      kind: 'browser_source',
      settings: {
        url: 'http://127.0.0.1:4870/overlay/stage?token=link-1&lang=en&preset=night',
        width: 1920,
        height: 1080,
        shutdown: false,
      },
    })
    expect(obs.inputs.get('Yosegaki ballot')?.settings).toMatchObject({ width: 968, height: 600 })
    expect(
      obs.scenes.get('寄せ描き 部品 Parts')?.find(({ source }) => source === 'Yosegaki ballot'),
    ).toMatchObject({
      enabled: true,
      transform: { positionX: 928, positionY: 248 },
    })
  })

  it('O6: a second click brings new links and sizes, moves nothing, and takes the old link back', async () => {
    const obs = await anObs()
    const { add, links } = await aDoor({ address: obs.address })
    await add()
    const before = structuredClone([...obs.scenes])
    const again = await add()
    expect(again).toMatchObject({ ok: true, added: { added: [] } })
    expect([...obs.scenes]).toEqual(before)
    expect(obs.inputs.get('Yosegaki stage')?.settings.url).toContain('token=link-2')
    expect([...links]).toEqual([
      ['link-1', 'revoked'],
      ['link-2', 'usable'],
    ])
  })

  it('O6: a source taken out of its scene comes back, once', async () => {
    const obs = await anObs()
    const { add } = await aDoor({ address: obs.address })
    await add(['stage'])
    obs.scenes.set('寄せ描き Yosegaki', [])
    await add(['stage'])
    expect(obs.scenes.get('寄せ描き Yosegaki')).toHaveLength(1)
  })

  it('O6: an OBS without a browser source gets no link, and the words say what to install', async () => {
    const obs = await anObs({ browserSource: false })
    const { add, links } = await aDoor({ address: obs.address })
    const result = await add()
    expect(result).toMatchObject({ ok: false, reason: { en: expect.stringContaining('obs-browser') } })
    expect(links.size).toBe(0)
    expect(obs.inputs.size).toBe(0)
  })

  it('O6: no OBS, a wrong password and no password are told apart', async () => {
    const obs = await anObs({ password: PASSWORD })
    const words = async (settings: ObsSettings): Promise<string> => {
      const result = await (await aDoor(settings)).add()
      return result.ok ? 'added' : result.reason.en
    }
    expect(await words({ address: 'ws://127.0.0.1:9' })).toContain('No OBS answers')
    expect(await words({ address: obs.address, password: 'wrong' })).toContain('did not take the password')
    expect(await words({ address: obs.address })).toContain('did not take the password')
  })

  it('O6: the password is stored sealed, and told to nobody but OBS, which hears only that we know it', async () => {
    const obs = await anObs({ password: PASSWORD })
    const { door, stored, add } = await aDoor({ address: obs.address, password: PASSWORD })
    const result = await add()
    const told = JSON.stringify([await door.view(), result, [...stored], obs.words])
    expect(result.ok).toBe(true)
    expect(await door.view()).toEqual({ address: obs.address, hasPassword: true })
    expect(told).not.toContain(PASSWORD)

    await door.save({ address: obs.address })
    expect((await door.view()).hasPassword).toBe(true)
    await door.save({ address: obs.address, password: '' })
    expect((await door.view()).hasPassword).toBe(false)
  })
})
