import { ShowView, WorkView } from '@yosegaki/contract'
import { ask, listOf } from '#lib/server/ask.ts'
import type { PageServerLoad } from './$types'

const LATEST = 8

export const load: PageServerLoad = async ({ fetch }) => {
  const [works, show] = await Promise.all([
    ask(fetch, `/api/works?limit=${LATEST}`, listOf(WorkView)),
    ask(fetch, '/api/show', ShowView),
  ])
  return {
    works: works.ok ? works.value : null,
    show: show.ok && show.value.stream !== null ? show.value : null,
  }
}
