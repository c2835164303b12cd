import { mustBeOk, type Producer, type TestHouse } from './house.ts'

/** What a producer's browser does to connect a channel: asks the house, follows Google, comes back. Where it ends up. */
export async function connectChannel(
  house: TestHouse,
  { cookie }: Producer,
  polls: boolean,
): Promise<{ page: string; back: string }> {
  const asked = await mustBeOk(
    await fetch(`${house.url}/api/youtube/connect`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: house.url, cookie, connection: 'close' },
      body: JSON.stringify({ polls }),
    }),
  )
  const { url } = (await asked.json()) as { url: string }
  const google = await fetch(url, { redirect: 'manual' })
  const back = google.headers.get('location') ?? ''
  const answer = await fetch(back, { redirect: 'manual', headers: { cookie, connection: 'close' } })
  return { page: answer.headers.get('location') ?? '', back }
}

/** Settings of a house whose YouTube and Google are the test's. */
export const channelEnv = (root: string, client: { clientId: string; clientSecret: string }) => ({
  YOUTUBE_API_ROOT: root,
  YOUTUBE_CLIENT_ID: client.clientId,
  YOUTUBE_CLIENT_SECRET: client.clientSecret,
  YOUTUBE_CONSENT_URL: `${root}o/oauth2/v2/auth`,
  YOUTUBE_TOKEN_ROOT: root,
})
