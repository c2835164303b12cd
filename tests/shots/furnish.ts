import type { LinkMade } from '@yosegaki/contract'
import { ask, invited } from '../support/accounts.ts'
import { mustBeOk, type Producer, type TestHouse } from '../support/house.ts'

/** Two streams to come, one of them soon, in epoch milliseconds. */
const DAY_MS = 86_400_000
const PLANNED = [
  { title: '金曜の夜、みんなで一枚', days: 2, minutes: 90, note: 'はじめての人も、どうぞ。' },
  { title: 'Drawing the sea together', days: 9, minutes: 120, note: 'In Japanese and English.' },
]

/** What a house has after a few weeks: members, one who is invited, and streams that are planned. Gives the page of the invitation. */
export async function furnish(house: TestHouse, owner: Producer): Promise<string> {
  const post = async (path: string, body: object): Promise<Response> =>
    mustBeOk(await ask(house, 'POST', path, { cookie: owner.cookie, body }))
  await invited(house, owner, 'producer')
  await invited(house, owner, 'reviewer')
  // At eight in the evening in Japan.
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS + DAY_MS * (11 / 24)
  for (const { days, ...stream } of PLANNED)
    await post('/api/schedule', {
      ...stream,
      startsAt: today + days * DAY_MS,
      watchUrl: 'https://www.twitch.tv/yosegaki',
    })
  const made = (await (await post('/api/invitations', { role: 'reviewer' })).json()) as LinkMade
  const { pathname, search } = new URL(made.url)
  return `${pathname}${search}`
}
