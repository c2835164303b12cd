const NAME = /^[#@]?([a-z0-9_]{1,25})$/i
const ADDRESS =
  /^(?:https?:\/\/)?(?:(?:www|m|go)\.)?twitch\.tv\/(?:(?:popout|embed|moderator)\/)?([a-z0-9_]{1,25})\/?(?:$|[/?#])/i
const DASHBOARD = /^(?:https?:\/\/)?dashboard\.twitch\.tv\/u\/([a-z0-9_]{1,25})(?:$|[/?#])/i
/** First words of Twitch's own pages, which no channel can have. */
const PAGES = new Set([
  ...[
    'clip',
    'directory',
    'downloads',
    'drops',
    'embed',
    'inventory',
    'jobs',
    'moderator',
    'p',
    'popout',
    'search',
  ],
  ...['settings', 'store', 'subscriptions', 'turbo', 'u', 'videos', 'wallet'],
])

/** A channel's name as Twitch writes it (lower case), from the name or an address that Twitch gives out; else null. */
export const twitchChannelOf = (text: string): string | null => {
  const trimmed = text.trim()
  const bare = NAME.exec(trimmed)?.[1]
  if (bare !== undefined) return bare.toLowerCase()
  const inAddress = (ADDRESS.exec(trimmed) ?? DASHBOARD.exec(trimmed))?.[1]?.toLowerCase()
  return inAddress === undefined || PAGES.has(inAddress) ? null : inAddress
}
