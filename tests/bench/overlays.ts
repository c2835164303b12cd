/**
 * The overlays in a real Chromium.
 *
 * What each costs while an artwork plays, the same part of it for all: the end of the call, a vote, the first strokes, wishes and the
 * next vote (made-up show, no server of ours): its page's main thread by CDP's Performance metrics, all threads of the page's process and
 * of Chromium's compositor by their processor time, beside an empty page, and how far anything shifted in its layout. Here pictures are
 * composed without a graphics card: what the compositor costs is more than OBS shows.
 *
 * And how soon each shows the true state (O4): milliseconds from its connection, after the network was gone for 2 s, after the server
 * was killed and started again, and opened before there was one; with a house of its own, in whose show something happened meanwhile.
 *
 * Last line: JSON.
 *
 *   npm run bench -- overlays [--only cost|truth] [--seconds 40] [--widgets ballot,stage] [--drops 10] [--restarts 10]
 */
import { parseArgs } from 'node:util'
import { WIDGETS, Widget } from '@yosegaki/contract'
import { buildStale } from '../../scripts/build-stale.ts'
import { ROOT } from '../support/house.ts'
import { measureCost } from './overlays/cost.ts'
import { measureTruth } from './overlays/truth.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seconds: { type: 'string', default: '40' },
    widgets: { type: 'string', default: WIDGETS.join(',') },
    drops: { type: 'string', default: '10' },
    restarts: { type: 'string', default: '10' },
  },
})
const widgets = values.widgets.split(',').map((name) => Widget.parse(name))
const seconds = Number(values.seconds)

await buildStale(ROOT, ['overlay'])
const cost = values.only === 'truth' ? undefined : await measureCost(widgets, seconds)
const truth =
  values.only === 'cost'
    ? undefined
    : await measureTruth(widgets, { drops: Number(values.drops), restarts: Number(values.restarts) })
console.log(JSON.stringify({ bench: 'overlays', seconds, cost, truth }))
