import { error, redirect } from '@sveltejs/kit'
import { YoutubeSaid, YoutubeSettings } from '@yosegaki/contract'
import { ask } from '#lib/server/ask.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ fetch, parent, url }) => {
  const { session } = await parent()
  if (session === null) error(503)
  if (session.user === null) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`)
  const settings = await ask(fetch, '/api/youtube', YoutubeSettings)
  const said = YoutubeSaid.safeParse(url.searchParams.get('said'))
  return { settings: settings.ok ? settings.value : null, said: said.success ? said.data : null }
}
