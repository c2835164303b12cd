/** Who this viewer is, kept in the browser: a random id and the name they gave themselves. */
const ID = 'yosegaki.viewerId'
const NAME = 'yosegaki.viewerName'

type Store = Pick<Storage, 'getItem' | 'setItem'>

export function viewerId(store: Store = localStorage): string {
  const known = read(store, ID)
  if (known && /^[a-zA-Z0-9_-]{1,64}$/.test(known)) return known
  const fresh = randomId()
  write(store, ID, fresh)
  return fresh
}

export function viewerName(store: Store = localStorage): string {
  return (read(store, NAME) ?? '').slice(0, 40)
}

export function rememberName(name: string, store: Store = localStorage): void {
  write(store, NAME, name)
}

/** A random UUID; `crypto.randomUUID` exists on secure addresses only, and a LAN link is not one. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function read(store: Store, key: string): string | null {
  try {
    return store.getItem(key)
  } catch {
    return null
  }
}

function write(store: Store, key: string, value: string): void {
  try {
    store.setItem(key, value)
  } catch {
    // A browser that keeps nothing: this viewer is new at the next visit.
  }
}
