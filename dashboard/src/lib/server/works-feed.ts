import type { Text, WorkView } from '@yosegaki/contract'
import { Feed } from 'feed'
import type { Language } from '#lib/words/language.ts'
import { site } from '#lib/words/site.ts'

const said = (text: Text, language: Language): string => text[language]

/** Markup in what viewers named a picture stays words. */
const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

/** XML 1.0 has no place for most control characters, and viewers type anything. */
const printable = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
    .replaceAll(']]>', '] ]>')

/** The newest works, for feed readers. `origin`: where this house is, `https://...`. */
export function worksFeed(works: readonly WorkView[], origin: string, language: Language): Feed {
  const newest = works[0]
  const feed = new Feed({
    id: `${origin}/works`,
    link: `${origin}/works?lang=${language}`,
    title: said(site.name, language),
    description: said(site.worksLead, language),
    language,
    copyright: said(site.feedRights, language),
    generator: 'Yosegaki',
    updated: new Date(newest?.publishedAt ?? 0),
    feedLinks: {
      rss: `${origin}/feed.xml?lang=${language}`,
      json: `${origin}/feed.json?lang=${language}`,
    },
  })
  for (const work of works) {
    const title = printable(said(work.title, language))
    const address = `${origin}/works/${work.id}`
    feed.addItem({
      id: address,
      link: `${address}?lang=${language}`,
      title,
      date: new Date(work.publishedAt),
      description: printable(
        `${said(site.pictureOf(work.title), language)} — ${said(work.licence.name, language)}`,
      ),
      content: `<p><img src="${origin}${work.webp}" width="${work.width}" height="${work.height}" alt="${escaped(title)}"></p><p><a href="${escaped(work.licence.url)}" rel="license">${escaped(printable(said(work.licence.name, language)))}</a></p>`,
      image: `${origin}${work.png}`,
    })
  }
  return feed
}
