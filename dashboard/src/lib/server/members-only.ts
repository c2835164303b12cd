import { error, redirect } from '@sveltejs/kit'
import { type Door, mayOpen, type SessionView } from '@yosegaki/contract'

/** Lets in whom the authorisation table lets in (the API looks again); others are led to sign-in, or to their own account. */
export function membersOnly(
  session: SessionView | null,
  url: URL,
  door: Door,
): NonNullable<SessionView['user']> {
  if (session === null) error(503)
  if (session.user === null) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`)
  if (!mayOpen(session.user.role, door)) redirect(303, '/account')
  return session.user
}
