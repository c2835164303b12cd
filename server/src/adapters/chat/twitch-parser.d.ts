/** The two files of tmi.js that are used, by their paths; its published types know only the client. */
declare module 'tmi.js/lib/parser.js' {
  type Parsed = {
    tags: Record<string, string | true>
    prefix: string | null
    command: string | null
    params: string[]
  }
  const parser: { msg(line: string): Parsed | null }
  export default parser
}
declare module 'tmi.js/lib/utils.js' {
  const utils: { unescapeIRC(value: string): string; justinfan(): string }
  export default utils
}
