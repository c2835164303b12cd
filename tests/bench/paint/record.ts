/**
 * `record.ts <model> <threads> <file>`: paints the picture asked for on stdin once with our engine and writes down what each
 * `session.run` was fed. In a process of its own, so that the bare contestant's memory holds no engine.
 */
import { text } from 'node:stream/consumers'
import { startPainting } from '../../../server/painter/src/painting.ts'
import { openStudio } from '../../../server/painter/src/studio.ts'
import type { Ask } from './ask.ts'
import { recordRuns, writeRecording } from './recording.ts'

const [model = '', threads = '', file = ''] = process.argv.slice(2)
const { prompts, guidance, seed, steps } = JSON.parse(await text(process.stdin)) as Ask
const { studio, release } = await openStudio(model, { threads: Number(threads) })
// Ours has remembered the empty text since its first picture.
await studio.embedRows([''])
const runs = recordRuns()
const painting = await startPainting(studio, { seed, steps, scheduler: 'ddim' })
const conditioning = { prompts: prompts.map((text) => ({ text, weight: 1 })), guidance }
while (painting.next < painting.of) await painting.step(conditioning, { preview: 'none' })
await painting.decode()
await writeRecording(file, runs)
await release()
