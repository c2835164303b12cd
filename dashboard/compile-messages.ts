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

if (import.meta.main) await compile(COMPILER_OPTIONS)
