import { error } from '@sveltejs/kit'
import { Id, WorkStory, WorkView } from '@yosegaki/contract'
import { ask } from '#lib/server/ask.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ fetch, params }) => {
  if (!Id.safeParse(params.id).success) error(404)
  const [work, story] = await Promise.all([
    ask(fetch, `/api/works/${params.id}`, WorkView),
    ask(fetch, `/api/works/${params.id}/story`, WorkStory),
  ])
  if (work.ok) return { work: work.value, story: story.ok ? story.value : null }
  error(work.status === 404 ? 404 : 503)
}
