import type { IncomingMessage } from 'node:http'

/** Carries a client's address from the socket to better-auth, which sees headers only. Never believed from outside. */
export const ADDRESS_HEADER = 'x-yosegaki-address'

/** The address of who asks: Express' `ip` where it is there (it knows the proxies it may trust), else the socket's. */
export function addressOf(request: IncomingMessage): string {
  const ip = (request as IncomingMessage & { ip?: string }).ip
  return ip ?? request.socket.remoteAddress ?? '0.0.0.0'
}

/**
 * The page's origin where it is the very host that was asked, else nothing. A house is opened by many addresses
 * (localhost, a name or number on the home network); a page from there is ours whichever it was.
 */
export function ownOrigin(headers: Headers): string[] {
  const origin = headers.get('origin') ?? ''
  return URL.canParse(origin) && new URL(origin).host === headers.get('host') ? [origin] : []
}
