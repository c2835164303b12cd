import type { ApiError, Text } from '@yosegaki/contract'
import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import type { z } from 'zod'
import type { Logger } from '../../ports.ts'
import { refusalLog } from './refusal-log.ts'

/** Built files carry their hash in their name, frames and pictures their artwork's id and step: they never change. */
export const FOREVER = { immutable: true, maxAge: '365d', index: false, fallthrough: true } as const

/** Something the caller did; told to them with a status and words in both languages. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly what: string
  readonly text: Text
  /** How things are now, for whoever decided on how they were. */
  readonly now: unknown
  /** What was tried all the same and may have had its effect: for the audit log. */
  tried: Record<string, unknown> | null = null
  constructor(status: number, what: string, text: Text, now?: unknown) {
    super(text.en)
    this.status = status
    this.what = what
    this.text = text
    this.now = now
  }
}

export const refused = {
  signIn: () => new Refusal(401, 'sign-in-needed', { ja: 'サインインしてください。', en: 'Please sign in.' }),
  notAllowed: () =>
    new Refusal(403, 'not-allowed', {
      ja: 'この操作は、あなたのアカウントではできません。',
      en: 'Your account may not do this.',
    }),
  notFound: () =>
    new Refusal(404, 'not-found', { ja: '見つかりませんでした。', en: 'There is nothing here.' }),
  databaseAway: (fault: unknown) => {
    const refusal = new Refusal(503, 'database-away', {
      ja: 'いまデータベースに届きません。少し待ってから、もう一度どうぞ。',
      en: 'The database cannot be reached right now. Please wait a moment, then try again.',
    })
    refusal.cause = fault
    return refusal
  },
  notNow: (text: Text) => new Refusal(409, 'not-now', text),
}

/** The body, parsed; a `Refusal` that names each field that does not fit. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(body ?? {})
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues
    .map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`)
    .join('; ')
  throw new Refusal(400, 'does-not-fit', {
    ja: `入力を確かめてください(${fields})`,
    en: `Please check: ${fields}`,
  })
}

/** `tried`: it did not succeed, but went as far as having an effect. */
export type Result = { ok: true } | { ok: false; reason: Text; tried?: boolean }

/** Nothing where it was done, a refusal with the reason where it was not. */
export function answer(result: Result, asked: Record<string, unknown> = {}): void {
  if (result.ok) return
  const refusal = refused.notNow(result.reason)
  if (result.tried) refusal.tried = { ...asked, failed: result.reason.en }
  throw refusal
}

function sendError(response: Response, status: number, error: ApiError['error']): void {
  response.status(status).json({ error } satisfies ApiError)
}

export const unknownApi: RequestHandler = (_request, _response, next) => next(refused.notFound())

/** Somebody tried what they do not know. */
const GUESSES = new Set(['no-match', 'wrong-code', 'wrong-token', 'passkey-unknown', 'passkey-refused'])

/** The last stop of every request that failed: words for people, details for the log only. */
export const answerErrors = (logger: Logger): ErrorRequestHandler => {
  const note = refusalLog(logger)
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error)
    if (error instanceof Refusal) {
      const { status, what, text, now } = error
      if (error.cause !== undefined)
        logger.error('http:failed', {
          method: request.method,
          path: request.path,
          fault: String(error.cause),
        })
      if (status === 403 || status === 429 || GUESSES.has(what)) note(request, what)
      return sendError(response, status, { what, message: text, ...(now === undefined ? {} : { now }) })
    }
    const status = statusOf(error)
    if (status < 500) {
      note(request, 'bad-request')
      return sendError(response, status, {
        what: 'bad-request',
        message: { ja: '読めない要求です。', en: 'That request cannot be read.' },
      })
    }
    logger.error('http:failed', { method: request.method, path: request.path, fault: String(error) })
    return sendError(response, 500, {
      what: 'fault',
      message: { ja: 'サーバーで問題が起きました。', en: 'Something broke on the server.' },
    })
  }
}

const statusOf = (error: unknown): number => {
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500
  return status >= 400 && status < 600 ? status : 500
}
