import { Tokenizer } from '@huggingface/tokenizers'
import { ModelError } from '../errors.ts'
import { type JsonFile, wrongField } from './json-file.ts'

/** Text to exactly `length` token ids: cut (the end mark is kept), then padded on the right. */
type Tokenise = (text: string) => number[]

export type TextTokeniser = { tokenise: Tokenise; length: number }

/** definition: tokenizer.json; config: tokenizer_config.json; maxPositions: longest text the encoder takes. */
export function createTokeniser(definition: JsonFile, config: JsonFile, maxPositions: number): TextTokeniser {
  let tokenizer: Tokenizer
  try {
    tokenizer = new Tokenizer(definition.fields, config.fields)
  } catch (error) {
    throw new ModelError(definition.file, `is not a tokenizer (${(error as Error).message})`, {
      cause: error,
    })
  }
  const length = readLength(config, maxPositions)
  const idOf = (name: string) => {
    const token = specialToken(config, name)
    const id = tokenizer.token_to_id(token)
    if (id === undefined) throw wrongField(config, name, `must be a token of ${definition.file}`, token)
    return id
  }
  const pad = idOf('pad_token')
  const end = idOf('eos_token')
  const encode = (text: string): number[] => {
    try {
      const { ids } = tokenizer.encode(text)
      if (ids.every(Number.isSafeInteger)) return ids
    } catch (error) {
      throw new ModelError(definition.file, `cannot encode a text (${(error as Error).message})`, {
        cause: error,
      })
    }
    throw new ModelError(definition.file, `has no token for a part of ${JSON.stringify(text.slice(0, 80))}`)
  }
  return { length, tokenise: (text) => fit(encode(text), length, { pad, end }) }
}

function fit(ids: readonly number[], length: number, marks: { pad: number; end: number }): number[] {
  const kept = ids.length > length ? [...ids.slice(0, length - 1), marks.end] : ids
  return [...kept, ...Array<number>(length - kept.length).fill(marks.pad)]
}

/** Some exports write 1e30 for "no limit": the encoder's own limit holds as well. */
function readLength(config: JsonFile, maxPositions: number): number {
  const value = config.fields.model_max_length ?? maxPositions
  if (typeof value !== 'number' || !(value > 1)) {
    throw wrongField(config, 'model_max_length', 'must be a number above 1', value)
  }
  return Math.min(Math.floor(value), maxPositions)
}

/** A special token is a string, or an object with `content`. */
export function specialToken(config: JsonFile, name: string): string {
  const value = config.fields[name]
  if (value === undefined || value === null) throw new ModelError(config.file, `${name} is missing`)
  const text = typeof value === 'object' ? (value as { content?: unknown }).content : value
  if (typeof text !== 'string') throw wrongField(config, name, 'must be a token', value)
  return text
}
