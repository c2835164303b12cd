import type { WorkView } from '@yosegaki/contract'

/** Finished works are dedicated to the public domain unless a fan-work element calls for another licence. */
export const CC0: WorkView['licence'] = {
  id: 'CC0-1.0',
  name: {
    ja: 'CC0 1.0 全世界(パブリック・ドメイン提供)',
    en: 'CC0 1.0 Universal (Public Domain Dedication)',
  },
  url: 'https://creativecommons.org/publicdomain/zero/1.0/',
}
