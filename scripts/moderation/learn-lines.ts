import { normalise } from '../../server/src/domain/chat/normalise.ts'
import type { LabelledLine } from './labelled-line.ts'
import { exampleOf, type Learned, learn } from './learn.ts'

export const learnLines = (lines: readonly LabelledLine[]): Learned =>
  learn(lines.map(({ text, attack }) => exampleOf(normalise(text).plain, attack)))
