import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { RequestError } from '../errors.ts'

/** What was typed cannot be meant: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The starter model, wherever the command is called from. */
export const STARTER_MODEL = fileURLToPath(new URL('../../../../pipeline/models/starter', import.meta.url))

export type NumberRule = { whole?: boolean; minimum?: number; maximum?: number }

/** Reads `--name value`; undefined stays undefined. */
export function readNumber(
  name: string,
  value: string | undefined,
  rule: NumberRule = {},
): number | undefined {
  if (value === undefined) return undefined
  const { whole = false, minimum = -Infinity, maximum = Infinity } = rule
  const number = value.trim() === '' ? Number.NaN : Number(value)
  const fits =
    (whole ? Number.isSafeInteger(number) : Number.isFinite(number)) && number >= minimum && number <= maximum
  if (fits) return number
  const range =
    maximum < Infinity
      ? ` from ${minimum} to ${maximum}`
      : minimum > -Infinity
        ? ` of at least ${minimum}`
        : ''
  throw new UsageError(`--${name} must be a ${whole ? 'whole ' : ''}number${range}, is "${value}"`)
}

/** The folder to paint with; a clear word where the starter has not been made yet. */
export function chooseModel(folder: string | undefined): string {
  if (folder !== undefined) return folder
  if (existsSync(join(STARTER_MODEL, 'model_index.json'))) return STARTER_MODEL
  throw new Error('there is no starter model yet (pipeline/models/starter): name a folder with --model')
}

/** Runs a command; its errors become one line on stderr and an exit code: 2 for usage, 1 for failure. */
export async function runCommand(help: string, command: () => Promise<void>): Promise<void> {
  try {
    await command()
  } catch (error) {
    const usage = error instanceof UsageError || error instanceof RequestError || isParseError(error)
    console.error(`error: ${(error as Error).message}`)
    if (usage) console.error(`\n${help.split('\n', 1)[0]}\n--help says more`)
    process.exitCode = usage ? 2 : 1
  }
}

/** What `parseArgs` of node:util throws. */
function isParseError(error: unknown): boolean {
  return String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')
}
