import { compose, type House } from './compose/compose.ts'
import { ConfigError, readConfig } from './config.ts'
import { startErrorWords } from './start-errors.ts'

/** env -> config -> compose -> listen -> signals. */
async function main(): Promise<void> {
  const house = await compose(readConfig(process.env))
  greet(house)
  let closing = false
  const close = (signal: NodeJS.Signals): void => {
    if (closing) process.exit(1)
    closing = true
    process.stdout.write(`\n${signal}: 片づけています… / closing …\n`)
    house.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', close)
  process.on('SIGTERM', close)
}

function greet({ url, setupUrl, ownerUrl, links }: House): void {
  const rows = [
    ['ギャラリー / gallery', url],
    ['管理 / control room', `${url}/control`],
    ...links.map(({ kind, url }) => [
      kind === 'overlay' ? 'OBS の画面 / overlay for OBS' : 'リハーサル / rehearsal chat',
      url,
    ]),
    ...(ownerUrl === null ? [] : [['持ち主が入り直す、一度だけ / once: let the owner back in', ownerUrl]]),
    ...(setupUrl === null ? [] : [['最初の一度だけ: 持ち主の登録 / once: make the owner', setupUrl]]),
  ]
  process.stdout.write(
    `\n寄せ描き Yosegaki\n\n${rows.map(([name, address]) => `  ${name}\n    ${address}\n`).join('')}\n`,
  )
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : startErrorWords(error)}\n`)
  process.exit(1)
})
