import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

type Kuromoji = {
  builder: (settings: { dicPath: string }) => {
    build: (done: (fault: Error | null, tokenizer: Tokenizer) => void) => void
  }
}
type Tokenizer = { tokenize: (text: string) => { surface_form: string; pos: string }[] }

/** The server's own dependency. */
const fromServer = createRequire(new URL('../../server/package.json', import.meta.url))

/** kuromoji as it is published, without what the house's analyser makes quicker in it. */
export const loadKuromoji = (): Promise<Tokenizer> => {
  const kuromoji: Kuromoji = fromServer('kuromoji')
  const dicPath = join(dirname(fromServer.resolve('kuromoji/package.json')), 'dict')
  return new Promise((resolve, reject) =>
    kuromoji.builder({ dicPath }).build((fault, made) => (fault ? reject(fault) : resolve(made))),
  )
}
