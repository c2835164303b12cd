import { expect, test } from 'vitest'
import { ownAddress } from './own-address.ts'

test.each([
  [undefined, null],
  [{}, null],
  [{ localAddress: '127.0.0.1', localPort: 80 }, 'http://127.0.0.1:80'],
  [{ localAddress: '::ffff:192.168.0.5', localPort: 8000 }, 'http://192.168.0.5:8000'],
  [{ localAddress: '::1', localPort: 8000 }, 'http://[::1]:8000'],
  [{ localAddress: 'fe80::1%eth0', localPort: 8000 }, 'http://[::1]:8000'],
])('%j is reached at %s', (socket, address) => {
  expect(ownAddress(socket)).toBe(address)
})
