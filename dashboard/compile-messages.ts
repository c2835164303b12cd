import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type CompilerOptions, compile } from '@inlang/paraglide-js'

const here = import.meta.dirname

/**
 * How the texts in `messages/` become functions in `src/lib/paraglide`. Needs no network: the plugin that reads them is
 * an npm package, named by its path in `project.inlang/settings.json`.
 */
export const COMPILER_OPTIONS = {
  project: join(here, 'project.inlang'),
  outdir: join(here, 'src/lib/paraglide'),
  // In which language is said by `hooks.server.ts` and `hooks.client.ts`; this is for whoever runs outside both.
  strategy: ['baseLocale'],
  // One file a message: a page carries the messages it says, and no other.
  outputStructure: 'message-modules',
  isServer: 'import.meta.env.SSR',
  emitGitIgnore: false,
  emitPrettierIgnore: false,
  emitReadme: false,
} satisfies CompilerOptions

/** What is wrong with the files as JSON, and in which: the compiler would say the first, and not where. */
async function problems(folder: string): Promise<string[]> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.json'))
  const found = files.map(async (file) => {
    try {
      JSON.parse(await readFile(join(folder, file), 'utf8'))
      return []
    } catch (error) {
      return [`dashboard/messages/${file} is not JSON: ${error instanceof Error ? error.message : error}`]
    }
  })
  return (await Promise.all(found)).flat()
}

if (import.meta.main) {
  const found = await problems(join(here, 'messages'))
  if (found.length === 0) await compile(COMPILER_OPTIONS)
  for (const problem of found) console.error(problem)
  process.exitCode = found.length === 0 ? 0 : 1
}
