/** Resumes a checkpoint (hex on stdin) in a process of its own; prints the finished pixels in hex. */
import { text } from 'node:stream/consumers'
import { openPainter } from '../index.ts'
import { finish, RESUME_REQUEST } from './finish.ts'
import { TINY_MODEL } from './tiny-model.ts'

const resumeFrom = Buffer.from((await text(process.stdin)).trim(), 'hex')
const painter = await openPainter(TINY_MODEL)
const picture = await finish(painter.paint({ ...RESUME_REQUEST, resumeFrom }))
await painter.close()
process.stdout.write(Buffer.from(picture.data).toString('hex'))
