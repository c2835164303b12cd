type Screen = { isTTY?: boolean; write(text: string): unknown }

export type Progress = { show(done: number, of: number, note: string): void; end(): void }

const WIDTH = 24

/** A bar with the time left on a terminal; elsewhere one plain line for about every tenth of the way. */
export function createProgress(screen: Screen = process.stderr): Progress {
  const started = performance.now()
  let tenth = -1
  return {
    show(done, of, note) {
      const seconds = (performance.now() - started) / 1000
      const left = done > 0 ? (seconds / done) * (of - done) : 0
      const text = `${done}/${of}  ${seconds.toFixed(1)} s, ${left.toFixed(1)} s left  ${note}`
      if (screen.isTTY) {
        const filled = Math.round((done / of) * WIDTH)
        screen.write(`\r\x1b[2K${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${text}`)
      } else if (Math.floor((done / of) * 10) > tenth) {
        tenth = Math.floor((done / of) * 10)
        screen.write(`${text}\n`)
      }
    },
    end() {
      if (screen.isTTY) screen.write('\r\x1b[2K')
    },
  }
}
