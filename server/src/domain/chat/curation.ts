import type { CandidateChange } from '@yosegaki/contract'

/**
 * What a producer decided about candidates. Values: every decision is a new one. All of it can be taken back, because nothing
 * of it touches what viewers said.
 */
export type Curation = {
  /** Key -> how it read when it was taken off. */
  readonly banned: ReadonlyMap<string, string>
  /** Key -> the key it counts for, and how it read. */
  readonly merged: ReadonlyMap<string, { into: string; text: string }>
  /** Key -> what it is called instead. */
  readonly named: ReadonlyMap<string, string>
  /** Key -> how it read: on every ballot while viewers ask for it, until its round decides for it or it is let go. */
  readonly pinned: ReadonlyMap<string, string>
}

export const NOTHING_CURATED: Curation = {
  banned: new Map(),
  merged: new Map(),
  named: new Map(),
  pinned: new Map(),
}

/** A candidate as the producer sees it. */
type Shown = { key: string; text: string }

/** Decisions kept of each kind; the oldest is forgotten first. */
export const DECISIONS_KEPT = 200

const put = <Value>(map: ReadonlyMap<string, Value>, key: string, value: Value): ReadonlyMap<string, Value> =>
  new Map([...[...map].filter(([other]) => other !== key), [key, value] as const].slice(-DECISIONS_KEPT))

const drop = <Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> =>
  new Map([...map].filter(([other]) => other !== key))

/** The key that `key` counts for in the end. */
export const rootOf = ({ merged }: Curation, key: string): string => {
  let root = key
  for (let hop = 0; hop < merged.size; hop++) {
    const next = merged.get(root)?.into
    if (next === undefined) return root
    root = next
  }
  return root
}

export const ban = (curation: Curation, { key, text }: Shown): Curation => ({
  ...curation,
  banned: put(curation.banned, key, text),
})

/** Counts one candidate for another; the same curation where that would lead back to itself. */
export const merge = (curation: Curation, { key, text }: Shown, into: string): Curation => {
  const freed = { ...curation, merged: drop(curation.merged, key) }
  return rootOf(freed, into) === key
    ? curation
    : { ...curation, merged: put(curation.merged, key, { into, text }) }
}

/** An empty name gives the viewers' own back. */
export const rename = (curation: Curation, key: string, name: string): Curation => ({
  ...curation,
  named: name === '' ? drop(curation.named, key) : put(curation.named, key, name),
})

export const pin = (curation: Curation, { key, text }: Shown): Curation => ({
  ...curation,
  pinned: put(curation.pinned, key, text),
})

export const unpin = (curation: Curation, key: string): Curation => ({
  ...curation,
  pinned: drop(curation.pinned, key),
})

/** Takes back what took this key off the list: its ban, or that it counts for another. */
export const restore = (curation: Curation, key: string): Curation => ({
  ...curation,
  banned: drop(curation.banned, key),
  merged: drop(curation.merged, key),
})

/** The curation after what a producer asks for; null where the candidate it names is not on the list (any more). */
export const curate = (
  curation: Curation,
  change: CandidateChange,
  listed: readonly Shown[],
): Curation | null => {
  const { key } = change
  if (change.act === 'restore')
    return curation.banned.has(key) || curation.merged.has(key) ? restore(curation, key) : null
  if (change.act === 'unpin') return curation.pinned.has(key) ? unpin(curation, key) : null
  const candidate = listed.find((each) => each.key === key)
  if (candidate === undefined) return null
  switch (change.act) {
    case 'ban':
      return ban(curation, candidate)
    case 'pin':
      return pin(curation, candidate)
    case 'rename':
      return rename(curation, key, change.name)
    case 'merge':
      return listed.some((each) => each.key === change.into) ? merge(curation, candidate, change.into) : null
  }
}
