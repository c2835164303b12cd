import { z } from 'zod'

/** What viewers ask for, as a producer decides about it. `key`: by which it is named in a `CandidateChange`. */
const Key = z.string().min(1).max(400)
const Named = z.object({ key: Key, text: z.string().max(80) })

export const CandidateView = Named.extend({
  viewers: z.number().int().positive(),
  /** Decayed weight relative to the heaviest on show, 0..1. */
  weight: z.number().min(0).max(1),
  /** The producer wants it on the next ballot. */
  pinned: z.boolean(),
  /** What the producer counts for it; each can be put back. */
  merged: z.array(Named).max(24),
})
export type CandidateView = z.infer<typeof CandidateView>

/** Banned: on no list and no ballot until it is put back. */
export const BannedView = Named
export type BannedView = z.infer<typeof BannedView>

/** POST /api/candidates. rename: an empty name gives the viewers' own back. restore: takes back a ban or a merge. */
export const CandidateChange = z.discriminatedUnion('act', [
  z.object({ act: z.literal('merge'), key: Key, into: Key }),
  z.object({ act: z.literal('rename'), key: Key, name: z.string().trim().max(40) }),
  z.object({ act: z.literal('ban'), key: Key }),
  z.object({ act: z.literal('restore'), key: Key }),
  z.object({ act: z.literal('pin'), key: Key }),
  z.object({ act: z.literal('unpin'), key: Key }),
])
export type CandidateChange = z.infer<typeof CandidateChange>
