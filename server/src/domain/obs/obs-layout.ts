import { WIDGET_SIZES, type Widget } from '@yosegaki/contract'

export type Size = { width: number; height: number }
/** A browser source, and where it lies in its scene, in pixels of OBS's canvas. */
export type ObsSource = Size & { name: string; widget: Widget; x: number; y: number; visible: boolean }
export type ObsScene = { name: string; sources: ObsSource[] }

/** Scenes of their own; all other widgets share one, to be arranged by whoever makes the show. */
const WHOLE: Partial<Record<Widget, string>> = {
  stage: '寄せ描き Yosegaki',
  'starting-soon': '寄せ描き 開始前 Starting soon',
  between: '寄せ描き あいだ Between',
}
const PARTS = '寄せ描き 部品 Parts'

type Spot = { x: number; y: number; width?: number; height?: number; visible?: boolean }

/** Where the single widgets begin, for a canvas of 1920 x 1080 and of 1080 x 1920. What would lie over another begins hidden. */
const WIDE: Partial<Record<Widget, Spot>> = {
  canvas: { x: 32, y: 40 },
  progress: { x: 928, y: 40 },
  ballot: { x: 928, y: 248 },
  ticker: { x: 0, y: 956 },
  themes: { x: 928, y: 248, visible: false },
  credits: { x: 928, y: 40, visible: false },
}
const TALL: Partial<Record<Widget, Spot>> = {
  canvas: { x: 60, y: 40, width: 960, height: 960 },
  progress: { x: 56, y: 1004 },
  ballot: { x: 56, y: 1200 },
  ticker: { x: 0, y: 1804, width: 1080 },
  themes: { x: 140, y: 1200, visible: false },
  credits: { x: 140, y: 1016, visible: false },
}

/** What the chosen widgets become in an OBS whose canvas is `canvas`: sizes right, so that text is sharp and nothing is stretched. */
export function obsLayout(widgets: readonly Widget[], canvas: Size): ObsScene[] {
  const tall = canvas.height > canvas.width
  const scale = tall ? canvas.width / 1080 : Math.min(canvas.width / 1920, canvas.height / 1080)
  const px = (length: number): number => Math.round(length * scale)
  const name = (widget: Widget): string => `Yosegaki ${widget}`

  const scenes = widgets.flatMap((widget): ObsScene[] => {
    const scene = WHOLE[widget]
    if (scene === undefined) return []
    return [{ name: scene, sources: [{ name: name(widget), widget, ...canvas, x: 0, y: 0, visible: true }] }]
  })
  const sources = widgets.flatMap((widget): ObsSource[] => {
    const spot = (tall ? TALL : WIDE)[widget]
    if (spot === undefined) return []
    const { width = WIDGET_SIZES[widget].width, height = WIDGET_SIZES[widget].height, visible = true } = spot
    return [
      {
        name: name(widget),
        widget,
        width: px(width),
        height: px(height),
        x: px(spot.x),
        y: px(spot.y),
        visible,
      },
    ]
  })
  return sources.length > 0 ? [...scenes, { name: PARTS, sources }] : scenes
}
