type Encode = (packet: unknown, options: { wsPreEncodedFrame?: Buffer[] }) => unknown

/**
 * Socket.IO makes the web socket frame of a broadcast once, and then writes it to each socket in two parts, head and body. Joined
 * here, it is one write for each of thousands. It reaches into a private method: where a later version has none of that name, all is as
 * it was before (`npm run bench -- fanout` tells the difference).
 */
export function writeOnce(adapter: object): void {
  const encode: unknown = Reflect.get(adapter, '_encode')
  if (typeof encode !== 'function') return
  const joined: Encode = (packet, options) => {
    const encoded: unknown = encode.call(adapter, packet, options)
    const { wsPreEncodedFrame: frame } = options
    if (Array.isArray(frame) && frame.length > 1) options.wsPreEncodedFrame = [Buffer.concat(frame)]
    return encoded
  }
  Reflect.set(adapter, '_encode', joined)
}
