/** YouTube's day: it ends at midnight Pacific time, wherever the house stands. */

const PACIFIC = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/Los_Angeles',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})
const HOUR = 3_600_000

const read = (at: number): { day: string; sinceMidnight: number } => {
  const part = Object.fromEntries(PACIFIC.formatToParts(at).map(({ type, value }) => [type, value]))
  const seconds = Number(part.hour) * 3_600 + Number(part.minute) * 60 + Number(part.second)
  return {
    day: `${part.year}-${part.month}-${part.day}`,
    sinceMidnight: seconds * 1_000 + (((at % 1_000) + 1_000) % 1_000),
  }
}

/** The Pacific date at an instant (epoch ms), `YYYY-MM-DD`: later days sort later. */
export const pacificDay = (at: number): string => read(at).day

/** The first instant (epoch ms) of the next Pacific day; a day has 23, 24 or 25 hours. */
export const nextPacificMidnight = (at: number): number => {
  const { day, sinceMidnight } = read(at)
  const guess = at - sinceMidnight + 24 * HOUR
  const there = read(guess)
  if (there.day === day) return guess + HOUR
  return guess - there.sinceMidnight
}
