import { ModelCard, WorkView } from '@yosegaki/contract'
import { ask, listOf } from '#lib/server/ask.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ fetch }) => {
  const [models, works] = await Promise.all([
    ask(fetch, '/api/models', listOf(ModelCard)),
    ask(fetch, '/api/works?limit=60', listOf(WorkView)),
  ])
  const card = models.ok ? models.value.find(({ current }) => current) : undefined
  const fanWorks = (works.ok ? works.value : []).flatMap(({ licence }) => licence.fanWorks ?? [])
  return {
    credit: card?.model.credit ?? null,
    creators: card?.folder?.learned?.creators ?? [],
    fanWorks: [...new Map(fanWorks.map((work) => [work.id, work])).values()],
  }
}
