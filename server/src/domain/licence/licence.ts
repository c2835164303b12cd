import type { FanWorkMark, WorkView } from '@yosegaki/contract'
import type { Artwork } from '../artwork/artwork.ts'

/** Finished works are dedicated to the public domain unless a fan-work element calls for another licence. */
export const CC0: WorkView['licence'] = {
  id: 'CC0-1.0',
  name: {
    ja: 'CC0 1.0 全世界(パブリック・ドメイン提供)',
    en: 'CC0 1.0 Universal (Public Domain Dedication)',
  },
  url: 'https://creativecommons.org/publicdomain/zero/1.0/',
}

/**
 * What a picture is under: CC0, unless an option that steered it (whoever voted for it), or a touch-up, is of a fan work; then what that
 * work's owner allows, with the evidence.
 */
export function licenceOf({
  decisions,
  touchUps,
}: Pick<Artwork, 'decisions' | 'touchUps'>): WorkView['licence'] {
  const marks = new Map<string, FanWorkMark>()
  for (const { options, shares } of decisions)
    for (const [index, { fanWork }] of options.entries())
      if (fanWork !== undefined && (shares[index] ?? 0) > 0) marks.set(fanWork.id, fanWork)
  for (const { fanWork } of touchUps) if (fanWork !== undefined) marks.set(fanWork.id, fanWork)
  const fanWorks = [...marks.values()]
  const [first] = fanWorks
  if (first === undefined) return CC0
  const licences = fanWorks.map(({ name, licence }) => `${name}: ${licence}`).join(' / ')
  return {
    id: 'fan-work',
    name: { ja: `二次創作(${licences})`, en: `Fan work (${licences})` },
    url: first.guideline,
    fanWorks,
  }
}
