import { AudienceSettings, type FanWork } from '@yosegaki/contract'
import { loadAnalyser } from '../../server/src/adapters/chat/analyser.ts'
import { loadAttackModel } from '../../server/src/adapters/chat/attack-model-file.ts'
import type { OwnWord } from '../../server/src/domain/trust/own-words.ts'
import { hearAudience } from '../../server/src/flow/hear-audience.ts'

const analyser = await loadAnalyser()
const attacks = await loadAttackModel()

type Rules = {
  ownWords?: OwnWord[]
  fanWorks?: FanWork[]
  now?: () => number
  settings?: Partial<AudienceSettings>
}

/** An audience in a test: one source, viewers by name, a clock that stands still. */
export const anAudience = (rules: Rules = {}) =>
  hearAudience(
    {
      analyser,
      attacks,
      clock: { now: rules.now ?? (() => 1_000), sleep: () => Promise.resolve() },
      ownWords: () => rules.ownWords ?? [],
      fanWorks: () => rules.fanWorks ?? [],
      viewerKey: ({ source, viewer }) => `${source}:${viewer.id}`,
    },
    AudienceSettings.parse(rules.settings ?? {}),
  )

export const aLine = (id: string, viewer: string, text: string, at = 500) => ({
  id,
  source: 'chat',
  viewer: { id: viewer, name: viewer },
  text,
  at,
})
