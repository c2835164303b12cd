/** Where things are, by name: as many numbers for each as its widget wishes. A name may be a viewer's words. */
export type Places = ReadonlyMap<string | number, readonly number[]>

/** How far on its way everything is in each picture, the last of them there. Ease-out; and a small spring, which passes its goal by a hair. */
export const EASE: readonly number[] = [0.55, 0.9, 1]
export const SPRING: readonly number[] = [0.7, 1.03, 1]

/** `share` of the way from one to the other; what is new comes from where `begins` puts it. */
export function onTheWay(
  from: Places,
  to: Places,
  share: number,
  begins: (goal: readonly number[]) => readonly number[],
): Places {
  const between = (goal: readonly number[], start: readonly number[]): number[] =>
    goal.map((end, n) => (share === 1 ? end : mixed(start[n] ?? end, end, share)))
  return new Map([...to].map(([name, goal]) => [name, between(goal, from.get(name) ?? begins(goal))]))
}

export function samePlaces(a: Places, b: Places): boolean {
  const same = (name: string | number, place: readonly number[]): boolean =>
    place.every((number, n) => a.get(name)?.[n] === number)
  return a.size === b.size && [...b].every(([name, place]) => same(name, place))
}

const mixed = (from: number, to: number, share: number): number => from + (to - from) * share
