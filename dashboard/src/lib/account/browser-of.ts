const BROWSERS = [
  ['Edge', /\bEdg\//],
  ['Firefox', /\bFirefox\//],
  ['Chrome', /Chrom(e|ium)\//],
  ['Safari', /\bSafari\//],
] as const
const SYSTEMS = [
  ['Android', /Android/],
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
] as const

/** What a user agent says of itself, in a word or two; its first words where it is none that we know. */
export function browserOf(agent: string): string {
  const known = [BROWSERS, SYSTEMS].flatMap((list) => list.find(([, mark]) => mark.test(agent))?.[0] ?? [])
  return known.length > 0 ? known.join(' · ') : agent.slice(0, 40) || '?'
}
