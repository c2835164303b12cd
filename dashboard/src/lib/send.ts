import type { Text } from '@yosegaki/contract'

/** What became of something sent to the server. `status` is 0 where nobody answered; `now`: how it is by now, where that is why not. */
export type Sent =
  | { ok: true; value: unknown }
  | { ok: false; status: number; what: string; message: Text | null; now?: unknown }

/** Send JSON from the page to this server. Never throws: a form has something kind to say instead. */
/** `stand`: what it was decided on, where the server should look whether that still holds. */
export async function send(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
  stand?: string,
): Promise<Sent> {
  try {
    const response = await fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(stand === undefined ? {} : { 'if-match': stand }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(15_000),
    })
    const value: unknown = await response.json().catch(() => null)
    return response.ok ? { ok: true, value } : { ok: false, status: response.status, ...problemIn(value) }
  } catch {
    return { ok: false, status: 0, what: 'unreachable', message: null }
  }
}

/** The reason inside an `ApiError`; read by hand, to keep zod off these pages. */
export function problemIn(value: unknown): { what: string; message: Text | null; now?: unknown } {
  const at = (from: unknown, key: string): unknown =>
    typeof from === 'object' && from !== null ? (from as Record<string, unknown>)[key] : undefined
  const error = at(value, 'error')
  const what = at(error, 'what')
  const ja = at(at(error, 'message'), 'ja')
  const en = at(at(error, 'message'), 'en')
  return {
    what: typeof what === 'string' ? what : 'unknown',
    message: typeof ja === 'string' && typeof en === 'string' ? { ja, en } : null,
    now: at(error, 'now'),
  }
}
