import type { ShowView } from '@yosegaki/contract'
import type { Look } from '../lib/settings.ts'
import type { Show } from '../lib/show.svelte.ts'

/** What a widget's page is given. */
export type Part = { show: Show; view: ShowView; look: Look }

/** After so long without the server, what a widget says of time and votes may no longer be so: it leaves until it is known again. */
export const STALE_MS = 10_000

/** Whether themes for a picture are being called for: none is under way yet. */
export const calls = ({ artwork }: ShowView): boolean =>
  artwork === null ||
  artwork.phase === 'published' ||
  artwork.phase === 'abandoned' ||
  artwork.phase === 'calling'
