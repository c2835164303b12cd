import { newestMap } from '../domain/chat/newest-map.ts'

/** Lines whose viewer is remembered, for when they are deleted. */
const LINES_KNOWN = 20_000
/** Deletions and bans remembered, for lines that come after them. */
const TAKEN_KNOWN = 2_000

/** Who said which line, and what was taken back: deletions and bans hold for lines that come only after them, too. */
export function createKnownLines() {
  const said = newestMap<string>(LINES_KNOWN)
  const deleted = newestMap<true>(TAKEN_KNOWN)
  /** Viewer -> when they were banned: what they said before that counts no more, whenever it comes. */
  const banned = newestMap<number>(TAKEN_KNOWN)
  return {
    say: (line: string, viewer: string) => said.set(line, viewer),
    viewerOf: (line: string): string | undefined => said.get(line),
    forget: (viewer: string) => said.dropAll(viewer),
    delete: (line: string) => deleted.set(line, true),
    ban: (viewer: string, at: number) => banned.set(viewer, at),
    isTakenBack: (line: string, viewer: string, at: number): boolean =>
      deleted.get(line) === true || at <= (banned.get(viewer) ?? Number.NEGATIVE_INFINITY),
  }
}
