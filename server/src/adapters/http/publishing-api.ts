import {
  type AnnouncementDesk,
  AnnouncementSend,
  AnnouncementSettle,
  Id,
  type ModelCard,
  type ModelView,
  type PlannedStream,
  StreamPlan,
  type Text,
} from '@yosegaki/contract'
import { type RequestHandler, type Response, Router } from 'express'
import type { Announcement, WorkStore } from '../../ports.ts'
import type { ModelShelf } from '../models/model-shelf.ts'
import { parseBody, refused } from './replies.ts'

type Result = { ok: true } | { ok: false; reason: Text }

export type PublishingPorts = {
  works: WorkStore
  /** The model that paints now; null while there is none. */
  modelNow(): ModelView | null
  shelf: ModelShelf
  schedule: {
    list(): Promise<PlannedStream[]>
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
export function publishingApi(ports: PublishingPorts, producersOnly: RequestHandler): Router {
  const api = Router()
  api.use(modelsApi(ports))
  api.use(scheduleApi(ports, producersOnly))
  api.use(announcementsApi(ports, producersOnly))
  return api
}

function modelsApi({ works, modelNow, shelf }: PublishingPorts): Router {
  const api = Router()
  api.get('/models', async (_request, response) => {
    const now = modelNow()
    const painted = await works.models()
    const folder = now === null ? null : await shelf.read()
    const before = painted.filter(({ model }) => model.id !== now?.id)
    const count = painted.find(({ model }) => model.id === now?.id)?.works ?? 0
    const cards: ModelCard[] = [
      ...(now === null ? [] : [{ model: now, current: true, works: count, folder }]),
      ...before.map((each) => ({ ...each, current: false, folder: null })),
    ]
    response.json(cards)
  })
  const file = (path: string, type: string, name: string, read: () => Promise<string | null>): void => {
    api.get(path, async (_request, response) => {
      const text = await read()
      if (text === null) throw refused.notFound()
      response.attachment(name).type(type).send(text)
    })
  }
  file('/models/current/card', 'text/markdown', 'model-card.md', shelf.card)
  file('/models/current/works', 'text/csv', 'model-works.csv', shelf.works)
  return api
}

function scheduleApi({ schedule }: PublishingPorts, producersOnly: RequestHandler): Router {
  const api = Router()
  api.get('/schedule', async (_request, response) => void response.json(await schedule.list()))
  api.post('/schedule', producersOnly, async (request, response) => {
    response.status(201).json(await schedule.add(parseBody(StreamPlan, request.body)))
  })
  api.post('/schedule/:id', producersOnly, async (request, response) => {
    const planned = { ...parseBody(StreamPlan, request.body), id: idIn(request.params.id) }
    if (!(await schedule.change(planned))) throw refused.notFound()
    response.json(planned)
  })
  api.delete('/schedule/:id', producersOnly, async (request, response) => {
    if (!(await schedule.remove(idIn(request.params.id)))) throw refused.notFound()
    response.json({ ok: true })
  })
  return api
}

function announcementsApi({ announce }: PublishingPorts, producersOnly: RequestHandler): Router {
  const api = Router()
  const answer = (response: Response, result: Result): void => {
    if (!result.ok) throw refused.notNow(result.reason)
    response.json({ ok: true })
  }
  api.get('/announcements', producersOnly, async (_request, response) => {
    const desk: AnnouncementDesk = { channels: [...announce.on], announcements: await announce.list() }
    response.set('cache-control', 'no-store').json(desk)
  })
  api.post('/announcements/:id/send', producersOnly, async (request, response) => {
    const { text } = parseBody(AnnouncementSend, request.body)
    answer(response, await announce.send(idIn(request.params.id), text))
  })
  api.post('/announcements/:id/settle', producersOnly, async (request, response) => {
    const { arrived } = parseBody(AnnouncementSettle, request.body)
    answer(response, await announce.settle(idIn(request.params.id), arrived))
  })
  api.post('/announcements/:id/drop', producersOnly, async (request, response) => {
    answer(response, await announce.drop(idIn(request.params.id)))
  })
  return api
}

function idIn(given: unknown): string {
  const id = Id.safeParse(given)
  if (!id.success) throw refused.notFound()
  return id.data
}
