import { baseLocale, isLocale, type Locale } from '#lib/paraglide/runtime.js'

/** The language a browser asks for first among those we speak; Japanese where it asks for neither. */
export function preferredLanguage(acceptLanguage: string | null): Locale {
  const asked = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const weight = parameters.map((each) => each.trim()).find((each) => each.startsWith('q='))
      return { tag: tag.toLowerCase(), weight: weight === undefined ? 1 : Number(weight.slice(2)) || 0 }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
  for (const { tag } of asked) {
    const spoken = tag.split('-')[0]
    if (isLocale(spoken)) return spoken
  }
  return baseLocale
}
