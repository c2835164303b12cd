import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ModelError } from '../errors.ts'
import { philox4x32 } from '../noise/philox.ts'
import { startPainting } from '../painting.ts'
import { openStudio } from '../studio.ts'
import { copyModel, copyTinyModel, poisonWeights, SD_MODEL } from '../testing/tiny-model.ts'
import { readJsonFile } from './json-file.ts'

const asked = { prompts: [{ text: 'りんご', weight: 1 }], guidance: 3 }

/** Opens the folder, paints two steps and decodes. */
async function paint(folder: string): Promise<void> {
  const { studio, release } = await openStudio(folder, { threads: 1 })
  try {
    const painting = await startPainting(studio, { seed: 1, steps: 2 })
    await painting.step(asked)
    await painting.step(asked)
    await painting.decode()
  } finally {
    await release()
  }
}

type Spoilt = { what: string; bytes: Buffer }

/** Cuts and flipped bits of one file, the same in every run. Half of the flips hit its beginning, where the graph is. */
function* spoil(file: string, good: Buffer, key: number): Generator<Spoilt> {
  for (let n = 0; n < 10; n += 1) {
    const [a, b, c, d] = philox4x32([n, 0, 0, 0], [key, 0])
    if (n < 5) {
      const length = a % good.length
      yield { what: `${file} cut to ${length} bytes`, bytes: good.subarray(0, length) }
      continue
    }
    const at = a % (n % 2 === 0 ? Math.min(good.length, 4000) : good.length)
    const bytes = Buffer.from(good)
    bytes[at]! ^= 1 << (b % 8)
    bytes[c % good.length]! ^= d % 2 === 0 ? 0 : 1 << (d % 8)
    yield { what: `${file} with bit ${b % 8} of byte ${at} flipped`, bytes }
  }
}

test('P2: whatever byte is wrong or missing, a folder paints or is a ModelError, and names nothing of the machine', async () => {
  await using model = await copyTinyModel()
  const files = readdirSync(model.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  expect(files.length).toBeGreaterThan(12)
  const ends = { painted: 0, refused: 0 }
  for (const [key, path] of files.entries()) {
    const good = readFileSync(path)
    for (const { what, bytes } of spoil(relative(model.folder, path), good, key)) {
      writeFileSync(path, bytes)
      const error: unknown = await paint(model.folder).then(
        () => undefined,
        (reason: unknown) => reason,
      )
      if (error === undefined) ends.painted += 1
      else {
        ends.refused += 1
        expect(error, what).toBeInstanceOf(ModelError)
        expect((error as Error).message, what).not.toMatch(/yosegaki-model|onnxruntime_src|node_modules/)
      }
    }
    writeFileSync(path, good)
  }
  expect(ends.painted).toBeGreaterThan(5)
  expect(ends.refused).toBeGreaterThan(50)
})

describe('P25: NaN in the weights is a ModelError naming the graph and the step; the painting stays where it was', () => {
  const cases: [string, string][] = [
    ['text_encoder', 'text_encoder/model.onnx: last_hidden_state is not finite for "'],
    ['unet', 'unet/model.onnx: out_sample holds numbers that are not finite at step 1 of 3'],
    ['vae_decoder', 'vae_decoder/model.onnx: '],
  ]
  test.each(cases)('%s', async (part, message) => {
    await using model = await copyTinyModel()
    await model.replace(`${part}/model.onnx`, poisonWeights)
    const { studio, release } = await openStudio(model.folder, { threads: 1 })
    const painting = await startPainting(studio, { seed: 1, steps: 3 })
    const work = part === 'vae_decoder' ? () => painting.decode() : () => painting.step(asked)
    await expect(work()).rejects.toThrow(ModelError)
    await expect(work()).rejects.toThrow(message)
    expect(painting.next).toBe(0)
    await release()
  })

  test('vae_encoder', async () => {
    await using model = await copyTinyModel()
    await model.replace('vae_encoder/model.onnx', poisonWeights)
    const { studio, release } = await openStudio(model.folder, { threads: 1 })
    const data = new Uint8Array(32 * 32 * 3)
    const starting = startPainting(studio, { seed: 1, steps: 0, picture: { width: 32, height: 32, data } })
    await expect(starting).rejects.toThrow('vae_encoder/model.onnx: ')
    await release()
  })
})

describe('P1: JSON is read as Python writes it', () => {
  const read = async (text: string) => {
    await using model = await copyTinyModel()
    await model.replace('preview.json', () => Buffer.from(text))
    return (await readJsonFile(model.folder, 'preview.json')).fields
  }
  test('numbers that JSON has no words for are numbers, in strings they are text', async () => {
    const text =
      '{"a": -Infinity, "b": [Infinity, NaN], "c": "NaN \\" -Infinity", "d\\\\": {"NaN": NaN}, "e": 1}'
    expect(await read(text)).toEqual({
      a: Number.NEGATIVE_INFINITY,
      b: [Number.POSITIVE_INFINITY, Number.NaN],
      c: 'NaN " -Infinity',
      'd\\': { NaN: Number.NaN },
      e: 1,
    })
  })

  test.each(['{"a": -NaN}', '{"a": Infinity', '{"a": nan}', '[NaN]', '{"a": 1,}'])(
    '%s is not',
    async (text) => {
      await expect(read(text)).rejects.toThrow(/preview\.json: (is not JSON|must hold a JSON object)/)
    },
  )

  test('a field that must be finite says what it is instead', async () => {
    await using model = await copyModel(SD_MODEL)
    await model.replace('vae_decoder/config.json', (bytes) =>
      Buffer.from(bytes.toString().replace(/"scaling_factor": [\d.]+/, '"scaling_factor": NaN')),
    )
    await expect(openStudio(model.folder)).rejects.toThrow(
      'vae_decoder/config.json: scaling_factor must be a number, is NaN',
    )
  })
})
