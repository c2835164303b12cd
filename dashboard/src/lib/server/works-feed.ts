import type { WorkView } from '@yosegaki/contract'
import { Feed } from 'feed'
import { m } from '#lib/paraglide/messages.js'
import { getLocale } from '#lib/paraglide/runtime.js'
import { say } from '#lib/words/say.ts'

/** Markup in what viewers named a picture stays words. */
const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

/** XML 1.0 has no place for most control characters, and viewers type anything. */
const printable = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
    .replaceAll(']]>', '] ]>')

/** The newest works, for feed readers, in the language of whoever asks. `origin`: where this house is, `https://...`. */
export function worksFeed(works: readonly WorkView[], origin: string): Feed {
  const language = getLocale()
  const newest = works[0]
  const feed = new Feed({
    id: `${origin}/works`,
    link: `${origin}/works?lang=${language}`,
    title: m.site_name(),
    description: m.site_works_lead(),
    language,
    copyright: m.site_feed_rights(),
    generator: 'Yosegaki',
    updated: new Date(newest?.publishedAt ?? 0),
    feedLinks: {
      rss: `${origin}/feed.xml?lang=${language}`,
      json: `${origin}/feed.json?lang=${language}`,
    },
  })
  for (const work of works) {
    const title = printable(say(work.title))
    const address = `${origin}/works/${work.id}`
    feed.addItem({
      id: address,
      link: `${address}?lang=${language}`,
      title,
      date: new Date(work.publishedAt),
      description: printable(`${m.site_picture_of({ title: say(work.title) })} — ${say(work.licence.name)}`),
      content: `<p><img src="${origin}${work.webp}" width="${work.width}" height="${work.height}" alt="${escaped(title)}"></p><p><a href="${escaped(work.licence.url)}" rel="license">${escaped(printable(say(work.licence.name)))}</a></p>`,
      image: `${origin}${work.png}`,
    })
  }
  return feed
}
