import { normalise } from '../../server/src/domain/chat/normalise.ts'
import { exampleOf, fit, type Learned } from './fit.ts'
import type { LabelledLine } from './lines.ts'

export const fitLines = (lines: readonly LabelledLine[]): Learned =>
  fit(lines.map(({ text, attack }) => exampleOf(normalise(text).plain, attack)))
