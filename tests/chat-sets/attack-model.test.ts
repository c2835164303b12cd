import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { learnLines } from '../../scripts/moderation/learn-lines.ts'
import { readTrainingLines } from '../../scripts/moderation/lines.ts'
import { loadAttackModel, writeAttackModel } from '../../server/src/adapters/chat/attack-model-file.ts'
import { judge } from '../../server/src/domain/chat/judge.ts'
import { normalise } from '../../server/src/domain/chat/normalise.ts'

const KEPT = new URL('../../server/attack-model/', import.meta.url)
let home: string
let folder: URL
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'attack-model-'))
  folder = pathToFileURL(`${home}/`)
})
afterAll(() => rm(home, { recursive: true }))

describe('C96: the model is what its lines make of it', () => {
  it('C96: learned anew, it is the model that is kept, byte for byte (else: npm run train -- moderation)', async () => {
    const { refuseAbove, sparedBelow } = await loadAttackModel()
    await writeAttackModel({ ...learnLines(await readTrainingLines()), refuseAbove, sparedBelow }, folder)
    for (const file of ['model.json', 'weights.bin'])
      expect((await readFile(new URL(file, folder))).equals(await readFile(new URL(file, KEPT)))).toBe(true)
  }, 120_000)

  it('C96: one of other pieces, and a damaged one, is refused with what to do', async () => {
    await cp(KEPT, folder, { recursive: true })
    const header = await readFile(new URL('model.json', folder), 'utf8')
    await writeFile(new URL('model.json', folder), header.replace(/"features": \d+/, '"features": 999'))
    await expect(loadAttackModel(folder)).rejects.toThrow(/features 999.*npm run train -- moderation/)
    await writeFile(new URL('model.json', folder), header)
    const weights = await readFile(new URL('weights.bin', folder))
    weights[7]! ^= 1
    await writeFile(new URL('weights.bin', folder), weights)
    await expect(loadAttackModel(folder)).rejects.toThrow(
      /not what model.json was written for.*npm run train/,
    )
  })

  it('C94: it knows what nobody wrote into a list', async () => {
    const attacks = await loadAttackModel()
    const refused = (text: string): boolean => !judge(normalise(text), attacks).ok
    for (const line of ['お前の絵、犬の落書きのほうがまだましだわ', 'nobody would miss you if you were gone'])
      expect([line, refused(line)]).toEqual([line, true])
    for (const line of ['猫', '2', 'わーい', '赤い屋根の家と犬', 'draw a castle at night please'])
      expect([line, refused(line)]).toEqual([line, false])
  })
})
