/** Where a chip lies: its row, and how far from the row's left, in the unit of the widths. */
export type Place = { row: number; x: number }

/** Chips in their order, as many in a row as fit; one that is wider than the room has a row of its own. */
export function packRows(widths: readonly number[], room: number, gap: number): Place[] {
  let row = 0
  let x = 0
  return widths.map((width) => {
    if (x > 0 && x + width > room) {
      row += 1
      x = 0
    }
    const place = { row, x }
    x += width + gap
    return place
  })
}
