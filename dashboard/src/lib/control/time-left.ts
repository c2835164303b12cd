import { m } from '#lib/paraglide/messages.js'

/** Whole seconds until `at`, by the server's clock; never below 0. */
export const secondsUntil = (at: number, now: number, offset: number): number =>
  Math.max(0, Math.ceil((at - now - offset) / 1000))

/** Whole seconds since `at`, by the server's clock; never below 0. */
export const secondsSince = (at: number, now: number, offset: number): number =>
  Math.max(0, Math.floor((now + offset - at) / 1000))

/** How a span of seconds is said: seconds under a minute and a half, minutes above. */
export const spanInWords = (seconds: number): string =>
  seconds < 90
    ? m.control_seconds({ count: seconds })
    : m.control_clock({ minutes: Math.floor(seconds / 60), seconds: String(seconds % 60).padStart(2, '0') })
