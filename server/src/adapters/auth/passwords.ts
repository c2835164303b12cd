import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, string, number, ScryptOptions, Buffer>(scrypt)
const BYTES = 64
/** 32 MB and some 100 ms of one core a try (OWASP's table for scrypt: N = 2^15, r = 8, p = 3). */
const COST = { N: 2 ** 15, r: 8, p: 3 }
const cost = ({ N, r, p }: typeof COST): ScryptOptions => ({ N, r, p, maxmem: 256 * N * r })

/** `scrypt$N$r$p$salt$key`: the costs travel along, so that they can rise without anybody's password being lost. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16).toString('hex')
  const key = await derive(password.normalize('NFKC'), salt, BYTES, cost(COST))
  return ['scrypt', COST.N, COST.r, COST.p, salt, key.toString('hex')].join('$')
}

/** Hashed at other costs than today's: to be hashed anew when its owner shows the password, so that all take the same time. */
export const isOutdated = (hash: string): boolean =>
  !hash.startsWith(`${['scrypt', COST.N, COST.r, COST.p].join('$')}$`)

/** Takes as long where there is no hash: whether an address has an account cannot be told from the time. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const [, N, r, p, salt = 'none', key = ''] = (hash ?? '').split('$')
  const costs = hash === null ? COST : { N: Number(N), r: Number(r), p: Number(p) }
  const given = await derive(password.normalize('NFKC'), salt, BYTES, cost(costs))
  const wanted = Buffer.from(key, 'hex')
  return wanted.length === given.length && timingSafeEqual(given, wanted)
}
