import type { Command } from '@yosegaki/contract'
import { type Artwork, isOver } from '../artwork/artwork.ts'

/** The commands that make sense now; anything else is answered with a reason and changes nothing (A13). */
export function commandsNow(live: boolean, painterReady: boolean, artwork: Artwork | null): Command[] {
  if (!live) return ['stream:start']
  const commands: Command[] = ['stream:stop']
  if (artwork === null || isOver(artwork)) return painterReady ? [...commands, 'artwork:start'] : commands
  const held = artwork.heldAt !== null
  commands.push(held ? 'artwork:resume' : 'artwork:hold')
  if (!held && !artwork.hurried && artwork.phase.name !== 'finishing')
    commands.push('artwork:skip', 'artwork:finish')
  commands.push('artwork:abandon')
  return commands
}
