/**
 * Lets go of the oldest of a map or set where there are more than `most`, an eighth of them at a time: the oldest stands behind
 * the places of all that went before it, and to look for it at every line would take longer than anything else.
 */
export const keepNewest = (known: Map<string, unknown> | Set<string>, most: number): void => {
  if (known.size <= most + most / 8) return
  for (const key of known.keys()) {
    if (known.size <= most) return
    known.delete(key)
  }
}
