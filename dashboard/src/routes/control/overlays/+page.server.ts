import { error, redirect } from '@sveltejs/kit'
import { ObsView, OverlayLinkView, ShowView } from '@yosegaki/contract'
import { ask, listOf } from '#lib/server/ask.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ fetch, parent, url }) => {
  const { session } = await parent()
  if (session === null) error(503)
  if (session.user === null) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`)
  const [obs, show, links] = await Promise.all([
    ask(fetch, '/api/obs', ObsView),
    ask(fetch, '/api/show', ShowView),
    ask(fetch, '/api/overlay-tokens', listOf(OverlayLinkView)),
  ])
  const usable = links.ok
    ? links.value.find(({ kind, revokedAt }) => kind === 'overlay' && revokedAt === null)
    : undefined
  return {
    obs: obs.ok ? obs.value : null,
    presets: show.ok ? show.value.overlays.presets : null,
    link: usable?.url ?? null,
  }
}
