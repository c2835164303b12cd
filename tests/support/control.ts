import { CONTROL_NAMESPACE, type ControlView, type Delta, type Snapshot } from '@yosegaki/contract'
import { io, type Socket } from 'socket.io-client'
import type { Producer, TestHouse } from './house.ts'

const connect = (house: TestHouse, { cookie }: Producer): Socket =>
  io(`${house.url}${CONTROL_NAMESPACE}`, {
    extraHeaders: { cookie },
    forceNew: true,
    reconnection: false,
    transports: ['websocket'],
  })

/** What the control room shows at this moment. */
export async function controlNow(house: TestHouse, producer: Producer): Promise<ControlView> {
  const socket = connect(house, producer)
  try {
    return await new Promise<ControlView>((resolve, reject) => {
      socket.once('control:snapshot', ({ view }: Snapshot<ControlView>) => resolve(view))
      socket.once('connect_error', reject)
    })
  } finally {
    socket.disconnect()
  }
}

/** Every value one section takes from here on, as a page is told of it. */
export async function watchControl<Section extends keyof ControlView>(
  house: TestHouse,
  producer: Producer,
  section: Section,
): Promise<{ seen: ControlView[Section][]; stop(): void }> {
  const socket = connect(house, producer)
  const seen: ControlView[Section][] = []
  socket.on('control:changed', ({ changes }: Delta<ControlView>) => {
    const value = changes[section]
    if (value !== undefined) seen.push(value)
  })
  await new Promise((resolve, reject) => {
    socket.once('control:snapshot', resolve)
    socket.once('connect_error', reject)
  })
  return { seen, stop: () => void socket.disconnect() }
}
