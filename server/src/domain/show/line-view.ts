import type { LineView } from '@yosegaki/contract'
import type { Heard } from '../chat/hear-line.ts'
import type { ChatLine } from '../chat/line.ts'

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
