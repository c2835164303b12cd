/** `npm run replay -- <artwork or file>`: paints a finished artwork again from seed and log, and says whether it is the same. */
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { composeFileReplay, composeReplay, type ReplayReport } from './compose/replay.ts'
import { readConfig } from './config.ts'
import { startErrorWords } from './start-errors.ts'

const HELP = `usage: npm run replay -- <artwork> [--out file.png]
       npm run replay -- <file.json> [--out file.png]

Paints a finished artwork again from its seed and its log, and compares the pixels. <artwork> is its number in the gallery,
or its id. The settings are those of npm start (YOSEGAKI_DATA, DATABASE_URL, YOSEGAKI_MODEL ...). The embedded database
has room for one program at a time: stop the house first. <file.json> is a replay file, as a work's page offers it: it
needs no house and no database, only the model it was painted with.

Exit status: 0 the same picture, 1 another one or none, 2 wrong use.`

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { out: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
  })
  const [wanted] = positionals
  if (values.help || wanted === undefined || positionals.length > 1) {
    process.stderr.write(`${HELP}\n`)
    return values.help ? 0 : 2
  }
  const replay = wanted.endsWith('.json') ? composeFileReplay : composeReplay
  const report = await replay(readConfig(process.env), wanted, showProgress)
  process.stderr.write('\n')
  if (values.out !== undefined) {
    const { width, height, data } = report.image
    await sharp(data, { raw: { width, height, channels: 3 } })
      .png()
      .toFile(values.out)
  }
  const { same, words } = verdictOf(report)
  process.stdout.write(`${words.join('\n')}\n`)
  return same ? 0 : 1
}

function showProgress(step: number, of: number): void {
  process.stderr.write(process.stderr.isTTY ? `\r${step}/${of}` : `${step}/${of}\n`)
}

/** The same pixels as recorded; where none were recorded yet, the same file. */
function verdictOf({ artwork, pixels, recorded, sameFile, differences }: ReplayReport): {
  same: boolean
  words: string[]
} {
  const same = recorded === null ? sameFile === true : recorded.pixels === pixels
  const file = sameFile === null ? 'not here to compare' : sameFile ? 'the same bytes' : 'other bytes'
  return {
    same,
    words: [
      `artwork ${artwork.number} (${artwork.id}), seed ${artwork.seed}`,
      `pixels then  ${recorded?.pixels ?? 'not recorded: painted before they were'}`,
      `pixels now   ${pixels}`,
      `gallery PNG  ${file}`,
      ...differences.map(({ what, before, now }) => `another ${what}: then ${before}, now ${now}`),
      same
        ? 'The same picture.'
        : differences.length > 0
          ? 'Another picture, for the reasons above.'
          : 'Another picture.',
    ],
  }
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    process.stderr.write(`${startErrorWords(error)}\n`)
    process.exitCode =
      error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS') ? 2 : 1
  },
)
