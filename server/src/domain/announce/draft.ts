import {
  type AnnouncementView,
  fitted,
  type PlannedStream,
  type StreamStart,
  type Text,
} from '@yosegaki/contract'

/** An announcement as it is written down with what it tells of. */
export type Draft = Pick<AnnouncementView, 'id' | 'kind' | 'channel' | 'subjectId' | 'text' | 'url'>
type Channel = Draft['channel']

/** Drafts what is told elsewhere: one a channel that is on. Pure. */
export type Drafter = {
  work(work: { id: string; title: Text; licence: { name: Text } }): Draft[]
  /** Of a stream that has begun; none for one that nobody outside can watch. */
  stream(stream: { id: string; title: string; sources: StreamStart['sources'] }): Draft[]
  planned(planned: PlannedStream): Draft[]
}

/**
 * @param publicUrl where visitors reach this house; null where nobody from outside does: then no link is told.
 * @param when says an instant in words.
 */
export function createDrafter(
  channels: readonly Channel[],
  publicUrl: string | null,
  when: (at: number) => string,
): Drafter {
  const onEach = (
    kind: Draft['kind'],
    subjectId: string,
    url: string | null,
    words: string,
    make: (words: string) => string,
  ): Draft[] =>
    channels.map((channel) => {
      const text = fitted(channel, harmless(words), (title) =>
        url === null ? make(title) : `${make(title)}\n${url}`,
      )
      return { id: `${kind}-${channel}-${subjectId}`, kind, channel, subjectId, url, text }
    })

  return {
    work: ({ id, title, licence }) =>
      onEach(
        'work',
        id,
        publicUrl === null ? null : `${publicUrl}/works/${id}`,
        title.ja === title.en ? title.ja : `${title.ja} / ${title.en}`,
        (words) =>
          `みんなで描いた絵ができました: ${words}\nA picture painted together is finished.\n${licence.name.en}`,
      ),
    stream: ({ id, title, sources }) => {
      const watch = sources.map(watchUrlOf).find((url) => url !== null)
      if (watch === undefined) return []
      return onEach(
        'stream',
        id,
        watch,
        title,
        (words) => `配信中: ${words}\nLive now: say what to paint, and vote.`,
      )
    },
    planned: ({ id, title, startsAt, watchUrl }) =>
      onEach(
        'planned',
        id,
        watchUrl ?? (publicUrl === null ? null : `${publicUrl}/schedule`),
        title,
        (words) => `配信予定: ${words}\n${when(startsAt)}`,
      ),
  }
}

/** Words of viewers mention nobody and tag nothing on a platform. */
const harmless = (words: string): string =>
  words.replaceAll('@', '＠').replaceAll('#', '＃').replaceAll(/\s+/gu, ' ')

/** Where viewers watch what a source listens to; null for sources that are no public chat. */
function watchUrlOf(source: StreamStart['sources'][number]): string | null {
  if (source.kind === 'twitch') return `https://www.twitch.tv/${source.channel}`
  if (source.kind !== 'youtube') return null
  if (URL.canParse(source.video)) return source.video
  return `https://www.youtube.com/watch?v=${encodeURIComponent(source.video)}`
}
