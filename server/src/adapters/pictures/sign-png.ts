import { randomUUID } from 'node:crypto'
import { PNG } from '@trustnxt/c2pa-ts/asset'
import type { Signer } from '@trustnxt/c2pa-ts/cose'
import { CBORBox, type IBox } from '@trustnxt/c2pa-ts/jumbf'
import {
  ActionAssertion,
  ActionType,
  Assertion,
  ClaimVersion,
  DataHashAssertion,
  DigitalSourceType,
  ManifestStore,
} from '@trustnxt/c2pa-ts/manifest'
import type { Work } from '../../ports.ts'

/** Where the painting's own facts are in the manifest: model, seed, steps, licence. */
export const PAINTING_LABEL = 'org.yosegaki.painting'

/**
 * A finished work's PNG with a C2PA manifest (Content Credentials) in it: created by a trained algorithm, from no other
 * picture, with which model and seed; signed over every other byte of the file. The pixels stay as they are.
 * @param png the file as it hangs in the gallery, its XMP included.
 */
export async function signPng(png: Uint8Array, work: Work, signer: Signer): Promise<Uint8Array> {
  const asset = new PNG(png)
  const store = new ManifestStore()
  const manifest = store.createManifest({
    claimVersion: ClaimVersion.V2,
    assetFormat: 'image/png',
    instanceID: `xmp:iid:${randomUUID()}`,
    defaultHashAlgorithm: 'SHA-256',
    signer,
  })
  if (manifest.claim === undefined) throw new Error('a new manifest has no claim')
  manifest.claim.claimGeneratorName = 'Yosegaki'
  manifest.claim.title = work.title.ja

  const actions = new ActionAssertion()
  actions.actions = [
    {
      action: ActionType.C2paCreated,
      digitalSourceType: DigitalSourceType.TrainedAlgorithmicMedia,
      softwareAgent: { name: `Yosegaki ${work.model.id}` },
    },
  ]
  const binding = DataHashAssertion.create('SHA-256')
  for (const assertion of [actions, new PaintingAssertion(work), binding]) manifest.addAssertion(assertion)

  await asset.ensureManifestSpace(store.measureSize())
  await binding.updateWithAsset(asset)
  await manifest.sign(signer)
  await asset.writeManifestJUMBF(store.getBytes())
  return asset.getDataRange()
}

class PaintingAssertion extends Assertion {
  override label = PAINTING_LABEL
  override uuid = new ActionAssertion().uuid
  readonly #work: Work
  constructor(work: Work) {
    super()
    this.#work = work
  }
  override readContentFromJUMBF(): void {
    throw new Error('only ever written')
  }
  override generateJUMBFBoxForContent(): IBox {
    const { model, seed, steps, licence } = this.#work
    const box = new CBORBox()
    box.content = {
      model: { id: model.id, ...(model.hash === undefined ? {} : { sha256: model.hash }) },
      seed,
      steps,
      licence: licence.url,
    }
    return box
  }
}
