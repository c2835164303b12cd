import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Random weights, 32 px: good for everything but pictures. */
export const TINY_MODEL = fileURLToPath(new URL('../../../../tests/models/tiny', import.meta.url))

/** Of Stable Diffusion 1.x's class, random weights, 64 px, as Optimum exports it. */
export const SD_MODEL = fileURLToPath(new URL('../../../../tests/models/sd', import.meta.url))

/** A copy to spoil; without the hashes of its files, which would be the first to complain, unless they are kept. */
export async function copyTinyModel(options: { keepHashes?: boolean } = {}) {
  const model = await copyModel(TINY_MODEL)
  if (!options.keepHashes) {
    await model.edit('model.json', (fields) => {
      fields.files = {}
    })
  }
  return model
}

export async function copyModel(from: string) {
  const folder = await mkdtemp(join(tmpdir(), 'yosegaki-model-'))
  await cp(from, folder, { recursive: true })
  const edit = async (file: string, change: (fields: Record<string, unknown>) => void) => {
    const fields = JSON.parse(await readFile(join(folder, file), 'utf8')) as Record<string, unknown>
    change(fields)
    await writeFile(join(folder, file), JSON.stringify(fields))
  }
  return {
    folder,
    path: (file: string) => join(folder, file),
    edit,
    remove: (file: string) => rm(join(folder, file)),
    async replace(file: string, change: (bytes: Buffer) => Buffer) {
      await writeFile(join(folder, file), change(await readFile(join(folder, file))))
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Fills the largest float16 weight of an ONNX file with NaN, by walking its protobuf: ModelProto.graph.initializer. */
export function poisonWeights(onnx: Buffer): Buffer {
  const poisoned = Buffer.from(onnx)
  const graph = fields(poisoned).find((each) => each.number === 7)!.bytes
  const weights = fields(graph)
    .filter((each) => each.number === 5)
    .map((tensor) => fields(tensor.bytes))
    .filter((tensor) => tensor.some((each) => each.number === 2 && each.value === FLOAT16))
    .flatMap((tensor) => tensor.filter((each) => each.number === RAW_DATA).map((each) => each.bytes))
  const largest = weights.sort((a, b) => b.length - a.length)[0]!
  for (let at = 0; at < largest.length; at += 2) largest.writeUInt16LE(0x7e00, at)
  return poisoned
}

const FLOAT16 = 10
const RAW_DATA = 9

type Field = { number: number; value: number; bytes: Buffer }

function fields(message: Buffer): Field[] {
  const found: Field[] = []
  let at = 0
  const varint = () => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = message[at++]!
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return value
    }
  }
  while (at < message.length) {
    const tag = varint()
    const [number, kind] = [tag >> 3, tag & 7]
    if (kind === 0) found.push({ number, value: varint(), bytes: Buffer.alloc(0) })
    else {
      const length = kind === 2 ? varint() : kind === 1 ? 8 : 4
      found.push({ number, value: 0, bytes: message.subarray(at, at + length) })
      at += length
    }
  }
  return found
}
