import { createHash } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

/**
 * A small OBS, written after obs-websocket 5's protocol document: Hello with a challenge, Identify, requests with their status. It
 * keeps scenes and inputs as OBS does (an input's name is unique in all of OBS), and records what it was asked.
 */
export type ObsServer = Awaited<ReturnType<typeof startObsServer>>
type Data = Record<string, unknown>
type Item = { id: number; source: string; enabled: boolean; transform: Data }

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64')
const WebSocketOpCode = { Hello: 0, Identify: 1, Identified: 2, Request: 6, RequestResponse: 7 } as const
/** RequestStatus */
const NOT_FOUND = 600
const ALREADY_EXISTS = 601
const UNKNOWN_TYPE = 204

export async function startObsServer({
  password = null,
  browserSource = true,
  canvas = { width: 1920, height: 1080 },
}: {
  password?: string | null
  browserSource?: boolean
  canvas?: { width: number; height: number }
} = {}) {
  const scenes = new Map<string, Item[]>([['Scene', []]])
  const inputs = new Map<string, { kind: string; settings: Data }>()
  const asked: { type: string; data: Data }[] = []
  const words: string[] = []
  let items = 0

  const addItem = (scene: string, source: string, enabled: boolean): Data => {
    items += 1
    scenes.get(scene)?.push({ id: items, source, enabled, transform: {} })
    return { sceneItemId: items }
  }
  const text = (data: Data, key: string): string => String(data[key])
  const sceneOf = (data: Data): Item[] => scenes.get(text(data, 'sceneName')) ?? refuse(NOT_FOUND)

  const REQUESTS: Record<string, (data: Data) => Data> = {
    GetVersion: () => ({ obsVersion: '30.2.3', obsWebSocketVersion: '5.5.2', rpcVersion: 1 }),
    GetInputKindList: () => ({
      inputKinds: ['image_source', 'color_source', ...(browserSource ? ['browser_source'] : [])],
    }),
    GetVideoSettings: () => ({ baseWidth: canvas.width, baseHeight: canvas.height }),
    GetSceneList: () => ({ scenes: [...scenes.keys()].map((sceneName) => ({ sceneName })) }),
    GetInputList: () => ({
      inputs: [...inputs].map(([inputName, { kind }]) => ({ inputName, inputKind: kind })),
    }),
    CreateScene(data) {
      const name = text(data, 'sceneName')
      if (scenes.has(name)) refuse(ALREADY_EXISTS)
      scenes.set(name, [])
      return {}
    },
    CreateInput(data) {
      sceneOf(data)
      const name = text(data, 'inputName')
      if (inputs.has(name)) refuse(ALREADY_EXISTS)
      inputs.set(name, { kind: text(data, 'inputKind'), settings: data.inputSettings as Data })
      return addItem(text(data, 'sceneName'), name, data.sceneItemEnabled === true)
    },
    SetInputSettings(data) {
      const input = inputs.get(text(data, 'inputName')) ?? refuse(NOT_FOUND)
      input.settings = { ...input.settings, ...(data.inputSettings as Data) }
      return {}
    },
    GetSceneItemId(data) {
      const item = sceneOf(data).find(({ source }) => source === data.sourceName) ?? refuse(NOT_FOUND)
      return { sceneItemId: item.id }
    },
    CreateSceneItem(data) {
      sceneOf(data)
      return addItem(text(data, 'sceneName'), text(data, 'sourceName'), data.sceneItemEnabled === true)
    },
    SetSceneItemTransform(data) {
      const item = sceneOf(data).find(({ id }) => id === data.sceneItemId) ?? refuse(NOT_FOUND)
      item.transform = { ...item.transform, ...(data.sceneItemTransform as Data) }
      return {}
    },
  }

  const server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    handleProtocols: (all) => [...all][0] ?? false,
  })
  await new Promise((done) => server.once('listening', done))
  const challenge = 'challenge'
  const salt = 'salt'
  server.on('connection', (socket) => {
    const send = (op: number, d: Data): void => socket.send(JSON.stringify({ op, d }))
    send(WebSocketOpCode.Hello, {
      obsWebSocketVersion: '5.5.2',
      rpcVersion: 1,
      ...(password === null ? {} : { authentication: { challenge, salt } }),
    })
    socket.on('message', (message) => {
      words.push(String(message))
      const { op, d } = JSON.parse(String(message)) as { op: number; d: Data }
      if (op === WebSocketOpCode.Identify) {
        if (password !== null && d.authentication !== sha256(sha256(password + salt) + challenge))
          return socket.close(4009, 'Authentication failed.')
        return send(WebSocketOpCode.Identified, { negotiatedRpcVersion: 1 })
      }
      if (op === WebSocketOpCode.Request) answer(socket, d)
    })
  })

  function answer(socket: WebSocket, { requestType, requestId, requestData = {} }: Data): void {
    const type = String(requestType)
    const data = requestData as Data
    asked.push({ type, data })
    const reply = (requestStatus: Data, responseData?: Data): void =>
      socket.send(
        JSON.stringify({
          op: WebSocketOpCode.RequestResponse,
          d: { requestType, requestId, requestStatus, responseData },
        }),
      )
    const handle = REQUESTS[type]
    try {
      reply({ result: true, code: 100 }, handle === undefined ? refuse(UNKNOWN_TYPE) : handle(data))
    } catch (status) {
      reply({ result: false, code: Number(status), comment: `no such thing in ${type}` })
    }
  }

  return {
    address: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    scenes,
    inputs,
    asked,
    /** Everything that came over the wire. */
    words,
    async close(): Promise<void> {
      for (const client of server.clients) client.terminate()
      await new Promise((done) => server.close(done))
    },
  }
}

function refuse(status: number): never {
  throw status
}
