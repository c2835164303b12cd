import { standOf } from '@yosegaki/contract'
import type { Request, Response } from 'express'
import type { InTurn } from './in-turn.ts'
import { answer, type Result } from './replies.ts'

/** A list that producers save whole. */
export type SavedList = {
  list(): readonly unknown[]
  wanted: readonly unknown[]
  save(): Promise<Result>
  /** The audit log's ear, before it is saved. */
  tell(note: Record<string, unknown>): Promise<void>
}

/**
 * Saves a list whole, unless somebody else saved it since the page had it (T15): then the page is told how it is now (T16). What was
 * added to it and taken from it is in the audit log.
 */
export function createListSaving(inTurn: InTurn, changed: () => void) {
  return async (request: Request, response: Response, { list, wanted, save, tell }: SavedList) => {
    const before = list()
    await tell(differences(before, wanted))
    answer(await inTurn(request, { stand: () => standOf(list()), now: list }, save))
    changed()
    response.json({ ok: true, stand: standOf(list()) })
    return differences(before, list())
  }
}

export type SaveList = ReturnType<typeof createListSaving>

function differences(before: readonly unknown[], after: readonly unknown[]) {
  const texts = (list: readonly unknown[]) => new Set(list.map((each) => JSON.stringify(each)))
  const [old, now] = [texts(before), texts(after)]
  return {
    added: after.filter((each) => !old.has(JSON.stringify(each))),
    removed: before.filter((each) => !now.has(JSON.stringify(each))),
  }
}
