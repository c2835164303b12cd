/** One clear message for a start that failed: what, where, what to do. The stack is for faults nobody foresaw. */
export function startErrorWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string }
  if (code === 'EADDRINUSE') {
    return `Port ${port} on ${address} is taken: is Yosegaki running already? Set PORT to another one (PORT=0 picks a free one).`
  }
  if (code === 'EACCES' && port !== undefined) {
    return `Port ${port} needs more rights than this user has. Set PORT to one above 1023.`
  }
  if (code === 'EADDRNOTAVAIL')
    return `HOST=${address} is not an address of this machine. Use 127.0.0.1 or 0.0.0.0.`
  if (code === 'ERR_MODULE_NOT_FOUND')
    return `${error.message}\nSomething was not built; "npm start" builds it.`
  return FORESEEN.has(error.name) ? error.message : (error.stack ?? error.message)
}

const FORESEEN = new Set([
  'ConfigError',
  'PlansError',
  'DatabaseProblem',
  'ModelError',
  'ReplayRefused',
  'ReplayFileError',
])
