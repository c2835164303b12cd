import type { WeightedPrompt } from '../types.ts'

/** `text:weight`. A text that itself ends in a colon and a number needs a weight after it: `10:30:1`. */
export function readPrompt(argument: string): WeightedPrompt {
  const found = /^(.+)[:：](\d+(?:\.\d+)?)$/s.exec(argument.trim())
  if (!found) return { text: argument.trim(), weight: 1 }
  return { text: found[1]!.trim(), weight: Number(found[2]) }
}
