import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Express } from 'express'
import { createHouseServer } from '../adapters/http/house-server.ts'
import type { Config } from '../config.ts'
import type { Logger } from '../ports.ts'

/**
 * The house's port. Links hold it, so the server listens before all is put together; who comes early waits instead of being
 * lost.
 */
export function openPort(config: Config, logger: Logger) {
  const assembled = Promise.withResolvers<Express>()
  const http = createHouseServer(
    logger,
    (request, response) => void assembled.promise.then((app) => app(request, response)),
  )
  const behindProxy = config.publicUrl !== null
  return {
    http,
    /** `http://host:port` it answers at, or the proxy's address. */
    url: (): string => config.publicUrl ?? localUrl(http, config.host),
    behindProxy,
    /** From other machines. */
    reachable: behindProxy || !isLoopback(config.host),
    listen: () => listen(http, config),
    serve: assembled.resolve,
  }
}

function listen(http: Server, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, host, () => {
      http.off('error', reject)
      resolve()
    })
  })
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host)

/** By its name where it is this machine: passkeys belong to names, never to numbers. */
function localUrl(http: Server, host: string): string {
  const { port } = http.address() as AddressInfo
  const named = isLoopback(host) || host === '0.0.0.0' || host === '::'
  const name = named ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}
