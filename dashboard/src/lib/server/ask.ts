import { ApiError, type Text } from '@yosegaki/contract'

/** What the API answered, checked against its schema. `status` is 0 where nobody answered. */
export type Answer<Value> = { ok: true; value: Value } | { ok: false; status: number; message: Text | null }

type Schema<Value> = { safeParse(input: unknown): { success: true; data: Value } | { success: false } }

/** GET a path of the API, through a page's `fetch`. Never throws: a page has something kind to say instead. */
export async function ask<Value>(
  fetch: typeof globalThis.fetch,
  path: string,
  schema: Schema<Value>,
): Promise<Answer<Value>> {
  try {
    const response = await fetch(path, { headers: { accept: 'application/json' } })
    const body: unknown = response.headers.get('content-type')?.includes('json')
      ? await response.json()
      : null
    if (!response.ok) {
      const error = ApiError.safeParse(body)
      return { ok: false, status: response.status, message: error.success ? error.data.error.message : null }
    }
    const read = schema.safeParse(body)
    if (read.success) return { ok: true, value: read.data }
    console.error(`${path} answered something that is not in the contract`)
    return { ok: false, status: 502, message: null }
  } catch (error) {
    console.error(`${path} did not answer: ${error instanceof Error ? error.message : String(error)}`)
    return { ok: false, status: 0, message: null }
  }
}

/** The same for lists: what one entry of the list must be. */
export const listOf = <Value>(entry: Schema<Value>): Schema<Value[]> => ({
  safeParse(input) {
    if (!Array.isArray(input)) return { success: false }
    const data: Value[] = []
    for (const each of input) {
      const read = entry.safeParse(each)
      if (!read.success) return { success: false }
      data.push(read.data)
    }
    return { success: true, data }
  },
})
