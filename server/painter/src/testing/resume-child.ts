/** Resumes checkpoints in a process of its own: JSON {scheduler: hex} on stdin; prints the finished pixels the same way. */
import { text } from 'node:stream/consumers'
import { openPainter } from '../index.ts'
import type { SchedulerName } from '../types.ts'
import { finish, RESUME_REQUEST } from './finish.ts'
import { TINY_MODEL } from './tiny-model.ts'

const checkpoints = JSON.parse(await text(process.stdin)) as Record<SchedulerName, string>
const painter = await openPainter(TINY_MODEL, { threads: 1 })
const finished: Record<string, string> = {}
for (const [scheduler, hex] of Object.entries(checkpoints) as [SchedulerName, string][]) {
  const picture = await finish(
    painter.paint({ ...RESUME_REQUEST, scheduler, resumeFrom: Buffer.from(hex, 'hex') }),
  )
  finished[scheduler] = Buffer.from(picture.data).toString('hex')
}
await painter.close()
process.stdout.write(JSON.stringify(finished))
