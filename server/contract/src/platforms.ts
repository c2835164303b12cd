import { z } from 'zod'
import { Instant } from './text.ts'

/** Where people have an account already: who they are there lets contributors sign in here. */
export const PLATFORMS = ['x', 'discord', 'google'] as const
export const Platform = z.enum(PLATFORMS)
export type Platform = z.infer<typeof Platform>

export const PLATFORM_NAMES: Readonly<Record<Platform, string>> = {
  x: 'X',
  discord: 'Discord',
  google: 'Google',
}

/** GET /api/platforms: those whose keys this house has. */
export const OpenPlatforms = z.array(Platform).max(PLATFORMS.length)

/** POST /api/platforms/:platform/sign-in, and /link for who is signed in: where the browser goes next. `next`: where it goes after. */
export const PlatformSignIn = z.object({ next: z.string().max(500).optional() })
export const PlatformAsked = z.object({ url: z.url() })
export type PlatformAsked = z.infer<typeof PlatformAsked>

/** What came of it, as the platform's answer leads back to `/sign-in?said=` or `/account?said=`. Signed in: it leads on to `next`. */
export const PLATFORM_SAID = [
  'linked',
  'denied',
  'stale',
  'not-proven',
  'client-refused',
  'unreachable',
  'too-many',
  'closed',
  'second-proof',
  'taken',
  'one-each',
] as const
export const PlatformSaid = z.enum(PLATFORM_SAID)
export type PlatformSaid = z.infer<typeof PlatformSaid>

/** An account elsewhere, as its owner sees it on their own page. `handle`: what it was called when it last was used. */
export const IdentityView = z.object({ platform: Platform, handle: z.string(), since: Instant })
export type IdentityView = z.infer<typeof IdentityView>
