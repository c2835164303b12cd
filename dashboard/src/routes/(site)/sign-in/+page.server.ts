import { redirect } from '@sveltejs/kit'
import { safeReturnPath } from '#lib/safe-return-path.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ url, parent }) => {
  const next = safeReturnPath(url.searchParams.get('next'))
  const { session } = await parent()
  if (session?.user) redirect(303, next)
  return { next }
}
