import { z } from 'zod'

/** What an account may do. owner: everything, accounts included; producer: runs streams; reviewer, contributor: the learning side. */
export const ROLES = ['owner', 'producer', 'reviewer', 'contributor'] as const
export const Role = z.enum(ROLES)
export type Role = z.infer<typeof Role>

/** Who knocks: nobody we know, an account by its role, or a page that holds a link's token. */
export type Who = 'nobody' | Role | 'overlay' | 'rehearsal'

const everyone: readonly Who[] = ['nobody', ...ROLES]
const members: readonly Who[] = ROLES
const producers: readonly Who[] = ['owner', 'producer']
const owners: readonly Who[] = ['owner']

/**
 * The authorisation table: every route and every socket event of the house, and who may use it (T9). Routes are opened through
 * it and through nothing else (`adapters/http/doors.ts`), events likewise (`adapters/socket/live-sockets.ts`).
 * A link's token opens sockets only: to a route its holder is nobody.
 */
export const ACCESS = {
  'GET /healthz': everyone,
  /** And whoever asks from this machine, or holds the scraper's token. */
  'GET /metrics': producers,
  'GET /frames/*': everyone,
  'GET /pictures/*': everyone,
  'GET /overlay/*': everyone,

  'GET /api/session': everyone,
  'POST /api/sign-in/password': everyone,
  'POST /api/sign-in/passkey/begin': everyone,
  'POST /api/sign-in/passkey': everyone,
  'POST /api/invitations/look': everyone,
  'POST /api/invitations/accept': everyone,
  'GET /api/platforms': everyone,
  'POST /api/platforms/:platform/sign-in': everyone,
  /** Where a platform leads a browser back to; it is good only for the browser that began. */
  'GET /api/platforms/:platform/callback': everyone,
  'POST /api/sign-out': members,
  'GET /api/show': everyone,
  'GET /api/plans': everyone,
  'GET /api/works': everyone,
  'GET /api/works/:id': everyone,
  'GET /api/works/:id/story': everyone,
  'GET /api/works/:id/replay': everyone,
  'GET /api/models': everyone,
  'GET /api/models/current/card': everyone,
  'GET /api/models/current/works': everyone,
  'GET /api/schedule': everyone,

  'GET /api/account': members,
  'POST /api/account/password': members,
  'POST /api/account/passkeys/begin': members,
  'POST /api/account/passkeys': members,
  'DELETE /api/account/passkeys/:id': members,
  'POST /api/account/authenticator/begin': members,
  'POST /api/account/authenticator': members,
  'DELETE /api/account/authenticator': members,
  'POST /api/account/platforms/:platform': members,
  'DELETE /api/account/platforms/:platform': members,
  'DELETE /api/account/sessions/:id': members,
  'DELETE /api/account/sessions': members,

  'GET /api/accounts': owners,
  'POST /api/accounts/:id/role': owners,
  'POST /api/accounts/:id/closed': owners,
  'POST /api/accounts/:id/way-back': owners,
  'POST /api/invitations': owners,
  'DELETE /api/invitations/:id': owners,
  'GET /api/audit': producers,
  'POST /api/audit/:number/settle': producers,

  'GET /api/overlay-tokens': producers,
  'POST /api/overlay-tokens': producers,
  'DELETE /api/overlay-tokens/:id': producers,
  'POST /api/commands/:command': producers,
  'POST /api/candidates': producers,
  'POST /api/brigades': producers,
  'POST /api/moderation/:act': producers,
  'GET /api/house-rules': producers,
  'POST /api/house-rules/own-words': producers,
  'POST /api/house-rules/fan-works': producers,
  'POST /api/fan-works/:id/stance': producers,
  'POST /api/schedule': producers,
  'POST /api/schedule/:id': producers,
  'DELETE /api/schedule/:id': producers,
  'GET /api/own-plans': producers,
  'POST /api/own-plans': producers,
  'GET /api/announcements': producers,
  'POST /api/announcements/:id/send': producers,
  'POST /api/announcements/:id/settle': producers,
  'POST /api/announcements/:id/drop': producers,
  'POST /api/overlays/blank': producers,
  'POST /api/overlays/reload': producers,
  'POST /api/overlays/presets': producers,
  'GET /api/last-settings': producers,
  'GET /api/youtube': producers,
  'POST /api/youtube/connect': producers,
  'POST /api/youtube/disconnect': producers,
  /** Where Google leads a producer's browser back to; it is good only for who began. */
  'GET /api/youtube/callback': everyone,
  'GET /api/obs': producers,
  'POST /api/obs': producers,
  'POST /api/obs/add': producers,

  'socket /show': ['overlay', 'rehearsal'],
  'socket /show show:resync': ['overlay', 'rehearsal'],
  'socket /show line:said': ['rehearsal'],
  'socket /control': producers,
  'socket /control control:resync': producers,
} as const satisfies Record<string, readonly Who[]>

export type Door = keyof typeof ACCESS

export const mayOpen = (who: Who, door: Door): boolean => (ACCESS[door] as readonly Who[]).includes(who)
