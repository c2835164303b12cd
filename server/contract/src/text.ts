import { z } from 'zod'

/** A text a person reads, in both of the house's languages. */
export const Text = z.object({ ja: z.string().max(400), en: z.string().max(400) })
export type Text = z.infer<typeof Text>

/** One string said the same in both languages (a viewer's own words). */
export const sameText = (words: string): Text => ({ ja: words, en: words })

/** Epoch milliseconds of the server's clock. */
export const Instant = z.number().int().nonnegative()

/** Ids are ours (UUIDs and slugs), never a platform's. */
export const Id = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/, 'an id is 1-64 letters, digits, - or _')
