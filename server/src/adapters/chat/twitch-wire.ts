// By their paths: tmi.js reads IRC lines well, but its client falls over a line without words or a tag that is "1" (it
// throws inside a socket's event, which ends the process), reconnects by timers that cannot be stopped, and is no longer
// developed. So its parser reads, and twitch-link.ts keeps the connection.
import parser from 'tmi.js/lib/parser.js'
import utils from 'tmi.js/lib/utils.js'

/** One IRC message. `login` is who sent it, `params` end with the words, where there are any. */
export type TwitchMessage = {
  command: string
  login: string
  params: readonly string[]
  /** A tag's value, unescaped; empty where it is not there. */
  tag(name: string): string
}

/** The lines of one frame, whatever ends them; IRC has no empty lines. */
export const linesOf = (frame: string): string[] =>
  frame.split(/[\r\n]+/).filter((line) => line.trim() !== '')

/** Reads one line; null for what is no IRC message. Never throws. */
export const readMessage = (line: string): TwitchMessage | null => {
  const read = parser.msg(line)
  if (read === null || read.command === null || !/^(?:[A-Z]+|\d{3})$/.test(read.command)) return null
  const { tags } = read
  return {
    command: read.command,
    login: read.prefix?.split('!')[0] ?? '',
    params: read.params,
    tag(name) {
      const value = Object.hasOwn(tags, name) ? tags[name] : ''
      return typeof value === 'string' ? utils.unescapeIRC(value) : ''
    },
  }
}

/** A name that only reads: Twitch lets anybody in as justinfan and some digits. */
export const anonymousName = (): string => utils.justinfan()
