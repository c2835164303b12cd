/** The model folder is missing something, holds something wrong, or the model itself misbehaved. */
export class ModelError extends Error {
  override readonly name = 'ModelError'
  /** Path inside the model folder, e.g. `unet/config.json`. */
  readonly file: string
  constructor(file: string, problem: string, options?: ErrorOptions) {
    super(`${file}: ${problem}`, options)
    this.file = file
  }
}

/** A checkpoint that cannot be resumed here: damaged, or taken under another model, runtime or request. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError'
  /** What differs: `model`, `runtime`, `provider`, `optimisation`, `seed`, ...; `bytes` when it cannot be read. */
  readonly field: string
  constructor(field: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.field = field
  }
}

/** What the caller asked for cannot be painted: names the field of the request. */
export class RequestError extends Error {
  override readonly name = 'RequestError'
  readonly field: string
  constructor(field: string, problem: string) {
    super(`${field} ${problem}`)
    this.field = field
  }
}

/** An error as plain data, for the way between threads. */
export type PackedError = { name: string; message: string; at: string; stack: string | undefined }

export function packError(error: unknown): PackedError {
  if (error instanceof ModelError) return packed(error, error.file)
  if (error instanceof CheckpointError || error instanceof RequestError) return packed(error, error.field)
  return packed(error instanceof Error ? error : new Error(String(error)), '')
}

export function unpackError(error: PackedError): Error {
  const rebuilt = rebuild(error)
  if (error.stack) rebuilt.stack = error.stack
  return rebuilt
}

function packed(error: Error, at: string): PackedError {
  return { name: error.name, message: error.message, at, stack: error.stack }
}

function rebuild({ name, message, at }: PackedError): Error {
  if (name === 'ModelError') return new ModelError(at, message.slice(at.length + 2))
  if (name === 'CheckpointError') return new CheckpointError(at, message)
  if (name === 'RequestError') return new RequestError(at, message.slice(at.length + 1))
  return new Error(message)
}
