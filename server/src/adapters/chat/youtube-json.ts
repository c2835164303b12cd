/** Bytes of one object at most: a whole page of 2,000 messages is about 3 MB. */
const LARGEST_OBJECT = 8 << 20

const [QUOTE, BACKSLASH, OPEN, CLOSE] = [0x22, 0x5c, 0x7b, 0x7d]
/** What may stand between two objects: blanks, and the brackets and commas of the array around them. */
const BETWEEN = new Set([...' \t\r\n[],'].map((sign) => sign.charCodeAt(0)))

/**
 * Cuts a long answer, an array of objects (or one object, or one after the other), into its objects as they come, wherever
 * the bytes were cut on their way, also inside a character. Feed it chunks; it answers the objects that are now complete.
 * Throws for what is no such answer, or for an object that is too large.
 */
export const createObjectCutter = (
  largest = LARGEST_OBJECT,
): ((chunk: Uint8Array) => Record<string, unknown>[]) => {
  let parts: Uint8Array[] = []
  let held = 0
  let depth = 0
  let quoted = false
  let escaped = false

  const hold = (part: Uint8Array): void => {
    held += part.length
    if (held > largest) throw new RangeError('an object of the answer is too large')
    parts.push(part)
  }

  return (chunk) => {
    const objects: Record<string, unknown>[] = []
    let begin = 0
    // Quotes, backslashes and braces are single bytes in UTF-8, and no part of any other character.
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]!
      if (quoted) {
        if (escaped) escaped = false
        else if (byte === BACKSLASH) escaped = true
        else if (byte === QUOTE) quoted = false
      } else if (byte === OPEN) {
        if (depth === 0) begin = at
        depth += 1
      } else if (depth === 0) {
        if (!BETWEEN.has(byte)) throw new SyntaxError('the answer is no list of objects')
      } else if (byte === QUOTE) quoted = true
      else if (byte === CLOSE) {
        depth -= 1
        if (depth > 0) continue
        hold(chunk.subarray(begin, at + 1))
        objects.push(JSON.parse(Buffer.concat(parts).toString('utf8')))
        parts = []
        held = 0
      }
    }
    // A copy: the chunk's memory may be the socket's, to be used again.
    if (depth > 0) hold(Uint8Array.from(chunk.subarray(begin)))
    return objects
  }
}
