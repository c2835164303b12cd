import type { Ask, NewAsk } from './ask.ts'
import type { Contestant } from './contestant.ts'
import { startNode } from './contestants.ts'
import { median } from './statistics.ts'

type Case = { size: number; steps: number; prompts: number; pictures: number }
type Measured = Case & { model: string; seconds: number }
export type TableOptions = {
  model: string
  modelSize: number
  /** A folder whose graphs leave their size open. */
  resizable: string
  threads: number
  rounds: number
  newAsk: NewAsk
}

/**
 * Seconds a picture against steps, rows, pictures side by side, and size: a Markdown table. Sizes are whole multiples of the
 * 64 pixels that a UNet of four levels can halve without a rest.
 */
export async function measureTable(options: TableOptions): Promise<string> {
  const { model, resizable, modelSize } = options
  const base: Case = { size: modelSize, steps: 25, prompts: 1, pictures: 1 }
  const own = await measureCases(options, model, [
    ...[10, 25, 50].map((steps) => ({ ...base, steps })),
    ...[2, 3, 4].map((prompts) => ({ ...base, prompts })),
    ...[2, 3, 4].map((pictures) => ({ ...base, pictures })),
  ])
  const sized = await measureCases(
    options,
    resizable,
    [64, 128, 192].map((size) => ({ ...base, size })),
  )
  const lines = [...own, ...sized].map(lineOf)
  return [
    '| model | pixels | steps | rows | pictures side by side | seconds a picture |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...lines,
  ].join('\n')
}

async function measureCases(options: TableOptions, model: string, cases: Case[]): Promise<Measured[]> {
  const { threads, rounds, newAsk } = options
  const ours = await startNode('ours', [model, `${threads}`])
  const seconds = cases.map((): number[] => [])
  for (let round = -1; round < rounds; round += 1) {
    for (const [n, each] of cases.entries()) {
      const taken = await secondsOf(ours, askOf(newAsk, each))
      if (round >= 0) seconds[n]!.push(taken / each.pictures) // the first round warms up
    }
    console.error(`table, ${model}: round ${round + 1} of ${rounds}`)
  }
  await ours.close()
  return cases.map((each, n) => ({ ...each, model, seconds: median(seconds[n]!) }))
}

function askOf(newAsk: NewAsk, { size, steps, prompts, pictures }: Case): Ask {
  return newAsk({ steps, pictures, size: { width: size, height: size } }, prompts)
}

async function secondsOf(ours: Contestant, ask: Ask): Promise<number> {
  return (await ours.ask(ask)).seconds
}

function lineOf({ model, size, steps, prompts, pictures, seconds }: Measured): string {
  const name = model.split('/').at(-1)
  return `| ${name} | ${size} | ${steps} | ${prompts + 1} | ${pictures} | ${seconds.toFixed(3)} |`
}
