import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { type AttackModel, createAttackModel, type LearnedWeights } from '../../domain/chat/attack-model.ts'
import { FEATURES_VERSION } from '../../domain/chat/line-features.ts'

/** The learned reading of lines as it is kept: numbers in `.json`, and in `.bin` per piece its hash (4 bytes), pull and side. */
const Header = z.strictObject({
  /** Which pieces of lines it was trained on. */
  features: z.number().int(),
  pieces: z.number().int().min(1).max(200_000),
  /** Of the `.bin`. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  pullUnit: z.number().positive(),
  sideUnit: z.number().positive(),
  bias: z.number(),
  refuseAbove: z.number(),
  sparedBelow: z.number(),
})

const FOLDER = new URL('../../../attack-model/', import.meta.url)
const MEND = 'Take server/attack-model from the repository again, or train it: npm run train -- moderation'

/** One block after the other: hashes (little-endian), pulls, sides. */
const bytesOf = ({ keys, pulls, sides }: LearnedWeights): Buffer => {
  const hashes = Buffer.alloc(keys.length * 4)
  for (const [at, key] of keys.entries()) hashes.writeInt32LE(key, at * 4)
  return Buffer.concat([hashes, Buffer.from(pulls.buffer, pulls.byteOffset, pulls.length), sides])
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

export const writeAttackModel = async (learned: LearnedWeights, folder = FOLDER): Promise<void> => {
  const bytes = bytesOf(learned)
  const { keys, pulls: _pulls, sides: _sides, ...numbers } = learned
  const header = { features: FEATURES_VERSION, pieces: keys.length, sha256: sha256(bytes), ...numbers }
  await writeFile(new URL('weights.bin', folder), bytes)
  await writeFile(new URL('model.json', folder), `${JSON.stringify(Header.parse(header), null, 2)}\n`)
}

/** Throws, with what to do, where the files are not what was trained for this version of the house. */
export const loadAttackModel = async (folder = FOLDER): Promise<AttackModel> => {
  const header = Header.parse(JSON.parse(await readFile(new URL('model.json', folder), 'utf8')))
  const { features, pieces, sha256: wanted, ...numbers } = header
  if (features !== FEATURES_VERSION)
    throw new Error(
      `${new URL('model.json', folder).pathname} was trained on features ${features}, this house reads ${FEATURES_VERSION}. ${MEND}`,
    )
  const bytes = await readFile(new URL('weights.bin', folder))
  if (bytes.length !== pieces * 6 || sha256(bytes) !== wanted)
    throw new Error(
      `${new URL('weights.bin', folder).pathname} is not what model.json was written for. ${MEND}`,
    )
  const keys = Int32Array.from({ length: pieces }, (_, at) => bytes.readInt32LE(at * 4))
  const pulls = new Int8Array(bytes.subarray(pieces * 4, pieces * 5))
  const sides = new Uint8Array(bytes.subarray(pieces * 5))
  return createAttackModel({ keys, pulls, sides, ...numbers })
}
