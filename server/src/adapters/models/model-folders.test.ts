import { cp, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createModelFolders } from './model-folders.ts'

const TINY = resolve(import.meta.dirname, '../../../../tests/models/tiny')
const SD = resolve(import.meta.dirname, '../../../../tests/models/sd')

let shelf: string
beforeAll(async () => {
  shelf = await mkdtemp(join(tmpdir(), 'yosegaki-models-'))
  await cp(TINY, join(shelf, 'broken'), { recursive: true })
  await truncate(join(shelf, 'broken/unet/model.onnx'), 1000)
  await symlink(SD, join(shelf, 'sd'))
  await symlink(SD, join(shelf, 'tiny'))
  await mkdir(join(shelf, 'no-model'))
  await writeFile(join(shelf, 'notes.txt'), '')
})
afterAll(() => rm(shelf, { recursive: true }))

describe('A26: the models a house can load', () => {
  it('are its own and those beside each other in a folder, each with what it is or why it cannot be used', async () => {
    const folders = createModelFolders(TINY, shelf)
    const list = await folders.list()
    expect(list.map(({ name }) => name)).toEqual(['tiny', 'broken', 'sd'])
    expect(list[0]).toMatchObject({ problem: null, model: { id: 'tiny-1', licence: 'CC0-1.0' } })
    expect(list[0]?.model?.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(list[1]).toMatchObject({ model: null, problem: expect.stringContaining('unet/model.onnx') })
    expect(list[2]).toMatchObject({ problem: null, model: { id: expect.any(String) } })
  })

  it('are found by name and by hash; the house’s own hides another of its name', async () => {
    const folders = createModelFolders(TINY, shelf)
    expect(await folders.pathOf('tiny')).toBe(TINY)
    expect(await folders.pathOf('sd')).toBe(join(shelf, 'sd'))
    for (const name of ['no-model', 'nowhere', '..', 'notes.txt']) expect(await folders.pathOf(name)).toBeNull()
    const [, , sd] = await folders.list()
    expect(await folders.withHash(sd?.model?.hash ?? '')).toBe('sd')
    expect(await folders.withHash('0'.repeat(64))).toBeNull()
  })

  it('are looked at again where a file of theirs has changed, and need no shelf', async () => {
    const own = join(shelf, 'mended')
    await cp(TINY, own, { recursive: true })
    const folders = createModelFolders(own, join(shelf, 'nowhere'))
    expect(await folders.list()).toMatchObject([{ name: 'mended', problem: null }])
    await truncate(join(own, 'unet/model.onnx'), 1000)
    expect(await folders.list()).toMatchObject([{ name: 'mended', model: null }])
    await rm(own, { recursive: true })
  })
})
