import {
  type AnnouncementDesk,
  AnnouncementSend,
  AnnouncementSettle,
  Id,
  type ModelCard,
  type ModelView,
  type PlannedStream,
  plannedStand,
  StreamPlan,
} from '@yosegaki/contract'
import type { Request, Response } from 'express'
import type { Announcement, WorkStore } from '../../ports.ts'
import type { ModelShelf } from '../models/model-shelf.ts'
import type { OpenDoor } from './doors.ts'
import type { About, InTurn } from './in-turn.ts'
import { answer, parseBody, type Result, refused } from './replies.ts'

export type PublishingPorts = {
  works: WorkStore
  /** The model that paints now; null while there is none. */
  modelNow(): ModelView | null
  /** What the folder of that model tells. */
  shelf(): Promise<ModelShelf>
  schedule: {
    list(): Promise<PlannedStream[]>
    find(id: string): Promise<PlannedStream | null>
    add(plan: StreamPlan): Promise<PlannedStream>
    change(planned: PlannedStream): Promise<boolean>
    remove(id: string): Promise<boolean>
  }
  announce: {
    on: readonly Announcement['channel'][]
    list(): Promise<Announcement[]>
    send(id: string, text: string): Promise<Result>
    settle(id: string, arrived: boolean): Promise<Result>
    drop(id: string): Promise<Result>
  }
}

/** What the public pages beyond the gallery ask for, and what producers plan and announce. */
export function openPublishing(door: OpenDoor, inTurn: InTurn, ports: PublishingPorts): void {
  openModels(door, ports)
  openSchedule(door, inTurn, ports)
  openAnnouncements(door, ports)
}

function openModels(door: OpenDoor, { works, modelNow, shelf }: PublishingPorts): void {
  door('GET /api/models', async (_request, response) => {
    const now = modelNow()
    const painted = await works.models()
    const folder = now === null ? null : await (await shelf()).read()
    const before = painted.filter(({ model }) => model.id !== now?.id)
    const count = painted.find(({ model }) => model.id === now?.id)?.works ?? 0
    const cards: ModelCard[] = [
      ...(now === null ? [] : [{ model: now, current: true, works: count, folder }]),
      ...before.map((each) => ({ ...each, current: false, folder: null })),
    ]
    response.json(cards)
  })
  const file =
    (type: string, name: string, read: () => Promise<string | null>) =>
    async (_request: Request, response: Response): Promise<void> => {
      const text = await read()
      if (text === null) throw refused.notFound()
      response.attachment(name).type(type).send(text)
    }
  door(
    'GET /api/models/current/card',
    file('text/markdown', 'model-card.md', async () => (await shelf()).card()),
  )
  door(
    'GET /api/models/current/works',
    file('text/csv', 'model-works.csv', async () => (await shelf()).works()),
  )
}

function openSchedule(door: OpenDoor, inTurn: InTurn, { schedule }: PublishingPorts): void {
  const about = (id: string): About => ({
    stand: async () => plannedStand(await schedule.find(id)),
    now: () => schedule.find(id),
  })
  door('GET /api/schedule', async (_request, response) => void response.json(await schedule.list()))
  door('POST /api/schedule', async (request, response, { tell }) => {
    const plan = parseBody(StreamPlan, request.body)
    await tell(plan)
    const planned = await schedule.add(plan)
    response.status(201).json(planned)
    return planned
  })
  door('POST /api/schedule/:id', async (request, response, { tell }) => {
    const planned = { ...parseBody(StreamPlan, request.body), id: idIn(request.params.id) }
    await tell(planned)
    if (!(await inTurn(request, about(planned.id), () => schedule.change(planned)))) throw refused.notFound()
    response.json(planned)
  })
  door('DELETE /api/schedule/:id', async (request, response) => {
    const id = idIn(request.params.id)
    if (!(await inTurn(request, about(id), () => schedule.remove(id)))) throw refused.notFound()
    response.json({ ok: true })
  })
}

function openAnnouncements(door: OpenDoor, { announce }: PublishingPorts): void {
  const done = (response: Response, result: Result, asked?: Record<string, unknown>): void => {
    answer(result, asked)
    response.json({ ok: true })
  }
  door('GET /api/announcements', async (_request, response) => {
    const desk: AnnouncementDesk = { channels: [...announce.on], announcements: await announce.list() }
    response.set('cache-control', 'no-store').json(desk)
  })
  door('POST /api/announcements/:id/send', async (request, response, { tell }) => {
    const { text } = parseBody(AnnouncementSend, request.body)
    await tell({ text })
    done(response, await announce.send(idIn(request.params.id), text), { text })
  })
  door('POST /api/announcements/:id/settle', async (request, response, { tell }) => {
    const { arrived } = parseBody(AnnouncementSettle, request.body)
    await tell({ arrived })
    done(response, await announce.settle(idIn(request.params.id), arrived))
  })
  door('POST /api/announcements/:id/drop', async (request, response) => {
    done(response, await announce.drop(idIn(request.params.id)))
  })
}

function idIn(given: unknown): string {
  const id = Id.safeParse(given)
  if (!id.success) throw refused.notFound()
  return id.data
}
