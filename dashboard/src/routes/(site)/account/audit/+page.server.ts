import { AuditEntry } from '@yosegaki/contract'
import { ask, listOf } from '#lib/server/ask.ts'
import { membersOnly } from '#lib/server/members-only.ts'
import type { PageServerLoad } from './$types'

const A_PAGE = 50

export const load: PageServerLoad = async ({ fetch, parent, url }) => {
  const { session } = await parent()
  membersOnly(session, url, 'GET /api/audit')
  const asked = Number(url.searchParams.get('before'))
  const before = Number.isInteger(asked) && asked > 0 ? asked : null
  const path = `/api/audit?limit=${A_PAGE}${before === null ? '' : `&before=${before}`}`
  const entries = await ask(fetch, path, listOf(AuditEntry))
  if (!entries.ok) return { entries: null, before, older: null }
  const last = entries.value.at(-1)?.number ?? 1
  return { entries: entries.value, before, older: entries.value.length === A_PAGE && last > 1 ? last : null }
}
