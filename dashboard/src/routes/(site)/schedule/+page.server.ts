import { PlannedStream } from '@yosegaki/contract'
import { ask, listOf } from '#lib/server/ask.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ fetch }) => {
  const planned = await ask(fetch, '/api/schedule', listOf(PlannedStream))
  return { planned: planned.ok ? planned.value : null }
}
