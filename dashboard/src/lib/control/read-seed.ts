/** A seed as typed, full-width digits too; empty means chance decides. */
export function readSeed(typed: string): { ok: true; seed?: number } | { ok: false } {
  const plain = typed.normalize('NFKC').trim()
  if (plain === '') return { ok: true }
  if (!/^\d{1,10}$/.test(plain)) return { ok: false }
  const seed = Number(plain)
  return seed <= 2 ** 32 - 1 ? { ok: true, seed } : { ok: false }
}
