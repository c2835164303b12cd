/** A wish as a ballot weighs it: its key's words are what it has in common with others. */
type Wished = { key: string; weight: number }

/** Words they share, of the one that has fewer: cat and black cat share all, cat and dragon none. */
const overlap = (one: ReadonlySet<string>, other: ReadonlySet<string>): number => {
  const shared = [...one].filter((word) => other.has(word)).length
  return shared / Math.max(1, Math.min(one.size, other.size))
}

/**
 * The heaviest first, then always the one that is heavy and unlike what stands before it: a ballot of red cat, black cat and
 * cat would ask little. What shares all its words comes last, the heavier of them first.
 */
export const diverseFirst = <Wish extends Wished>(wished: readonly Wish[]): Wish[] => {
  const left = wished.map((wish) => ({ wish, words: new Set(wish.key.split(' ')), likest: 0 }))
  const ordered: Wish[] = []
  while (left.length > 0) {
    const worth = ({ wish, likest }: (typeof left)[number]): number => wish.weight * (1 - likest)
    const best = left.reduce((one, other) =>
      worth(other) > worth(one) || (worth(other) === worth(one) && other.wish.weight > one.wish.weight)
        ? other
        : one,
    )
    left.splice(left.indexOf(best), 1)
    ordered.push(best.wish)
    for (const each of left) each.likest = Math.max(each.likest, overlap(each.words, best.words))
  }
  return ordered
}
