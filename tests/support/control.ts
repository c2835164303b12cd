import { CONTROL_NAMESPACE, type ControlView, type Snapshot } from '@yosegaki/contract'
import { io } from 'socket.io-client'
import type { Producer, TestHouse } from './house.ts'

/** What the control room shows at this moment. */
export async function controlNow(house: TestHouse, { cookie }: Producer): Promise<ControlView> {
  const socket = io(`${house.url}${CONTROL_NAMESPACE}`, {
    extraHeaders: { cookie },
    forceNew: true,
    reconnection: false,
    transports: ['websocket'],
  })
  try {
    return await new Promise<ControlView>((resolve, reject) => {
      socket.once('control:snapshot', ({ view }: Snapshot<ControlView>) => resolve(view))
      socket.once('connect_error', reject)
    })
  } finally {
    socket.disconnect()
  }
}
