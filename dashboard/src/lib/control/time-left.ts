import type { Text } from '@yosegaki/contract'
import { control } from '#lib/words/control.ts'

/** Whole seconds until `at`, by the server's clock; never below 0. */
export const secondsUntil = (at: number, now: number, offset: number): number =>
  Math.max(0, Math.ceil((at - now - offset) / 1000))

/** How a span of seconds is said: seconds under a minute and a half, minutes above. */
export const spanInWords = (seconds: number): Text =>
  seconds < 90 ? control.seconds(seconds) : control.clock(Math.floor(seconds / 60), seconds % 60)
