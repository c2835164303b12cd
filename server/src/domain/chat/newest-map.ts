import { keepNewest } from './keep-newest.ts'

/** A map of the newest `most` keys, or a few more. */
export function newestMap<Value>(most: number) {
  const map = new Map<string, Value>()
  return {
    get: (key: string) => map.get(key),
    set(key: string, value: Value): void {
      map.delete(key)
      map.set(key, value)
      keepNewest(map, most)
    },
    dropAll(value: Value): void {
      for (const [key, other] of map) if (other === value) map.delete(key)
    },
  }
}
