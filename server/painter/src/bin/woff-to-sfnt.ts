import { inflateSync } from 'node:zlib'

const WOFF_HEADER = 44
const WOFF_ENTRY = 20
const SFNT_HEADER = 12
const SFNT_ENTRY = 16

/**
 * Unpacks a WOFF 1 font into the TrueType/OpenType file inside it, which is what libvips can load.
 * Source: W3C "WOFF File Format 1.0", sections 3 to 5. Throws for anything that is not WOFF 1.
 */
export function woffToSfnt(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF 1 font')
  const count = woff.readUInt16BE(12)
  const directory = sfntDirectory(woff.readUInt32BE(4), count)
  const tables: Buffer[] = []
  let offset = directory.length
  for (let i = 0; i < count; i += 1) {
    const entry = woff.subarray(WOFF_HEADER + i * WOFF_ENTRY)
    const table = readTable(woff, entry)
    const at = SFNT_HEADER + i * SFNT_ENTRY
    entry.copy(directory, at, 0, 4)
    entry.copy(directory, at + 4, 16, 20)
    directory.writeUInt32BE(offset, at + 8)
    directory.writeUInt32BE(table.length, at + 12)
    const padding = Buffer.alloc((4 - (table.length % 4)) % 4)
    tables.push(table, padding)
    offset += table.length + padding.length
  }
  return Buffer.concat([directory, ...tables])
}

/** Offset table with its binary-search hints; the entries are left empty. */
function sfntDirectory(flavour: number, count: number): Buffer {
  const directory = Buffer.alloc(SFNT_HEADER + count * SFNT_ENTRY)
  const selector = Math.floor(Math.log2(count))
  const range = 2 ** selector * SFNT_ENTRY
  directory.writeUInt32BE(flavour, 0)
  directory.writeUInt16BE(count, 4)
  directory.writeUInt16BE(range, 6)
  directory.writeUInt16BE(selector, 8)
  directory.writeUInt16BE(count * SFNT_ENTRY - range, 10)
  return directory
}

/** A table is stored as it is where compressing it gained nothing. */
function readTable(woff: Buffer, entry: Buffer): Buffer {
  const offset = entry.readUInt32BE(4)
  const packedLength = entry.readUInt32BE(8)
  const length = entry.readUInt32BE(12)
  const packed = woff.subarray(offset, offset + packedLength)
  return packedLength === length ? packed : inflateSync(packed)
}
