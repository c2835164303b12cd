/**
 * Paint a small picture large without the cross-shaped marks of plain bilinear stretching: doubled again and again
 * with the browser's best filter. Returns false, having drawn nothing, where the picture is large enough by itself.
 */
export function paintSmooth(picture: HTMLImageElement, canvas: HTMLCanvasElement): boolean {
  const { naturalWidth: width, naturalHeight: height } = picture
  if (width === 0 || height === 0 || Math.max(width, height) > 384) return false
  const target = canvas.getContext('2d')
  if (!target) return false
  let from: CanvasImageSource = picture
  let w = width
  let h = height
  while (Math.max(w, h) < 512) {
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
  canvas.width = w
  canvas.height = h
  smooth(target)
  target.drawImage(from, 0, 0)
  return true
}

function smooth(context: CanvasRenderingContext2D): void {
  context.imageSmoothingEnabled = true
  context.imageSmoothingQuality = 'high'
}
