import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits, fit for an address or a cookie. Nobody finds one by trying. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/**
 * What is kept of a token. A fast hash is enough for what cannot be guessed; looking it up by its hash leaves no time to
 * measure how much of a guess was right.
 */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')
