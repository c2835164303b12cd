/** Slices of a font come from the house in far less; a machine that has much to do may take its time. */
const LIMIT_MS = 3_000
const WEIGHTS = [500, 700]

/** Every letter in the texts of a value, once. */
export function lettersOf(value: unknown): Set<string> {
  return new Set(JSON.stringify(value))
}

/** Resolves once they can be drawn, or will not be soon. */
export async function fetchLetters(family: string, letters: string): Promise<void> {
  const all = WEIGHTS.map((weight) => document.fonts.load(`${weight} 16px "${family}"`, letters))
  const late = new Promise((done) => setTimeout(done, LIMIT_MS))
  await Promise.race([Promise.allSettled(all), late])
}
