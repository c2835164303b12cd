import { m } from '#lib/paraglide/messages.js'

/** How a model learned, by the stage its manifest tells; stage 0 tells nothing. */
export const STAGES: readonly (() => string)[] = [
  m.about_stage_unknown,
  m.about_stage_public_domain,
  m.about_stage_consented,
  m.about_stage_hashtag,
]
