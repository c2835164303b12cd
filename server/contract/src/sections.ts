/**
 * State first, deltas after (SPEC S1-S5). A view is a record of sections; a delta carries whole sections, so that
 * folding it is one spread and server and page cannot drift apart.
 */
export type Snapshot<View> = { protocol: number; seq: number; at: number; view: View }
/** Sections that are left out, or undefined, are as they were. */
type Changes<View> = { [Section in keyof View]?: View[Section] | undefined }
export type Delta<View> = { seq: number; at: number; changes: Changes<View> }
export type Followed<View> = { seq: number; view: View }

/** The sections in which `next` differs from `before`, by JSON value; null where nothing differs. */
export function sectionChanges<View extends object>(before: View, next: View): Partial<View> | null {
  const changes: Partial<View> = {}
  for (const key of Object.keys(next) as (keyof View)[]) {
    if (before[key] !== next[key] && JSON.stringify(before[key]) !== JSON.stringify(next[key])) {
      changes[key] = next[key]
    }
  }
  return Object.keys(changes).length === 0 ? null : changes
}

/**
 * Fold a delta into what a page follows.
 * Returns the new state, the same state for a delta already seen, or `'gap'`: deltas were lost, ask for a snapshot.
 */
export function applyDelta<View extends object>(
  followed: Followed<View>,
  delta: Delta<View>,
): Followed<View> | 'gap' {
  if (delta.seq <= followed.seq) return followed
  if (delta.seq !== followed.seq + 1) return 'gap'
  return { seq: delta.seq, view: { ...followed.view, ...delta.changes } }
}
