import { DiscordAPIError, HTTPError, RateLimitError, REST } from '@discordjs/rest'
import type { Announcer, Posted } from '../../ports.ts'
import { noAnswer, refusedBy, slowDown } from './outcomes.ts'

/**
 * Posts by a channel's webhook. Source: discord.com/developers/docs/resources/webhook#execute-webhook. The library would
 * try three times where no answer comes; a message that did arrive would then stand there twice.
 * @param webhook its address as Discord shows it: `…/api/webhooks/<id>/<token>`.
 */
export function createDiscordAnnouncer(webhook: string): Announcer {
  const { origin, pathname } = new URL(webhook)
  const path = pathname.replace(/^\/api/, '') as `/webhooks/${string}`
  const rest = new REST({ api: `${origin}/api`, version: '10', retries: 0, rejectOnRateLimit: () => true })
  return {
    async post(text, picture): Promise<Posted> {
      const body = {
        content: text,
        // Nobody is pinged, whatever viewers named the picture.
        allowed_mentions: { parse: [] },
        ...(picture === null ? {} : { attachments: [{ id: '0', description: picture.alt.slice(0, 1024) }] }),
      }
      const files =
        picture === null
          ? {}
          : { files: [{ name: 'yosegaki.png', data: Buffer.from(picture.png), contentType: 'image/png' }] }
      try {
        const answer = await rest.post(path, {
          auth: false,
          query: new URLSearchParams({ wait: 'true' }),
          body,
          ...files,
        })
        return { state: 'sent', url: addressOf(answer) }
      } catch (error) {
        return outcomeOf(error)
      }
    },
  }
}

/** Where the message stands. A webhook's answer names the channel, not the server; that leads there all the same. */
function addressOf(answer: unknown): string | null {
  const { id, channel_id: channel } = (answer ?? {}) as { id?: unknown; channel_id?: unknown }
  return typeof id === 'string' && typeof channel === 'string'
    ? `https://discord.com/channels/@me/${channel}/${id}`
    : null
}

function outcomeOf(error: unknown): Posted {
  if (error instanceof RateLimitError) return slowDown('Discord', error.retryAfter / 1000)
  if (error instanceof DiscordAPIError && error.status < 500)
    return refusedBy('Discord', error.status, error.message)
  if (error instanceof HTTPError && error.status < 500)
    return refusedBy('Discord', error.status, error.message)
  return noAnswer('Discord')
}
