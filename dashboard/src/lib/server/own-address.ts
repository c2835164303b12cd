/**
 * Where this very process listens, as seen from the connection a request came in on. Pages ask the API there instead of
 * at the address the browser named: that name may belong to a proxy, or be made up to make us fetch from elsewhere.
 */
export function ownAddress(socket: { localAddress?: string; localPort?: number } | undefined): string | null {
  if (socket?.localAddress === undefined || socket.localPort === undefined) return null
  const address = socket.localAddress.replace(/^::ffff:/i, '')
  if (!address.includes(':')) return `http://${address}:${socket.localPort}`
  // A zone (fe80::1%eth0) has no place in a URL; such an address belongs to this machine, and so does loopback.
  return address.includes('%')
    ? `http://[::1]:${socket.localPort}`
    : `http://[${address}]:${socket.localPort}`
}
