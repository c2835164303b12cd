import { randomInt, randomUUID } from 'node:crypto'
import type { Random } from '../../ports.ts'

export const systemRandom: Random = {
  seed: () => randomInt(0, 2 ** 32),
  id: () => randomUUID(),
}
