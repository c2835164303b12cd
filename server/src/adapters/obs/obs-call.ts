import type { Text } from '@yosegaki/contract'
import {
  type OBSRequestTypes,
  type OBSResponseTypes,
  OBSWebSocket,
  OBSWebSocketError,
} from 'obs-websocket-js/json'
import { OBS_PROBLEMS, obsRefused } from './obs-problems.ts'

const ANSWER_MS = 8_000
/** obs-websocket 5: close codes, and the status of a request for something that is not there. */
const AUTHENTICATION_FAILED = 4009
const RPC_VERSION_UNSUPPORTED = 4010
const NOT_FOUND = 600

export class ObsProblem extends Error {
  override readonly name = 'ObsProblem'
  readonly text: Text
  constructor(text: Text) {
    super(text.en)
    this.text = text
  }
}

export type ObsCall = {
  version: string
  ask<Name extends keyof OBSRequestTypes>(
    name: Name,
    data?: OBSRequestTypes[Name],
  ): Promise<OBSResponseTypes[Name]>
  /** The same; null where what it asks for does not exist. */
  find<Name extends keyof OBSRequestTypes>(
    name: Name,
    data: OBSRequestTypes[Name],
  ): Promise<OBSResponseTypes[Name] | null>
}

/** Talk to a running OBS and hang up. Throws `ObsProblem` with words for people; no password is in them. */
export async function callObs<Result>(
  { address, password }: { address: string; password: string | null },
  talk: (obs: ObsCall) => Promise<Result>,
): Promise<Result> {
  const obs = new OBSWebSocket()
  try {
    await inTime(obs.connect(address, password ?? undefined)).catch((error: unknown) => {
      throw connectProblem(error)
    })
    const ask: ObsCall['ask'] = (name, data) =>
      inTime(obs.call(name, data)).catch((error: unknown) => {
        throw error instanceof OBSWebSocketError && error.code !== NOT_FOUND
          ? new ObsProblem(obsRefused(name, error.message))
          : error
      })
    const { obsVersion } = await ask('GetVersion')
    return await talk({
      version: obsVersion,
      ask,
      find: (name, data) =>
        ask(name, data).catch((error: unknown) => {
          if (error instanceof OBSWebSocketError) return null
          throw error
        }),
    })
  } finally {
    await obs.disconnect().catch(() => undefined)
  }
}

function connectProblem(error: unknown): ObsProblem {
  if (error instanceof ObsProblem) return error
  const code = error instanceof OBSWebSocketError ? error.code : 0
  if (code === AUTHENTICATION_FAILED) return new ObsProblem(OBS_PROBLEMS.password)
  if (code === RPC_VERSION_UNSUPPORTED) return new ObsProblem(OBS_PROBLEMS.tooOld)
  return new ObsProblem(OBS_PROBLEMS.unreachable)
}

function inTime<Value>(answer: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new ObsProblem(OBS_PROBLEMS.slow)), ANSWER_MS)
  })
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}
