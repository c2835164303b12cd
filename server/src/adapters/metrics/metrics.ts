import type { SourceView } from '@yosegaki/contract'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { QuotaPlan } from '../../domain/chat/quota.ts'
import type { Meter } from '../../ports.ts'

/** How the house is at this moment, asked for when somebody reads the metrics. */
export type Readings = {
  sources(): readonly SourceView[]
  /** Of the YouTube key; null where there is none. */
  quota(): QuotaPlan | null
  /** Things that wait, by the name of their queue. */
  queues(): Readonly<Record<string, number>>
}

const STATES = ['connecting', 'live', 'waiting', 'ended', 'failed'] as const satisfies SourceView['state'][]
/** Seconds. A step takes from tens of milliseconds (a small model) to many seconds (a large one on a CPU). */
const STEP_SECONDS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** Counts while the house runs, and tells it in Prometheus' text. Sources are named as in the control room; no viewer ever is. */
export function createMetrics() {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })

  const lines = new Counter({
    name: 'yosegaki_chat_lines_total',
    help: 'Lines of chat heard, by source and by what became of them.',
    labelNames: ['source', 'heard_as'],
    registers,
  })
  const steps = new Histogram({
    name: 'yosegaki_painter_step_seconds',
    help: 'Time the painter took for a solver step, its preview included.',
    buckets: STEP_SECONDS,
    registers,
  })

  const meter: Meter = {
    heard: (source, heardAs) => lines.inc({ source, heard_as: heardAs }),
    stepped: (millis) => steps.observe(millis / 1_000),
  }

  return {
    meter,
    contentType: registry.contentType,
    text: () => registry.metrics(),
    /** From now on the house's state is read too, each time somebody asks. */
    read({ sources, quota, queues }: Readings): void {
      new Gauge({
        name: 'yosegaki_chat_source_state',
        help: 'State of each chat source: 1 for the one it is in, 0 for the others.',
        labelNames: ['source', 'kind', 'state'],
        registers,
        collect() {
          this.reset()
          for (const { id, kind, state } of sources())
            for (const each of STATES) this.set({ source: id, kind, state: each }, each === state ? 1 : 0)
        },
      })
      new Gauge({
        name: 'yosegaki_youtube_quota_units',
        help: "YouTube's units of this Pacific day, used and left.",
        labelNames: ['state'],
        registers,
        collect() {
          const plan = quota()
          if (plan === null) return
          this.set({ state: 'used' }, plan.limit - plan.left)
          this.set({ state: 'left' }, plan.left)
        },
      })
      new Gauge({
        name: 'yosegaki_queue_length',
        help: 'Things that wait to be handled, by queue.',
        labelNames: ['queue'],
        registers,
        collect() {
          for (const [queue, length] of Object.entries(queues())) this.set({ queue }, length)
        },
      })
    },
  }
}
