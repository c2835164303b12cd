import { WorkView } from '@yosegaki/contract'
import { ask, listOf } from '#lib/server/ask.ts'
import type { PageServerLoad } from './$types'

const A_PAGE = 24

export const load: PageServerLoad = async ({ fetch, url }) => {
  const asked = url.searchParams.get('before') ?? ''
  const before = /^[1-9]\d{0,8}$/.test(asked) ? Number(asked) : null
  // One more than is shown tells whether an older page exists.
  const works = await ask(
    fetch,
    `/api/works?limit=${A_PAGE + 1}${before === null ? '' : `&before=${before}`}`,
    listOf(WorkView),
  )
  if (!works.ok) return { works: null, before, older: null }
  const shown = works.value.slice(0, A_PAGE)
  return { works: shown, before, older: works.value.length > A_PAGE ? (shown.at(-1)?.number ?? null) : null }
}
