import { ApiResponseError, TwitterApi, TwitterApiv2 } from 'twitter-api-v2'
import type { Announcer, Posted } from '../../ports.ts'
import { noAnswer, notUploaded, refusedBy, slowDown } from './outcomes.ts'

/** An account's own keys (OAuth 1.0a): they do not run out. */
export type XKeys = { appKey: string; appSecret: string; accessToken: string; accessSecret: string }

/**
 * Posts on X. Source: docs.x.com, "Create Post" and "Media upload". The picture goes first, by itself nobody sees it; the
 * post that shows it is one request, tried once.
 * @param apiRoot another address than X's, for tests; https only.
 */
export function createXAnnouncer(keys: XKeys, apiRoot: string | null): Announcer {
  const v2 = new XApi(new TwitterApi(keys), apiRoot)
  return {
    async post(text, picture): Promise<Posted> {
      let media: string | null
      try {
        media = picture === null ? null : await upload(picture)
      } catch (error) {
        // Nothing was posted yet, whatever happened.
        return error instanceof ApiResponseError ? refusal(error) : notUploaded('X')
      }
      try {
        const { data } = await v2.tweet(text, media === null ? {} : { media: { media_ids: [media] } })
        return { state: 'sent', url: `https://x.com/i/status/${data.id}` }
      } catch (error) {
        return error instanceof ApiResponseError && error.code < 500 ? refusal(error) : noAnswer('X')
      }
    },
  }

  async function upload({ png, alt }: { png: Uint8Array; alt: string }): Promise<string> {
    const id = await v2.uploadMedia(Buffer.from(png), {
      media_type: 'image/png',
      media_category: 'tweet_image',
    })
    await v2.createMediaMetadata(id, { alt_text: { text: alt.slice(0, 1000) } })
    return id
  }
}

function refusal(error: ApiResponseError): Posted {
  if (error.code !== 429) return refusedBy('X', error.code, error.message)
  const reset = error.rateLimit?.reset
  return slowDown('X', reset === undefined ? 900 : reset - Date.now() / 1000)
}

/** The library's client, which knows no other way to another address. */
class XApi extends TwitterApiv2 {
  constructor(api: TwitterApi, root: string | null) {
    super(api)
    if (root !== null) this.setPrefix(`${root.replace(/\/+$/, '')}/2/`)
  }
}
