import { WIDGET_SIZES, type Widget } from '@yosegaki/contract'
import type { Component } from 'svelte'
import Stage from '../widgets/Stage.svelte'
import type { Part } from './part.ts'
import BallotPart from './widgets/BallotPart.svelte'
import Between from './widgets/Between.svelte'
import CanvasPart from './widgets/CanvasPart.svelte'
import CreditsPart from './widgets/CreditsPart.svelte'
import ProgressPart from './widgets/ProgressPart.svelte'
import StartingSoon from './widgets/StartingSoon.svelte'
import ThemesPart from './widgets/ThemesPart.svelte'
import Ticker from './widgets/Ticker.svelte'

/** What each widget's page shows. */
export const WIDGET_PARTS: Readonly<Record<Widget, Component<Part>>> = {
  stage: Stage,
  canvas: CanvasPart,
  progress: ProgressPart,
  ballot: BallotPart,
  themes: ThemesPart,
  credits: CreditsPart,
  ticker: Ticker,
  'starting-soon': StartingSoon,
  between: Between,
}

/** Whole scenes lay themselves out by the shape of their source (overlay.css); a single widget fills it. The ticker is as long as its source. */
const SCENES: readonly Widget[] = ['stage', 'starting-soon', 'between']

/** One cell of the grid, so that the widget fills its source whatever size that has; null for a scene. */
export function sizeFor(widget: Widget): string | null {
  if (SCENES.includes(widget)) return null
  const { width, height } = { ...WIDGET_SIZES[widget], ...(widget === 'ticker' && { width: 1000 }) }
  return `calc(min(100vw / ${width}, 100vh / ${height}) * 8)`
}
