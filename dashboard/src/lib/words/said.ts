/** What pages call each of `Key`, in words of the reader's language: one that is missing does not compile. */
export type Said<Key extends string> = Readonly<Record<Key, () => string>>
