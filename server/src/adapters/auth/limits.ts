import { createHash } from 'node:crypto'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/**
 * Ten tries a minute and address, thirty wrong ones an hour and account: enough for a person, far too few for guessing.
 * Passkeys cannot be guessed, so an account that somebody tries to lock out stays open to them.
 */
const knocks = { points: 10, duration: 60 }
const guesses = { points: 30, duration: 60 * 60 }
/** Questions to a platform, an address and minute: nothing is guessed there, only kept until an answer comes. */
const departures = { points: 30, duration: 60 }
/** Accounts that are made by signing in with one elsewhere: of one address (a school's, say), and of the whole house. */
const newcomers = { points: 10, duration: 60 * 60 }
const crowd = { points: 300, duration: 60 * 60 }

export function createLimits() {
  const byAddress = new RateLimiterMemory({ ...knocks, keyPrefix: 'address' })
  const byAccount = new RateLimiterMemory({ ...guesses, keyPrefix: 'account' })
  const leaving = new RateLimiterMemory({ ...departures, keyPrefix: 'leaving' })
  const newByAddress = new RateLimiterMemory({ ...newcomers, keyPrefix: 'new' })
  const newAtAll = new RateLimiterMemory({ ...crowd, keyPrefix: 'crowd' })
  const take = (limiter: RateLimiterMemory, key: string): Promise<boolean> =>
    limiter.consume(key).then(
      () => true,
      (refused: unknown) => {
        if (refused instanceof RateLimiterRes) return false
        throw refused
      },
    )

  return {
    /** A try at any of the doors where something could be guessed; false: too many from there. */
    knock: (address: string): Promise<boolean> => take(byAddress, networkOf(address)),
    guess: (email: string): Promise<boolean> => take(byAccount, digest(email)),
    leave: (address: string): Promise<boolean> => take(leaving, networkOf(address)),
    /** Somebody whom nobody knows here; false: too many of them lately. */
    newcomer: async (address: string): Promise<boolean> =>
      (await take(newByAddress, networkOf(address))) && (await take(newAtAll, 'house')),
    /** It was no guess. */
    async right(email: string): Promise<void> {
      await byAccount.delete(digest(email))
    },
  }
}
export type Limits = ReturnType<typeof createLimits>

/** Of IPv6 the first half: whoever has one address of it has them all. */
function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const front = head.split(':').filter((group) => group !== '')
  const back = (tail ?? '').split(':').filter((group) => group !== '')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length)
  return [...front, ...Array<string>(zeros).fill('0'), ...back].slice(0, 4).join(':')
}

const digest = (email: string): string => createHash('sha256').update(email).digest('base64url')
