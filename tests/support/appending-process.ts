import { createArtworkStore } from '../../server/src/adapters/store/artwork-store.ts'
import { openDatabase } from '../../server/src/adapters/store/open-database.ts'
import { opened, stepped } from './log-events.ts'

/**
 * A process to be killed: opens the data folder it is given and appends to one artwork for ever, each event with a
 * checkpoint, and says the length of the log after each append that resolved.
 */
const database = await openDatabase({ databaseUrl: null, dataDir: process.argv[2] ?? '' })
const store = createArtworkStore(database)
await store.append('apple', 0, [opened('apple', 1)])
for (let length = 1; ; length += 1) {
  const bytes = new Uint8Array(4_096).fill(length)
  await store.append('apple', length, [stepped(length)], { step: length, take: 0, bytes })
  process.stdout.write(`${length + 1}\n`)
}
