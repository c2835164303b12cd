import type { InvitationSeen, LinkMade, Role } from '@yosegaki/contract'
import { Secret, TOTP } from 'otpauth'
import { mustBeOk, type Producer, type TestHouse } from './house.ts'

/** Ask a house as a page of its own would. */
export const ask = (
  house: TestHouse,
  method: string,
  path: string,
  { cookie, body, headers = {} }: { cookie?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Response> =>
  fetch(`${house.url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(method === 'GET' ? {} : { origin: house.url }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(cookie === undefined ? {} : { cookie }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

export const cookieOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')

/** Somebody the owner invites, who comes with a password and, where their role asks for it, an authenticator app. */
export async function invited(house: TestHouse, owner: Producer, role: Role): Promise<string> {
  const made = await mustBeOk(
    await ask(house, 'POST', '/api/invitations', { cookie: owner.cookie, body: { role } }),
  )
  const token = new URL(((await made.json()) as LinkMade).url).searchParams.get('token')
  const look = await mustBeOk(await ask(house, 'POST', '/api/invitations/look', { body: { token } }))
  const { strong, totp } = (await look.json()) as InvitationSeen
  const code = strong ? { code: new TOTP({ secret: Secret.fromBase32(totp.secret) }).generate() } : {}
  const proof = { kind: 'password', password: 'a good password', ...code }
  const body = { token, name: role, email: `${role}@example.org`, proof }
  return cookieOf(await mustBeOk(await ask(house, 'POST', '/api/invitations/accept', { body })))
}
