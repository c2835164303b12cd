/** Slices of a font come from the house in far less; a machine that has much to do may take its time. */
const LIMIT_MS = 3_000
const WEIGHTS = [500, 700]

const late = (): Promise<void> => new Promise((done) => setTimeout(done, LIMIT_MS))

/** Every letter in the texts of a value, once. */
export function lettersOf(value: unknown): Set<string> {
  return new Set(JSON.stringify(value))
}

/** Resolves once they can be drawn, or will not be soon. */
export async function fetchLetters(family: string, letters: string): Promise<void> {
  const all = WEIGHTS.map((weight) => document.fonts.load(`${weight} 16px "${family}"`, letters))
  await Promise.race([Promise.allSettled(all), late()])
}

/** Resolves once what is on the page now can be drawn, or will not be soon. */
export async function fontsOfThePage(): Promise<void> {
  await Promise.race([allAsked(), late()])
}

async function allAsked(): Promise<void> {
  // What is not laid out yet asks for no letters, and what has them may ask for more: until nothing is asked for twice in a row.
  for (let quiet = 0; quiet < 2; quiet += 1) {
    document.body.getBoundingClientRect()
    await new Promise((done) => setTimeout(done))
    if (document.fonts.status === 'loading') quiet = -1
    await document.fonts.ready
  }
}
