import { readFile, stat } from 'node:fs/promises'
import { Box, FanWorkMark, Id, Instant, Text, type WorkView } from '@yosegaki/contract'
import { z } from 'zod'
import type { ArtworkEvent } from '../../domain/artwork/artwork.ts'
import { logForEverybody } from '../../domain/artwork/story.ts'
import { PlanEntry } from '../plans/load-plans.ts'

const key = z.string().max(200)
const seed = z
  .number()
  .int()
  .min(0)
  .max(2 ** 32 - 1)
const hash = z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits')
const name = z.string().max(200)
const Painted = z.object({
  pixels: hash,
  origin: z.object({ model: name, runtime: name, provider: name, optimisation: name }),
})
const at = Instant
const take = z.number().int().min(0).max(1_000)
const option = z.object({ text: Text, from: z.enum(['chat', 'plan']), fanWork: FanWorkMark.optional() })

const AskedTouchUp = z.object({
  strength: z.number().gt(0).max(1),
  steps: z.number().int().min(1).max(1_000),
  seconds: z.number().min(0).max(86_400),
  where: Box.optional(),
  words: z.string().max(400).optional(),
  fanWork: FanWorkMark.optional(),
})

/** One entry of an artwork's log, as `ArtworkEvent` has it. */
const Event = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('opened'),
    at,
    id: Id,
    number: z.number().int().positive(),
    seed,
    plan: PlanEntry,
    modelId: name,
    modelHash: hash.optional(),
  }),
  z.object({
    type: z.literal('ballot-opened'),
    at,
    round: z.number().int().min(0).max(15),
    options: z.array(option).min(1).max(9),
    usual: z.number().min(0).optional(),
  }),
  z.object({
    type: z.literal('voted'),
    at,
    viewer: key,
    option: z.number().int().min(0).max(8),
    line: key.optional(),
    since: at.optional(),
  }),
  z.object({ type: z.literal('withdrawn'), at, viewer: key, line: key.nullable() }),
  z.object({
    type: z.literal('brigade-judged'),
    at,
    option: z.number().int().min(0).max(8),
    spans: z.array(z.object({ from: at, to: at })).max(1_000),
    counts: z.boolean(),
  }),
  z.object({
    type: z.literal('stepped'),
    at,
    step: z.number().int().min(0).max(10_000),
    take: take.optional(),
  }),
  ...(['ticked', 'held', 'resumed', 'restarted', 'skipped', 'hurried', 'voided'] as const).map((type) =>
    z.object({ type: z.literal(type), at }),
  ),
  z.object({ type: z.literal('extended'), at, seconds: z.number().min(0).max(86_400) }),
  z.object({ type: z.literal('touch-up-asked'), at, touchUp: AskedTouchUp }),
  z.object({ type: z.literal('take-restored'), at, left: take }),
  z.object({ type: z.literal('round-redone'), at, round: z.number().int().min(0).max(15) }),
  z.object({ type: z.literal('published'), at, painted: Painted.optional() }),
  z.object({ type: z.literal('abandoned'), at, reason: Text }),
])

export type ReplayEvent = z.infer<typeof Event>

/** A picture as what it follows from: model, seed, log. */
const ReplayFile = z.object({
  format: z.literal('yosegaki-replay'),
  version: z.literal(1),
  /** Which work it is of, for people. */
  work: z.object({ id: Id, number: z.number().int().positive(), title: Text, licence: z.string().max(300) }),
  model: z.object({ id: name, hash: hash.nullable() }),
  seed,
  /** What the finished picture has to have. */
  painted: Painted.nullable(),
  log: z.array(Event).min(1).max(2_000_000),
})
type ReplayFile = z.infer<typeof ReplayFile>

const MOST_BYTES = 256 * 1024 * 1024

/** The replay file of a finished work. Names no viewer. */
export function replayFileOf(
  work: Pick<WorkView, 'id' | 'number' | 'title' | 'licence' | 'model' | 'seed'>,
  log: readonly ArtworkEvent[],
): ReplayFile {
  const painted = log.findLast((event) => event.type === 'published')?.painted ?? null
  return {
    format: 'yosegaki-replay',
    version: 1,
    work: { id: work.id, number: work.number, title: work.title, licence: work.licence.url },
    model: { id: work.model.id, hash: painted?.origin.model ?? work.model.hash ?? null },
    seed: work.seed,
    painted,
    log: logForEverybody(log) as ReplayFile['log'],
  }
}

/** A file that cannot be replayed, in words. */
export class ReplayFileError extends Error {
  override readonly name = 'ReplayFileError'
}

/** The log in a replay file. Throws `ReplayFileError` naming the file and each field that is wrong. */
export async function readReplayFile(file: string): Promise<ArtworkEvent[]> {
  const refuse = (words: string): never => {
    throw new ReplayFileError(`${file} cannot be replayed: ${words}`)
  }
  const { size } = await stat(file).catch(() => refuse('there is no such file'))
  if (size > MOST_BYTES) refuse(`it is larger than ${MOST_BYTES / 1024 / 1024} MiB`)
  const text = await readFile(file, 'utf8').catch((error: Error) => refuse(error.message))
  const parsed = ReplayFile.safeParse(parseJson(text) ?? refuse('it is no JSON'))
  if (parsed.success) return parsed.data.log as ArtworkEvent[]
  const [first] = parsed.error.issues
  return refuse(`${first?.path.join('.') || 'the whole'}: ${first?.message}`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
