import { createExpressions } from './quick-expression.ts'

/** All that lines of chat are asked: made once, together, so that one look at a line serves every list of words. */
export const { quick, quickAny, replacing } = createExpressions()
