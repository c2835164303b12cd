import type { Text } from '@yosegaki/contract'
import type { Painter } from '../ports.ts'

/** The painter, who needs a moment to arrive and may fail to: the house opens without waiting for it. */
export type PainterSlot =
  | { status: 'loading' }
  | { status: 'ready'; painter: Painter }
  | { status: 'failed'; reason: Text }
