import { YoutubeSaid, YoutubeSettings } from '@yosegaki/contract'
import { ask } from '#lib/server/ask.ts'
import { membersOnly } from '#lib/server/members-only.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ fetch, parent, url }) => {
  const { session } = await parent()
  membersOnly(session, url, 'GET /api/youtube')
  const settings = await ask(fetch, '/api/youtube', YoutubeSettings)
  const said = YoutubeSaid.safeParse(url.searchParams.get('said'))
  return { settings: settings.ok ? settings.value : null, said: said.success ? said.data : null }
}
