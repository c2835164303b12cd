import {
  type PlannedStream,
  type StreamStart,
  type StreamStartInput,
  twitchChannelOf,
} from '@yosegaki/contract'

type Source<Kind> = Extract<StreamStart['sources'][number], { kind: Kind }>

type Beginnings = {
  title: string
  planIds: readonly string[]
  planned: Pick<PlannedStream, 'title' | 'planId' | 'watchUrl'> | null
  last: StreamStart | null
}

const ON_YOUTUBE = /^https?:\/\/(\w+\.)?(youtube\.com|youtu\.be)\//

/** What a stream is started with, as it is being filled in: beginning from what was planned, else from the last one's. */
export function startForm({ title, planIds, planned, last }: Beginnings) {
  const listened = <Kind extends string>(kind: Kind): Source<Kind> | undefined =>
    last?.sources.find((source): source is Source<Kind> => source.kind === kind)
  const watch = planned?.watchUrl ?? ''
  const plannedVideo = ON_YOUTUBE.test(watch) ? watch : undefined
  const plannedChannel = watch !== '' && twitchChannelOf(watch) !== null ? watch : undefined
  const video = plannedVideo ?? listened('youtube')?.video
  const channel = plannedChannel ?? listened('twitch')?.channel
  const replay = listened('replay')
  const known = (id: string | null | undefined) => planIds.find((each) => each === id)

  const fields = $state({
    title: planned?.title ?? last?.title ?? title,
    planId: known(planned?.planId) ?? known(last?.planId) ?? planIds[0] ?? '',
    rehearsal: last === null || listened('rehearsal') !== undefined,
    replay: replay !== undefined,
    speed: replay?.speed ?? 4,
    youtube: video !== undefined,
    video: video ?? '',
    twitch: channel !== undefined,
    channel: channel ?? '',
    continuous: last?.continuous ?? true,
    mirrorPolls: last?.mirrorPolls ?? false,
    halfLifeSeconds: last?.audience.halfLifeSeconds ?? 60,
    firstTimeWeight: last?.audience.firstTimeWeight ?? 1,
    memberWeight: last?.audience.memberWeight ?? 1,
  })
  const wrong = $derived({
    title: fields.title.trim() === '',
    video: fields.youtube && fields.video.trim() === '',
    channel: fields.twitch && twitchChannelOf(fields.channel) === null,
    sources: !fields.rehearsal && !fields.replay && !fields.youtube && !fields.twitch,
  })

  return {
    fields,
    get wrong() {
      return wrong
    },
    get fits() {
      return !Object.values(wrong).includes(true)
    },
    /** The body of `stream:start`. */
    body(): StreamStartInput {
      const { rehearsal, replay, speed, youtube, video, twitch, channel } = fields
      const sources: StreamStartInput['sources'] = []
      if (rehearsal) sources.push({ kind: 'rehearsal' })
      if (replay) sources.push({ kind: 'replay', speed })
      if (youtube) sources.push({ kind: 'youtube', video: video.trim() })
      if (twitch) sources.push({ kind: 'twitch', channel: channel.trim() })
      const { halfLifeSeconds, firstTimeWeight, memberWeight } = fields
      return {
        title: fields.title.trim(),
        planId: fields.planId,
        continuous: fields.continuous,
        mirrorPolls: youtube && fields.mirrorPolls,
        sources,
        audience: { halfLifeSeconds, firstTimeWeight, memberWeight },
      }
    },
  }
}

export type StartForm = ReturnType<typeof startForm>
