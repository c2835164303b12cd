import { access, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Signer } from '@trustnxt/c2pa-ts/cose'
import type { Work } from '../../ports.ts'
import { picturePaths } from './frame-store.ts'
import { signPng } from './sign-png.ts'
import { loadSigner } from './signing-key.ts'

/**
 * Works' PNGs with Content Credentials, as files beside the others. Each is signed when first asked for and kept: so works
 * from before there were any have them too, and no fault of signing keeps a picture out of the gallery.
 */
export function createSignedPictures(dataDir: string) {
  const underWay = new Map<string, Promise<string | null>>()
  let signer: Signer | null = null

  const make = async (work: Work): Promise<string | null> => {
    const paths = picturePaths(work.id)
    const file = join(dataDir, paths.signed)
    if (await isThere(file)) return file
    const png = await readFile(join(dataDir, paths.png)).catch(() => null)
    if (png === null) return null
    signer ??= await loadSigner(dataDir)
    const signed = await signPng(new Uint8Array(png), work, signer)
    await writeFile(`${file}.part`, signed)
    await rename(`${file}.part`, file)
    return file
  }

  return {
    /** Path of the signed file, made where it is missing; null where the work's picture is gone. */
    fileOf(work: Work): Promise<string | null> {
      const known = underWay.get(work.id)
      if (known !== undefined) return known
      const making = make(work).finally(() => underWay.delete(work.id))
      underWay.set(work.id, making)
      return making
    },
  }
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )
