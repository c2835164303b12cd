import { type Heard, hearLine } from '../../domain/chat/hear-line.ts'
import type { ChatLine } from '../../domain/chat/line.ts'
import type { Analyser } from '../../domain/chat/token.ts'

/**
 * How a house hears a line, its dictionaries bound in: `openOptions` are the spellings of each option of the open ballot,
 * null while none is open. Get the analyser from `loadAnalyser()`.
 */
export const createHear =
  (analyser: Analyser) =>
  (line: ChatLine, openOptions: readonly (readonly string[])[] | null): Heard =>
    hearLine(line, { analyser, openOptions: openOptions ?? [] })
