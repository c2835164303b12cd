import type { Command, FanWork, Text, TouchUpAsk } from '@yosegaki/contract'
import type { Artwork } from '../domain/artwork/artwork.ts'
import { roundToRedo } from '../domain/artwork/takes.ts'
import { plannedTouchUp } from '../domain/artwork/touch-ups.ts'
import { fanWorkIn, markOf } from '../domain/licence/fan-works.ts'
import type { ArtworkInput } from './artwork-ports.ts'
import type { LiveStream } from './run-stream.ts'

/** Those that need nothing said with them. */
export type PlainCommand = Exclude<Command, 'stream:start' | 'artwork:start' | 'artwork:touch-up'>
export type CommandResult = { ok: true } | { ok: false; reason: Text }

const NOT_NOW: Text = { ja: 'いまはできない操作です。', en: 'That cannot be done right now.' }

export const refuse = (reason: Text): CommandResult => ({ ok: false, reason })

/** The stream that is live, and what may be asked of it now. */
type Present = { live: LiveStream | null; commands: readonly Command[] }

/** A command without settings, on the artwork under way. */
export async function commandArtwork(
  { live, commands }: Present,
  name: PlainCommand,
): Promise<CommandResult> {
  if (!commands.includes(name) || live === null) return refuse(NOT_NOW)
  if (name === 'stream:stop') {
    await live.stop()
    return { ok: true }
  }
  return (await live.dispatch(inputFor(name, live.artwork))) ? { ok: true } : refuse(NOT_NOW)
}

/** Over the picture, once what is being painted is done. A producer's words name no fan work that is not allowed. */
export async function askTouchUp(
  { live, commands }: Present,
  ask: TouchUpAsk,
  fanWorks: readonly FanWork[],
): Promise<CommandResult> {
  const artwork = live?.artwork ?? null
  if (!commands.includes('artwork:touch-up') || live === null || artwork === null) return refuse(NOT_NOW)
  const work = fanWorkIn(fanWorks, ask.words ?? '')
  const mark = markOf(work)
  if (work !== null && mark === null) return refuse(notAllowed(work.names[0]!))
  const asked = { type: 'touch-up-asked', touchUp: plannedTouchUp(artwork.plan, ask, mark) } as const
  return (await live.dispatch(asked)) ? { ok: true } : refuse(NOT_NOW)
}

const notAllowed = (name: string): Text => ({
  ja: `「${name}」はまだ許可されていません。ルールで許可してから使えます。`,
  en: `“${name}” is not allowed yet. Allow it under Rules first.`,
})

/** How much longer a ballot is open when it is extended. */
const EXTENSION_SECONDS = 30

const INPUTS = {
  'artwork:skip': { type: 'skipped' },
  'artwork:hold': { type: 'held' },
  'artwork:resume': { type: 'resumed' },
  'artwork:finish': { type: 'hurried' },
  'artwork:abandon': {
    type: 'abandoned',
    reason: { ja: '配信者が取りやめました', en: 'The producer let it go' },
  },
  'ballot:extend': { type: 'extended', seconds: EXTENSION_SECONDS },
  'ballot:void': { type: 'voided' },
} as const satisfies Partial<Record<PlainCommand, ArtworkInput>>

function inputFor(name: Exclude<PlainCommand, 'stream:stop'>, artwork: Artwork | null): ArtworkInput {
  switch (name) {
    case 'artwork:redo-round':
      return { type: 'round-redone', round: (artwork && roundToRedo(artwork)) ?? 0 }
    case 'artwork:restore-take':
      return { type: 'take-restored', left: artwork?.take ?? 0 }
    default:
      return INPUTS[name]
  }
}
