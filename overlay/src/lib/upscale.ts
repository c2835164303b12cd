/** Neither a page that is not laid out yet nor a wall of screens decides how large a canvas is, in pixels. */
const LEAST = 256
const MOST = 2048

/**
 * Paint a small picture large without the cross-shaped marks of plain bilinear stretching: doubled again and again with the browser's
 * best filter, up to the pixels it is seen in, so that it is not stretched anew for every frame of a cross-fade. Returns false,
 * having drawn nothing, where the picture is large enough by itself.
 */
export function paintSmooth(picture: HTMLImageElement, canvas: HTMLCanvasElement): boolean {
  const { naturalWidth: width, naturalHeight: height } = picture
  if (width === 0 || height === 0 || Math.max(width, height) > 384) return false
  const target = canvas.getContext('2d')
  if (!target) return false
  const seen = Math.round((canvas.parentElement?.clientWidth ?? 0) * devicePixelRatio)
  const times = Math.min(MOST, Math.max(LEAST, seen)) / Math.max(width, height)
  let from: CanvasImageSource = picture
  let w = width
  let h = height
  while (w * 2 < width * times) {
    const next = document.createElement('canvas')
    next.width = w * 2
    next.height = h * 2
    const context = next.getContext('2d')
    if (!context) return false
    smooth(context)
    context.drawImage(from, 0, 0, next.width, next.height)
    from = next
    w = next.width
    h = next.height
  }
  canvas.width = Math.round(width * times)
  canvas.height = Math.round(height * times)
  smooth(target)
  target.drawImage(from, 0, 0, canvas.width, canvas.height)
  return true
}

function smooth(context: CanvasRenderingContext2D): void {
  context.imageSmoothingEnabled = true
  context.imageSmoothingQuality = 'high'
}
