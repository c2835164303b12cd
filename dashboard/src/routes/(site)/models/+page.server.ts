import { ModelCard } from '@yosegaki/contract'
import { ask, listOf } from '#lib/server/ask.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ fetch }) => {
  const models = await ask(fetch, '/api/models', listOf(ModelCard))
  return { models: models.ok ? models.value : null }
}
