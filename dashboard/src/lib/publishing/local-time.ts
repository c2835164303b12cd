/** An instant as `<input type="datetime-local">` wants it, in this device's time: `2026-12-01T20:00`. */
export function toLocalInput(at: number): string {
  const date = new Date(at - new Date(at).getTimezoneOffset() * 60_000)
  return date.toISOString().slice(0, 16)
}

/** Back to an instant, or null where nothing whole was typed. */
export function fromLocalInput(typed: string): number | null {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(typed) ? new Date(typed).getTime() : Number.NaN
  return Number.isNaN(at) ? null : at
}
