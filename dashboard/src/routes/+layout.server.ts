import { SessionView } from '@yosegaki/contract'
import { ask } from '#lib/server/ask.ts'
import type { LayoutServerLoad } from './$types'

export const load: LayoutServerLoad = async ({ locals, fetch }) => {
  const session = await ask(fetch, '/api/session', SessionView)
  return { theme: locals.theme, session: session.ok ? session.value : null }
}
