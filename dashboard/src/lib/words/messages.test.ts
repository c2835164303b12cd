import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import settings from '../../../project.inlang/settings.json' with { type: 'json' }

type Message = string | [{ match: Record<string, string> }]
type Messages = Record<string, Message>

const DASHBOARD = join(import.meta.dirname, '../../..')
const LANGUAGES = ['ja', 'en'] as const
const filesOf = (language: string): string[] => readdirSync(join(DASHBOARD, 'messages', language)).sort()
const read = (language: string, file: string): Messages =>
  JSON.parse(readFileSync(join(DASHBOARD, 'messages', language, file), 'utf8'))
const whole = (language: string): Messages =>
  Object.assign({}, ...filesOf(language).map((file) => read(language, file)))
const [ja, en] = LANGUAGES.map(whole) as [Messages, Messages]

/** What a message says: one text, or one for each case it tells apart. */
const textsOf = (message: Message): string[] =>
  typeof message === 'string' ? [message] : Object.values(message[0].match)
const casesOf = (message: Message): string[] =>
  typeof message === 'string' ? [] : Object.keys(message[0].match)

/** What is filled in: `{count}` in a text, `count` where a case asks for it. */
function inputsOf(message: Message | undefined): string[] {
  if (message === undefined) return []
  const inTexts = textsOf(message).flatMap((text) =>
    [...text.matchAll(/(?<!\\)\{(\w+)\}/g)].map(([, name]) => name),
  )
  const inCases = casesOf(message).flatMap((each) => [...each.matchAll(/(\w+)=/g)].map(([, name]) => name))
  return [...new Set([...inTexts, ...inCases])].map(String).sort()
}

/** Names, seals and the like: one word in both languages. */
const SAME = [
  'ballot_sealed',
  'links_new_link_default_overlay',
  'publishing_announcements_channel_discord',
  'publishing_announcements_channel_x',
  'sources_kind_twitch',
  'sources_kind_youtube',
]
/** Each language's link says the other's name, in its own letters; numbers and file types have none. */
const OTHER_LETTERS = ['publishing_announcements_room', 'site_other_language', 'work_plain_png']
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u

describe('W8: what pages say', () => {
  it('stands in files that Paraglide is told of, the same in both languages, each named after its keys', () => {
    const told = settings['plugin.inlang.messageFormat'].pathPattern.map((path) => basename(path)).sort()
    for (const language of LANGUAGES) {
      expect(filesOf(language)).toEqual(told)
      for (const file of told) {
        const group = `${file.replace('.json', '').replaceAll('-', '_')}_`
        expect(Object.keys(read(language, file)).filter((key) => !key.startsWith(group))).toEqual([])
      }
    }
  })

  it('is there in Japanese and in English, in the same order', () => {
    for (const file of filesOf('ja'))
      expect(Object.keys(read('en', file))).toEqual(Object.keys(read('ja', file)))
  })

  it('fills the same into both languages', () => {
    const inputs = (messages: Messages) =>
      Object.fromEntries(Object.entries(messages).map(([key, message]) => [key, inputsOf(message)]))
    expect(inputs(en)).toEqual(inputs(ja))
  })

  it('is never empty, and says something in every case', () => {
    for (const messages of [ja, en])
      for (const [key, message] of Object.entries(messages)) {
        expect(
          textsOf(message).filter((text) => text.trim() === ''),
          key,
        ).toEqual([])
        const last = casesOf(message).at(-1)
        if (last !== undefined) expect(last, key).toMatch(/^\w+=\*(, \w+=\*)*$/)
      }
  })

  it('is Japanese in Japanese and English in English', () => {
    const same = Object.keys(ja).filter((key) => JSON.stringify(ja[key]) === JSON.stringify(en[key]))
    expect(same.sort()).toEqual(SAME)
    const strange = (messages: Messages, right: (text: string) => boolean) =>
      Object.entries(messages)
        .filter(([key, message]) => !SAME.includes(key) && !textsOf(message).every(right))
        .map(([key]) => key)
    expect(OTHER_LETTERS).toEqual(expect.arrayContaining(strange(ja, (text) => JAPANESE.test(text))))
    expect(OTHER_LETTERS).toEqual(expect.arrayContaining(strange(en, (text) => !JAPANESE.test(text))))
  })

  it('is said somewhere: no message is left over', () => {
    const source = readdirSync(join(DASHBOARD, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(svelte|ts)$/.test(file) && !file.includes('paraglide'))
      .map((file) => readFileSync(join(DASHBOARD, 'src', file), 'utf8'))
      .join('\n')
    const said = new Set([...source.matchAll(/\bm\.(\w+)/g)].map(([, key]) => key))
    expect(Object.keys(ja).filter((key) => !said.has(key))).toEqual([])
  })
})
