import { error, type RequestEvent } from '@sveltejs/kit'
import { WorkView } from '@yosegaki/contract'
import type { Feed } from 'feed'
import { ask, listOf } from './ask.ts'
import { worksFeed } from './works-feed.ts'

const NEWEST = 30

/** The feed as one of its kinds; feed readers may keep it for five minutes. */
export async function feedReply(
  { fetch, url, setHeaders }: RequestEvent,
  type: string,
  write: (feed: Feed) => string,
): Promise<Response> {
  const works = await ask(fetch, `/api/works?limit=${NEWEST}`, listOf(WorkView))
  if (!works.ok) error(503)
  setHeaders({ 'cache-control': 'public, max-age=300', vary: 'accept-language, cookie' })
  return new Response(write(worksFeed(works.value, url.origin)), {
    headers: { 'content-type': `${type}; charset=utf-8` },
  })
}
