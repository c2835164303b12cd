import { redirect } from '@sveltejs/kit'
import { OpenPlatforms, safeReturnPath } from '@yosegaki/contract'
import { ask } from '#lib/server/ask.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ fetch, url, parent }) => {
  const next = safeReturnPath(url.searchParams.get('next'))
  const { session } = await parent()
  // Who is asked to show once more who they are is signed in already.
  if (session?.user && !url.searchParams.has('again')) redirect(303, next)
  const platforms = await ask(fetch, '/api/platforms', OpenPlatforms)
  return { next, platforms: platforms.ok ? platforms.value : [] }
}
