import type { Logger } from '../../ports.ts'

const LEVELS = ['info', 'warn', 'error'] as const
type Level = (typeof LEVELS)[number]

/** One JSON line an event, to standard error. Fields are data we chose to log: never chat text, tokens or keys. */
export function createLogger(
  least: Level,
  write: (line: string) => void = (line) => process.stderr.write(line),
): Logger {
  const at =
    (level: Level) =>
    (event: string, fields: Record<string, unknown> = {}): void => {
      if (LEVELS.indexOf(level) < LEVELS.indexOf(least)) return
      write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...fields })}\n`)
    }
  return { info: at('info'), warn: at('warn'), error: at('error') }
}
