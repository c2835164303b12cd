import { access, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import type { FramePlace, FrameStore, RgbImage, StoredFrame, Work } from '../../ports.ts'
import { xmpOf } from './xmp.ts'

/** Shown pictures are at least this wide: small models paint small, and browsers blow up less kindly than Lanczos. */
const SHOWN_WIDTH = 512

/**
 * Frames and finished pictures as files below `dataDir`, served as `/frames/...` and `/pictures/...`. A file is written
 * beside its place and moved in, so that a reader or a crash never meets half of one.
 */
export function createFrameStore(dataDir: string): FrameStore {
  const write = async (folder: string, name: string, bytes: Buffer): Promise<void> => {
    await mkdir(join(dataDir, folder), { recursive: true })
    const target = join(dataDir, folder, name)
    await writeFile(`${target}.part`, bytes)
    await rename(`${target}.part`, target)
  }
  const namesOf = (artworkId: string): Promise<string[]> =>
    readdir(join(dataDir, 'frames', artworkId)).catch(() => [])
  const frameOf = (artworkId: string, place: FramePlace, size: Size): StoredFrame => ({
    url: frameUrl(artworkId, place),
    ...size,
  })

  return {
    async save(artworkId, place, image) {
      const size = shownSize(image)
      await write(
        `frames/${artworkId}`,
        nameOf(place),
        await enlarged(image).webp({ quality: 82 }).toBuffer(),
      )
      return frameOf(artworkId, place, size)
    },
    async finish(work, image) {
      const size = shownSize(image)
      const picture = enlarged(image).withXmp(xmpOf(work))
      await write('pictures', `${work.id}.png`, await picture.clone().png({ compressionLevel: 9 }).toBuffer())
      await write('pictures', `${work.id}.webp`, await picture.clone().webp({ quality: 92 }).toBuffer())
      return { url: picturePaths(work.id).webp, ...size }
    },
    async find(artworkId, place) {
      const file = join(dataDir, 'frames', artworkId, nameOf(place))
      const there = await access(file).then(
        () => true,
        () => false,
      )
      if (!there) return null
      const { width = SHOWN_WIDTH, height = SHOWN_WIDTH } = await sharp(file).metadata()
      return frameOf(artworkId, place, { width, height })
    },
    async keep(artworkId, counts) {
      const gone = (await namesOf(artworkId)).filter((name) => {
        const place = placeIn(name)
        return place === null || !counts(place)
      })
      await Promise.all(gone.map((name) => rm(join(dataDir, 'frames', artworkId, name), { force: true })))
    },
    drop: (artworkId) => rm(join(dataDir, 'frames', artworkId), { recursive: true, force: true }),
    artworks: () => readdir(join(dataDir, 'frames')).catch(() => []),
    async list(artworkId) {
      return (await namesOf(artworkId))
        .flatMap((name) => placeIn(name) ?? [])
        .sort((a, b) => a.step - b.step || a.take - b.take)
        .map((place) => ({ ...place, url: frameUrl(artworkId, place) }))
    },
  }
}

const frameUrl = (artworkId: string, place: FramePlace): string => `/frames/${artworkId}/${nameOf(place)}`

/** The first take's frames have no number of their own. */
const nameOf = ({ step, take }: FramePlace): string => `${step}${take === 0 ? '' : `-${take}`}.webp`

function placeIn(name: string): FramePlace | null {
  const found = /^(\d+)(?:-(\d+))?\.webp$/.exec(name)
  return found && { step: Number(found[1]), take: Number(found[2] ?? 0) }
}

/** URL paths of a finished work's files. */
export const picturePaths = (id: Work['id']): { png: string; webp: string; signed: string } => ({
  png: `/pictures/${id}.png`,
  webp: `/pictures/${id}.webp`,
  signed: `/pictures/${id}.c2pa.png`,
})

type Size = { width: number; height: number }

function shownSize({ width, height }: RgbImage): Size {
  const scale = Math.max(1, SHOWN_WIDTH / width)
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}

function enlarged(image: RgbImage): Sharp {
  const { width, height } = image
  return sharp(image.data, { raw: { width, height, channels: 3 } }).resize({
    ...shownSize(image),
    kernel: 'lanczos3',
  })
}
