import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createModelFolders } from '../adapters/models/model-folders.ts'
import { openOnnxPainter } from '../adapters/painter/onnx-painter.ts'
import { createFrameStore, picturePaths } from '../adapters/pictures/frame-store.ts'
import { readReplayFile } from '../adapters/replay/replay-file.ts'
import { createArtworkStore } from '../adapters/store/artwork-store.ts'
import { openDatabase } from '../adapters/store/open-database.ts'
import { createWorkStore } from '../adapters/store/work-store.ts'
import type { Config } from '../config.ts'
import type { ArtworkEvent } from '../domain/artwork/artwork.ts'
import { type Replayed, ReplayRefused, replayArtwork } from '../flow/replay-artwork.ts'

export type ReplayReport = Replayed & {
  /** Whether the picture that the gallery shows has the very bytes that this one gives; null where its file is gone. */
  sameFile: boolean | null
}

type Stepped = (step: number, of: number) => void

/** Paint the artwork of a replay file again. Needs neither database nor house, only the model. */
export async function composeFileReplay(
  config: Config,
  file: string,
  stepped: Stepped,
): Promise<ReplayReport> {
  const log = await readReplayFile(file)
  return { ...(await paintAgain(config, log, stepped)), sameFile: null }
}

/** Paint an artwork of this house again, by its number or id: the database and the painter, without the house around them. */
export async function composeReplay(config: Config, wanted: string, stepped: Stepped): Promise<ReplayReport> {
  const database = await openDatabase(config)
  try {
    const artworks = createArtworkStore(database)
    const works = createWorkStore(database)
    const id = /^[1-9]\d*$/.test(wanted) ? await works.idOf(Number(wanted)) : wanted
    const log = id === null ? [] : await artworks.log(id)
    if (id === null || log.length === 0)
      throw new ReplayRefused(`there is no artwork ${wanted} in ${database.where}`)
    const replayed = await paintAgain(config, log, stepped)
    const work = await works.find(id)
    return { ...replayed, sameFile: work && (await compareFiles(config.dataDir, work, replayed.image)) }
  } finally {
    await database.close()
  }
}

async function paintAgain(config: Config, log: readonly ArtworkEvent[], stepped: Stepped): Promise<Replayed> {
  const painter = await openOnnxPainter({ ...config, folder: await folderFor(config, log) })
  try {
    return await replayArtwork(painter, log, stepped)
  } finally {
    await painter.close()
  }
}

/** Of the model that painted it, where it is at hand; else the house's own, and what differs is told. */
async function folderFor(config: Config, log: readonly ArtworkEvent[]): Promise<string> {
  const folders = createModelFolders(config.modelDir, config.modelsDir)
  const hash = log.findLast((event) => event.type === 'published')?.painted?.origin.model
  const name = hash === undefined ? null : await folders.withHash(hash)
  return (name && (await folders.pathOf(name))) ?? config.modelDir
}

/** The same picture and work give the same file (F2): so the file in the gallery can be held against a fresh one. */
async function compareFiles(
  dataDir: string,
  work: Parameters<ReturnType<typeof createFrameStore>['finish']>[0],
  image: Replayed['image'],
): Promise<boolean | null> {
  const fresh = await mkdtemp(join(tmpdir(), 'yosegaki-replay-'))
  try {
    await createFrameStore(fresh).finish(work, image)
    const { png } = picturePaths(work.id)
    const [shown, again] = await Promise.all([
      readFile(join(dataDir, png)).catch(() => null),
      readFile(join(fresh, png)),
    ])
    return shown === null ? null : shown.equals(again)
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}
