import type { Command } from '@yosegaki/contract'
import { canVoid } from '../artwork/apply-event.ts'
import { type Artwork, isOver } from '../artwork/artwork.ts'
import { canRestore, roundToRedo } from '../artwork/takes.ts'
import { canTouchUp } from '../artwork/touch-ups.ts'

/** The commands that make sense now; anything else is answered with a reason and changes nothing (A13). */
export function commandsNow(live: boolean, painterReady: boolean, artwork: Artwork | null): Command[] {
  if (!live) return painterReady ? ['stream:start'] : []
  const commands: Command[] = ['stream:stop']
  if (artwork === null || isOver(artwork)) return painterReady ? [...commands, 'artwork:start'] : commands
  const held = artwork.heldAt !== null
  commands.push(held ? 'artwork:resume' : 'artwork:hold')
  if (!held && !artwork.hurried && artwork.phase.name !== 'finishing')
    commands.push('artwork:skip', 'artwork:finish')
  commands.push('artwork:abandon')
  if (artwork.ballot?.state === 'open') commands.push('ballot:extend')
  if (canVoid(artwork)) commands.push('ballot:void')
  if (canTouchUp(artwork)) commands.push('artwork:touch-up')
  if (roundToRedo(artwork) !== null) commands.push('artwork:redo-round')
  if (canRestore(artwork)) commands.push('artwork:restore-take')
  return commands
}
