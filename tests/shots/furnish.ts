import { ask } from '../support/accounts.ts'
import { mustBeOk, type Producer, type TestHouse } from '../support/house.ts'

const DAY_MS = 86_400_000
/** Streams to come. */
const PLANNED = [
  { title: '金曜の夜、みんなで一枚', days: 2, minutes: 90, note: 'はじめての人も、どうぞ。' },
  { title: 'Drawing the sea together', days: 9, minutes: 120, note: 'In Japanese and English.' },
]

/** What a house has after a few weeks: streams that are planned, and people who are invited. */
export async function furnish(house: TestHouse, { cookie }: Producer): Promise<void> {
  const post = async (path: string, body: object): Promise<Response> =>
    mustBeOk(await ask(house, 'POST', path, { cookie, body }))
  // At eight in the evening in Japan, in epoch milliseconds.
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS + DAY_MS * (11 / 24)
  const watchUrl = 'https://www.twitch.tv/yosegaki'
  for (const { days, ...stream } of PLANNED)
    await post('/api/schedule', { ...stream, startsAt: today + days * DAY_MS, watchUrl })
  for (const role of ['producer', 'reviewer']) await post('/api/invitations', { role })
}
