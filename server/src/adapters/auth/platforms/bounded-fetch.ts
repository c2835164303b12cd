import type { CustomFetchOptions, ProtectedResourceRequestBody } from 'oauth4webapi'

/** Waited for so long, its body included, milliseconds. */
const ANSWER_MS = 10_000
/** Who somebody is takes a few hundred bytes; the keys that Google signs with a few thousand. */
const MOST_BYTES = 64 * 1024

/** `fetch` for answers that are small and come soon: what is too large, or too late, throws. */
export const boundedFetch =
  (answerMs = ANSWER_MS) =>
  async (
    url: string,
    { method, headers, redirect, body = null }: CustomFetchOptions<string, ProtectedResourceRequestBody>,
  ): Promise<Response> => {
    const signal = AbortSignal.timeout(answerMs)
    const response = await fetch(url, { method, headers, redirect, body: body as BodyInit | null, signal })
    const { status } = response
    return new Response(await readAtMost(response), { status, headers: response.headers })
  }

async function readAtMost({ body }: Response): Promise<Uint8Array<ArrayBuffer> | null> {
  if (body === null) return null
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of body) {
    bytes += part.byteLength
    // Leaving the loop hangs up.
    if (bytes > MOST_BYTES) throw new Error(`an answer of more than ${MOST_BYTES} bytes`)
    parts.push(part)
  }
  return bytes === 0 ? null : new Uint8Array(Buffer.concat(parts))
}
