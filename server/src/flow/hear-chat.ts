import type { LineView } from '@yosegaki/contract'
import type { Theme } from '../domain/chat/theme-key.ts'
import type { ChatLine } from '../ports.ts'

/** What a line of chat turned out to be. `option` is an index into the open ballot's options. */
export type Heard =
  | { kind: 'vote'; option: number }
  | { kind: 'wish'; themes: readonly Theme[] }
  | { kind: 'talk' }
  | { kind: 'rejected'; reason: string }

/** Reads a line; `openOptions` holds every spelling of each option of the open ballot, or is null where none is open. */
export type Hear = (line: ChatLine, openOptions: readonly (readonly string[])[] | null) => Heard

/** How the control room lists a line. Chat text is data; it is cut, never changed into markup. */
export function lineView(line: ChatLine, heard: Heard): LineView {
  return {
    id: line.id.slice(0, 160),
    source: line.source.slice(0, 80),
    name: line.viewer.name.slice(0, 40),
    text: line.text.slice(0, 200),
    at: line.at,
    heardAs: heard.kind,
    detail: detailOf(heard).slice(0, 200),
  }
}

export function detailOf(heard: Heard): string {
  switch (heard.kind) {
    case 'vote':
      return String(heard.option + 1)
    case 'wish':
      return heard.themes.map(({ text }) => text).join('、')
    case 'rejected':
      return heard.reason
    case 'talk':
      return ''
  }
}
