import type {
  AnnouncementView,
  Box,
  DecisionView,
  ModelView,
  OverlayLinkView,
  PlannedStream,
  Text,
  WorkView,
} from '@yosegaki/contract'
import type { Draft } from './domain/announce/draft.ts'
import type { ArtworkEvent } from './domain/artwork/artwork.ts'
import type { AudienceEntry } from './domain/chat/audience-entry.ts'

export type { ChatLine, ChatSource } from './domain/chat/line.ts'

/** The one place time comes from. `now` is epoch milliseconds. */
export interface Clock {
  now(): number
  /** Resolves after `millis`, or at once when the signal aborts. Never rejects. */
  sleep(millis: number, signal?: AbortSignal): Promise<void>
}

/** Fresh randomness for seeds and ids; never used inside the domain. */
export interface Random {
  /** An integer in 0 .. 2^32-1. */
  seed(): number
  id(): string
}

export type WeightedPrompt = { text: string; weight: number }
/**
 * Go back before a step: noise the picture as it stands to `strength` and walk down again in `steps` steps. With `where` only that
 * part changes.
 */
export type TouchUp = { strength: number; steps: number; where?: Box }
/** Everything that steers one solver step. Weights add up to 1. */
export type Conditioning = {
  prompts: readonly WeightedPrompt[]
  guidance: number
  touchUp?: TouchUp
  /** Begins another take with this step: noise of this number's own over what is foreseen of the picture. */
  take?: number
}
/** What a frame is made by: matrix is nearly free and coarse, tiny finer, decode the picture itself as it would be. */
export type FrameKind = 'matrix' | 'tiny' | 'decode'
/** RGB, row-major, 3 bytes a pixel. */
export type RgbImage = { width: number; height: number; data: Uint8Array }

export type PaintJob = {
  seed: number
  steps: number
  /** Asked once before each step, and once when none is left: a touch-up then goes on. The painter waits for the answer. */
  conditioning: (step: number) => Conditioning | Promise<Conditioning>
  /** Asked after a step's conditioning. */
  frame: (step: number) => FrameKind
  resumeFrom: Uint8Array | null
  signal: AbortSignal
}

/** One solver step, done. `checkpoint` goes on from here to the very same pixels. */
export type PaintedStep = {
  step: number
  preview: RgbImage | null
  checkpoint: Uint8Array
  /** What the step took in all, and what of that its preview took. */
  millis: number
  previewMillis: number
}

/** What pixels depend on besides seed and log. The same in all of these: the same pixels. */
export type PainterOrigin = { model: string; runtime: string; provider: string; optimisation: string }

export interface Painter {
  readonly model: ModelView
  readonly origin: PainterOrigin
  /** Yields each step, returns the finished picture. Ending the iteration cancels the painting. */
  paint(job: PaintJob): AsyncGenerator<PaintedStep, RgbImage, void>
  close(): Promise<void>
}

/** Artworks, their logs and checkpoints. What resolves is on disk. */
export interface ArtworkStore {
  /** The number the next artwork gets: 1 for the first. */
  nextNumber(): Promise<number>
  /**
   * Append events to an artwork's log, `from` being the sequence number (0-based) of the first. With a checkpoint, both are
   * stored in one transaction. Throws `LogConflict` when `from` is not the log's length: somebody else wrote.
   */
  append(
    artworkId: string,
    from: number,
    events: readonly ArtworkEvent[],
    checkpoint?: FramePlace & { bytes: Uint8Array },
  ): Promise<void>
  /** The whole log in order; empty for an unknown id. */
  log(artworkId: string): Promise<ArtworkEvent[]>
  /** Ids of artworks neither published nor abandoned, oldest first. */
  unfinished(): Promise<string[]>
  /** Of these ids those of artworks that are over and became no work. */
  abandoned(ids: readonly string[]): Promise<string[]>
  /** In every log, what `viewer` did is from now on `alias`'s: tallies stay, and nobody can say whose it was. */
  forgetViewer(viewer: string, alias: string): Promise<void>
  /** The checkpoint taken after a step of a take, as it was stored last; null where there is none. */
  checkpoint(artworkId: string, after: FramePlace): Promise<Uint8Array | null>
}

export class LogConflict extends Error {
  override readonly name = 'LogConflict'
}

/** A work as it is stored: what `WorkView` shows, paths left to the adapter that serves them. */
export type Work = Omit<WorkView, 'png' | 'webp' | 'signed'> & { decisions: DecisionView[] }

export interface WorkStore {
  /** Idempotent: publishing the same artwork again keeps the first. Work and drafts are stored in one transaction. */
  publish(work: Work, drafts?: readonly Draft[]): Promise<void>
  /** Newest first. */
  list(limit: number, before?: number): Promise<Work[]>
  find(id: string): Promise<Work | null>
  /** Id of the work of that number, or null. */
  idOf(number: number): Promise<string | null>
  /** Models that painted works, with how many, the one that painted last first; each as its newest work shows it. */
  models(): Promise<{ model: ModelView; works: number }[]>
}

/** What is told elsewhere. Rows come with what they tell of: `WorkStore`, `StreamStore` and `ScheduleStore` write them. */
export interface AnnouncementStore {
  /** Newest first. */
  list(limit: number): Promise<Announcement[]>
  find(id: string): Promise<Announcement | null>
  /** waiting or failed -> sending, with the words that leave. False where it is in another state: somebody else was first. */
  claim(id: string, text: string, at: number): Promise<boolean>
  /** What came of one that was on its way. */
  settle(id: string, outcome: Posted, at: number): Promise<void>
  /** A producer's decision. False where it was not in state `from`. */
  decide(id: string, from: Announcement['state'], to: Announcement['state'], at: number): Promise<boolean>
  /** sending -> unsure, all of them; how many. */
  giveUpSending(reason: Text, at: number): Promise<number>
}
export type Announcement = AnnouncementView

/**
 * What became of a post. failed: the platform refused it, so it is not there. unsure: no answer came, or one that does not
 * say; it may be there.
 */
export type Posted = { state: 'sent'; url: string | null } | { state: 'failed' | 'unsure'; reason: Text }

/** A platform to post on. Tries once; never again by itself. */
export interface Announcer {
  post(text: string, picture: { png: Uint8Array; alt: string } | null): Promise<Posted>
}

export interface ScheduleStore {
  /** Plan and drafts are stored in one transaction. */
  add(planned: PlannedStream, drafts: readonly Draft[], at: number): Promise<void>
  /** False for an unknown id. */
  change(planned: PlannedStream): Promise<boolean>
  /** Takes drafts of it that nobody has sent with it. False for an unknown id. */
  remove(id: string): Promise<boolean>
  find(id: string): Promise<PlannedStream | null>
  /** What begins at `from` or later, the next first. */
  list(from: number, limit: number): Promise<PlannedStream[]>
}

export interface OverlayLinkStore {
  create(link: Omit<OverlayLinkView, 'revokedAt'> & { tokenHash: string }): Promise<void>
  /** Newest first, revoked ones too. */
  list(): Promise<OverlayLinkView[]>
  findByHash(tokenHash: string): Promise<OverlayLinkView | null>
  /** Where it has none yet. */
  setHash(id: string, tokenHash: string): Promise<void>
  /** False for an unknown id. */
  revoke(id: string, at: number): Promise<boolean>
}

/** The stream that is live, so that a restart goes on with it. */
export type StoredStream = {
  id: string
  title: string
  startedAt: number
  endedAt: number | null
  settings: unknown
}
export interface StreamStore {
  /** Stream and drafts are stored in one transaction. */
  start(stream: StoredStream, drafts?: readonly Draft[]): Promise<void>
  /** What its viewers did is forgotten with it. */
  end(id: string, at: number): Promise<void>
  /** The stream not yet ended, or null. */
  live(): Promise<StoredStream | null>
}

/** What a stream's viewers did, in order, for as long as a restart needs it. What resolves is on disk. */
export interface AudienceStore {
  /** `from`: number of the first entry in the stream. Throws where that number is taken. */
  append(streamId: string, from: number, entries: readonly AudienceEntry[]): Promise<void>
  /** What is still kept, in order, and the number of the entry after it. */
  read(streamId: string): Promise<{ entries: AudienceEntry[]; next: number }>
  /** Lets go of entries below `before`, some of them perhaps later. All of them go when the stream ends. */
  forget(streamId: string, before: number): Promise<void>
  /** Of what the viewer did only that it was told stays. */
  forgetViewer(streamId: string, viewer: string): Promise<void>
}

/** URL path and size in pixels. */
export type StoredFrame = { url: string; width: number; height: number }

/** Which step of an artwork, in which of its takes: always the same picture. */
export type FramePlace = { step: number; take: number }

/** Frames and finished pictures: immutable files, known by URL path. */
export interface FrameStore {
  /** Stores a preview as WebP. The same place is the same picture, so its URL never changes meaning. */
  save(artworkId: string, place: FramePlace, image: RgbImage): Promise<StoredFrame>
  /**
   * Stores the finished picture as PNG and WebP with their metadata and returns how it is shown. The same picture, title,
   * licence, model and seed give the same bytes.
   */
  finish(work: Work, image: RgbImage): Promise<StoredFrame>
  /** The preview stored there, or null: what a page sees after a restart until the next step. */
  find(artworkId: string, place: FramePlace): Promise<StoredFrame | null>
  /** Lets go of the previews that do not count; what was half written goes too. */
  keep(artworkId: string, counts: (place: FramePlace) => boolean): Promise<void>
  /** Lets go of all previews of an artwork. */
  drop(artworkId: string): Promise<void>
  /** Ids of the artworks that have previews. */
  artworks(): Promise<string[]>
  /** URLs of every preview stored, by step, then by take. */
  list(artworkId: string): Promise<(FramePlace & { url: string })[]>
}

/** What the show looks like now, to whoever watches. Coalesces: `view` is asked when it is time to send; never blocks. */
export interface Broadcast<View> {
  show(view: () => View): void
}

/** A few small facts by name, kept over a restart. What resolves is on disk. */
export interface SmallStore {
  get(key: string): Promise<string | null>
  set(key: string, value: string): Promise<void>
}

/** Writes what may not wait for the database: now, or else once it is back. */
export interface LateWriter {
  /** Never rejects. True where it is written already; false: it will be, unless the process ends before. */
  write(what: string, write: () => Promise<void>): Promise<boolean>
}

/** Counts what happens, for whoever watches over the house. */
export interface Meter {
  /** A line of chat; `heardAs`: vote, wish, talk or rejected. */
  heard(source: string, heardAs: string): void
  /** A solver step, and how long it took. */
  stepped(millis: number): void
}

export interface Logger {
  info(event: string, fields?: Record<string, unknown>): void
  warn(event: string, fields?: Record<string, unknown>): void
  error(event: string, fields?: Record<string, unknown>): void
}
