/**
 * `npm run train -- moderation`: learns to tell attacks from the written lines, measures that on authors it did not learn from,
 * sets its thresholds by that, and writes server/attack-model. The same lines give the same bytes; about a minute.
 */
import { writeAttackModel } from '../../server/src/adapters/chat/attack-model-file.ts'
import { MAY_BE_SPARED } from '../../server/src/domain/chat/judge.ts'
import { learnLines } from './learn-lines.ts'
import { readTrainingLines } from './lines.ts'
import { type Errors, errorsOf, lowestFor, type Weighed, weighByOthers } from './measure.ts'

/** Below it lists of words are not believed: of innocents they refused it frees some, of attacks hardly any (README). */
const SPARED_BELOW = -0.8

/** Of innocents, in hard lines by authors it did not learn from as in ordinary chat: a viewer who is not heard is lost. */
const MOST_BLOCKED = 0.02

const lines = await readTrainingLines()
const weighed = weighByOthers(lines)

const isSpared = ({ listed, score }: Weighed): boolean =>
  listed !== null && MAY_BE_SPARED.has(listed) && score <= SPARED_BELOW
const byLists = ({ listed }: Weighed): boolean => listed !== null
const byModel = ({ score }: Weighed, above: number): boolean => score > above
const byBoth = (line: Weighed, above: number): boolean =>
  (byLists(line) && !isSpared(line)) || byModel(line, above)

/** Written to be hard to tell, by people who saw neither lists nor one another's lines. */
const hard = weighed.filter(({ author }) => author.startsWith('author'))
const chat = weighed.filter(({ author }) => author === 'chat')

const refuseAbove = Math.max(lowestFor(hard, MOST_BLOCKED, byBoth), lowestFor(chat, MOST_BLOCKED, byBoth))
const alone = lowestFor(hard, MOST_BLOCKED, byModel)
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
const tell = (name: string, { missed, blocked }: Errors): void =>
  console.log(`${name}: missed ${percent(missed)} of attacks, blocked ${percent(blocked)} of innocents`)

console.log(
  `${lines.length} lines; of authors ${hard.length}, each weighed by a model that did not learn from its author`,
)
tell('Lists alone', errorsOf(hard, byLists))
tell(
  'Model alone',
  errorsOf(hard, (line) => byModel(line, alone)),
)
tell(
  'Both',
  errorsOf(hard, (line) => byBoth(line, refuseAbove)),
)
for (const [author, own] of Map.groupBy(hard, ({ author, lang }) => `  ${author} ${lang}`))
  tell(
    author,
    errorsOf(own, (line) => byBoth(line, refuseAbove)),
  )
const blockedChat = errorsOf(chat, (line) => byBoth(line, refuseAbove)).blocked
console.log(`Of ${chat.length} ordinary lines of chat, not learned from: blocked ${percent(blockedChat)}`)

await writeAttackModel({
  ...learnLines(lines),
  refuseAbove,
  sparedBelow: SPARED_BELOW,
})
