import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ModelError } from '../errors.ts'

type Fields = Readonly<Record<string, unknown>>

/** One JSON file of a model folder. Every reader of its fields throws a ModelError naming file and field. */
export type JsonFile = { readonly file: string; readonly fields: Fields }

export async function readJsonFile(folder: string, file: string): Promise<JsonFile> {
  const json = await readJsonFileIfThere(folder, file)
  if (json === undefined) throw new ModelError(file, 'is missing')
  return json
}

export async function readJsonFileIfThere(folder: string, file: string): Promise<JsonFile | undefined> {
  let text: string
  try {
    text = await readFile(join(folder, file), 'utf8')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw textFileError(file, error)
  }
  const fields = parsePythonJson(file, text)
  if (!isRecord(fields)) throw new ModelError(file, 'must hold a JSON object')
  return { file, fields }
}

export function textFileError(file: string, error: unknown): ModelError {
  const code = (error as NodeJS.ErrnoException).code
  return new ModelError(file, isMissing(error) ? 'is missing' : `cannot be read (${code})`, { cause: error })
}

/** Python writes numbers that JSON has no words for: diffusers' `lambda_min_clipped` is `-Infinity`. */
function parsePythonJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (/Infinity|NaN/.test(text)) {
      try {
        return JSON.parse(withoutPythonNumbers(text), (_, value) =>
          value === NOT_A_NUMBER ? Number.NaN : value,
        )
      } catch {
        // The first complaint is about the file as it is.
      }
    }
    throw new ModelError(file, `is not JSON (${(error as Error).message})`, { cause: error })
  }
}

/** A string that no config holds. */
const NOT_A_NUMBER = '\u0000NaN'

/** 1e999 is JSON, and too large for a double. Strings stay as they are. */
function withoutPythonNumbers(text: string): string {
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|Infinity|NaN/gs, (found) => {
    if (found === 'Infinity') return '1e999'
    return found === 'NaN' ? JSON.stringify(NOT_A_NUMBER) : found
  })
}

type NumberRule = { whole?: boolean; above?: number; fallback?: number }

export function numberField(json: JsonFile, name: string, rule: NumberRule = {}): number {
  const value = present(json, name, rule.fallback)
  const above = rule.above ?? -Infinity
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw wrongField(json, name, 'must be a number', value)
  if (rule.whole && !Number.isSafeInteger(value))
    throw wrongField(json, name, 'must be a whole number', value)
  if (value <= above) throw wrongField(json, name, `must be above ${above}`, value)
  return value
}

export function stringField(json: JsonFile, name: string, fallback?: string): string {
  const value = present(json, name, fallback)
  if (typeof value !== 'string' || value === '') throw wrongField(json, name, 'must be a string', value)
  return value
}

export function choiceField<T extends string>(json: JsonFile, name: string, choices: readonly T[]): T {
  const value = present(json, name)
  const found = choices.find((choice) => choice === value)
  if (found === undefined) throw wrongField(json, name, `must be one of ${choices.join(', ')}`, value)
  return found
}

/** A field that is itself an object; its own fields are then named `name.inner`. */
export function recordField(json: JsonFile, name: string): Fields {
  const value = present(json, name)
  if (!isRecord(value)) throw wrongField(json, name, 'must be an object', value)
  return value
}

export function listField(json: JsonFile, name: string, fallback?: readonly unknown[]): readonly unknown[] {
  const value = present(json, name, fallback)
  if (!Array.isArray(value)) throw wrongField(json, name, 'must be a list', value)
  return value
}

/** A size given as one number (square) or as [height, width]. */
export function sizeField(json: JsonFile, name: string): { width: number; height: number } {
  const value = present(json, name)
  const [height, width] = Array.isArray(value) ? value : [value, value]
  if (isSize(width) && isSize(height)) return { width, height }
  throw wrongField(json, name, 'must be a size, or [height, width]', value)
}

export function wrongField(json: JsonFile, name: string, rule: string, value: unknown): ModelError {
  return new ModelError(json.file, `${name} ${rule}, is ${shown(value).slice(0, 80)}`)
}

function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'undefined')
}

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code
  return code === 'ENOENT' || code === 'ENOTDIR'
}

function present(json: JsonFile, name: string, fallback?: unknown): unknown {
  const value = json.fields[name] ?? fallback
  if (value === undefined) throw new ModelError(json.file, `${name} is missing`)
  return value
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0
}
