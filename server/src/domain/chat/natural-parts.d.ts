/** The parts of natural that are used, by their paths: its index would load database drivers and read `.env`. */
declare module 'natural/lib/natural/distance/levenshtein_distance.js' {
  const distance: {
    DamerauLevenshteinDistance(one: string, other: string, settings: { restricted: boolean }): number
  }
  export default distance
}
declare module 'natural/lib/natural/stemmers/porter_stemmer.js' {
  const stemmer: { stem(word: string): string }
  export default stemmer
}
