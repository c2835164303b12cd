import type { Database } from './database.ts'

/** Small facts of this house, by name. */
export type Settings = {
  get(key: string): Promise<string | null>
  set(key: string, value: string): Promise<void>
  /** Takes a value away, but only while it is `expected`. True for exactly one of several callers. */
  take(key: string, expected: string): Promise<boolean>
}

export function createSettings({ prisma }: Database): Settings {
  return {
    async get(key) {
      const row = await prisma.setting.findUnique({ where: { key } })
      return row?.value ?? null
    },

    async set(key, value) {
      await prisma.setting.upsert({ where: { key }, create: { key, value }, update: { value } })
    },

    async take(key, expected) {
      const { count } = await prisma.setting.deleteMany({ where: { key, value: expected } })
      return count > 0
    },
  }
}
