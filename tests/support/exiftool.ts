import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
// The package is a path: that of ExifTool itself.
import exiftool from 'exiftool-vendored.pl'

const run = promisify(execFile)

/** ExifTool is a Perl program, and some machines have no Perl. */
export const perlIsHere: boolean = await run('perl', ['-v']).then(
  () => true,
  () => false,
)

/** All that ExifTool reads out of a file, by `Group:Tag`. Languages beyond the first follow the tag: `XMP-dc:Title-en`. */
export async function exifOf(file: string): Promise<Record<string, unknown>> {
  const { stdout } = await run('perl', [exiftool, '-json', '-G1', '-charset', 'utf8', file])
  const [tags] = JSON.parse(stdout) as Record<string, unknown>[]
  return tags ?? {}
}
