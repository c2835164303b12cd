import { feedReply } from '#lib/server/feed-reply.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = (event) => feedReply(event, 'application/rss+xml', (feed) => feed.rss2())
