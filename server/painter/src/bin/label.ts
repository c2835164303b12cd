import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { woffToSfnt } from './woff-to-sfnt.ts'

export type Labeller = {
  /** PNG of one line of black text, at most `width` pixels wide. */
  draw(text: string, width: number): Promise<{ png: Buffer; width: number }>
  /** False: no Japanese font was found, and the machine's own fonts must do. */
  readonly shipsFont: boolean
  close(): Promise<void>
}

const FONT = '@fontsource/noto-sans-jp/files/noto-sans-jp-japanese-400-normal.woff'

/**
 * Draws labels with the Japanese font that the overlay ships. libvips loads no WOFF, so it is unpacked into a temporary
 * file first. Where the package is not installed, fontconfig's fonts are used, which may lack Japanese.
 */
export async function createLabeller(dpi = 96): Promise<Labeller> {
  const folder = await mkdtemp(join(tmpdir(), 'yosegaki-font-'))
  const fontfile = unpackFont(join(folder, 'font.ttf'))
  return {
    shipsFont: fontfile !== undefined,
    async draw(text, width) {
      const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
      const font = { font: 'Noto Sans JP', ...(fontfile !== undefined && { fontfile }) }
      const drawn = await sharp({ text: { text: escaped, rgba: true, dpi, ...font } })
        .resize({ width, fit: 'inside', withoutEnlargement: true })
        .png()
        .toBuffer({ resolveWithObject: true })
      return { png: drawn.data, width: drawn.info.width }
    },
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

function unpackFont(target: string): string | undefined {
  try {
    const source = createRequire(import.meta.url).resolve(FONT)
    writeFileSync(target, woffToSfnt(readFileSync(source)))
    return target
  } catch {
    return undefined
  }
}
