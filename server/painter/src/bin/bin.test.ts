import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { TINY_MODEL } from '../testing/tiny-model.ts'
import { conditioningOf, planOf, readPaintOptions } from './paint-options.ts'
import { createProgress } from './progress.ts'
import { readPrompt } from './prompt-weight.ts'

async function call(command: 'paint' | 'contact-sheet', ...args: string[]) {
  const child = spawn(process.execPath, [fileURLToPath(new URL(`./${command}.ts`, import.meta.url)), ...args])
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await ended, stdout, stderr }
}

async function inFolder(use: (folder: string) => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), 'yosegaki-paint-'))
  await use(folder).finally(() => rm(folder, { recursive: true }))
}

describe('P29: a prompt may end in its weight', () => {
  test.each([
    ['りんご', 'りんご', 1],
    ['りんご:0.7', 'りんご', 0.7],
    ['りんご：2', 'りんご', 2],
    ['time 10:30:1', 'time 10:30', 1],
    ['ratio: good', 'ratio: good', 1],
  ])('%s', (argument, prompt, weight) => {
    expect(readPrompt(argument)).toEqual({ text: prompt, weight })
  })
})

test('P28: options become a plan; what is not said is the model’s', () => {
  const options = readPaintOptions([
    'りんご:0.7',
    'blue:0.3',
    '--negative',
    'grey',
    '--out',
    'a.png',
    '--seed',
    '7',
    '--count',
    '2',
    '--touch-up',
    '0.5:4',
  ])
  expect(options).toMatchObject({ out: 'a', seeds: [7, 8], size: undefined, painter: { provider: 'cpu' } })
  const plan = planOf(options, 7, { steps: 25 })
  expect(plan).toEqual({ seed: 7, steps: 25 })
  const always = {
    prompts: [
      { text: 'りんご', weight: 0.7 },
      { text: 'blue', weight: 0.3 },
    ],
    negative: [{ text: 'grey', weight: 1 }],
    guidance: 4,
    regions: [],
  }
  const conditioning = conditioningOf(options, plan, { guidance: 4 })
  expect(conditioning(24)).toEqual(always)
  expect(conditioning(25)).toEqual({ ...always, touchUp: { strength: 0.5, steps: 4 } })
})

test('P28: parts of the picture have prompts and touch-ups of their own', () => {
  const parts = [
    '--region',
    'moon:2@0.6,0,0.4,0.4',
    '--touch-up',
    '0.5:4@0,0.5,1,0.5',
    '--from',
    'sketch.jpg',
  ]
  const options = readPaintOptions(['night', '--out', 'a.png', ...parts])
  expect(options).toMatchObject({
    regions: [
      { prompts: [{ text: 'moon', weight: 2 }], where: { left: 0.6, top: 0, width: 0.4, height: 0.4 } },
    ],
    touchUp: { strength: 0.5, steps: 4, where: { left: 0, top: 0.5, width: 1, height: 0.5 } },
    from: 'sketch.jpg',
  })
  const from = { width: 1, height: 1, data: new Uint8Array(3) }
  expect(planOf(options, 0, { steps: 25, from })).toEqual({ seed: 0, steps: 0, picture: from })
})

test.each([
  [['--out', 'a.png'], 'say what to paint'],
  [['cat'], 'say where to write'],
  [['cat', '--out', 'a.jpg'], '--out must end in .png'],
  [['cat', '--out', 'a.png', '--seed', '-1'], 'seed'],
  [['cat', '--out', 'a.png', '--steps', 'many'], '--steps must be a whole number from 1 to 1000, is "many"'],
  [['cat', '--out', 'a.png', '--scheduler', 'lms'], '--scheduler must be one of ddim, ddpm, pndm'],
  [['cat', '--out', 'a.png', '--region', 'moon'], '--region must be text@left,top,width,height'],
  [['cat', '--out', 'a.png', '--region', 'moon@0,0,1'], '--region: a box must be left,top,width,height'],
  [['cat', '--out', 'a.png', '--from', 'b.png'], '--from needs a --touch-up'],
  [['cat', '--out', 'a.png', '--touch-up', '0.5'], '--touch-up must be strength:steps'],
  [['cat', '--out', 'a.png', '--colour'], 'Unknown option'],
])('P28: %j is a usage error', (argv, message) => {
  expect(() => readPaintOptions(argv)).toThrow(message)
})

describe('P28: the command line', () => {
  test('--help says how, and succeeds', async () => {
    const { code, stdout } = await call('paint', '--help')
    expect([code, stdout.split('\n')[0]]).toEqual([0, expect.stringContaining('usage: npm run paint')])
  })

  test('a usage error is told on stderr, with exit code 2', async () => {
    const { code, stdout, stderr } = await call('paint', 'cat')
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^error: say where to write the picture/)
  })

  test('a failure is one line on stderr, with exit code 1', async () => {
    const { code, stderr } = await call('paint', 'cat', '--out', 'a.png', '--model', '/no/such/folder')
    expect([code, stderr]).toEqual([1, 'error: /no/such/folder: is not a folder\n'])
  })

  test('a picture of the size asked for, and its strip; plain progress lines without a terminal', () =>
    inFolder(async (folder) => {
      const out = join(folder, 'apple.png')
      const options = ['--seed', '7', '--steps', '3', '--size', '64', '--strip', '--model', TINY_MODEL]
      const { code, stdout, stderr } = await call('paint', 'りんご', '--out', out, ...options)
      expect([code, stdout]).toEqual([0, expect.stringContaining(out)])
      expect(stderr).toMatch(/^1\/3 .*\n2\/3 .*\n3\/3 .*\n$/)
      expect(await sharp(await readFile(out)).metadata()).toMatchObject({
        format: 'png',
        width: 64,
        height: 64,
      })
      expect((await sharp(await readFile(join(folder, 'apple-strip.png'))).metadata()).width).toBe(
        4 * 100 - 4,
      )
    }))

  test('a picture may begin with another one', () =>
    inFolder(async (folder) => {
      const [first, second] = [join(folder, 'first.png'), join(folder, 'second.png')]
      const model = ['--model', TINY_MODEL, '--steps', '2']
      await call('paint', 'りんご', '--out', first, ...model)
      const over = ['--from', first, '--touch-up', '0.5:2']
      const { code, stderr } = await call('paint', '猫', '--out', second, ...over, ...model)
      expect([code, stderr]).toEqual([0, expect.stringMatching(/^1\/2 .*\n2\/2 .*\n$/)])
      expect(await readFile(second)).not.toEqual(await readFile(first))
      const bad = await call(
        'paint',
        '猫',
        '--out',
        second,
        '--from',
        TINY_MODEL,
        '--touch-up',
        '0.5:2',
        ...model,
      )
      expect([bad.code, bad.stderr]).toEqual([2, expect.stringContaining('cannot be read as a picture')])
    }))

  test('a contact sheet: each noun twice, with labels', () =>
    inFolder(async (folder) => {
      const out = join(folder, 'sheet.png')
      const { code, stderr } = await call(
        'contact-sheet',
        '--out',
        out,
        '--model',
        TINY_MODEL,
        '--steps',
        '1',
      )
      expect([code, stderr]).toEqual([0, expect.not.stringContaining('error')])
      expect((await sharp(await readFile(out)).metadata()).width).toBe(2 * (2 * 96 + 24))
    }))
})

test('P28: on a terminal the progress is one line, rewritten', () => {
  const written: string[] = []
  const progress = createProgress({ isTTY: true, write: (line) => written.push(line) })
  progress.show(1, 2, 'painting')
  progress.show(2, 2, 'painting')
  progress.end()
  expect(written.join('')).not.toContain('\n')
  expect(written[1]).toContain('2/2')
})
