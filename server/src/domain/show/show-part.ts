import { type ControlView, EMPTY_SHOW, type ShowView } from '@yosegaki/contract'

const SECTIONS = Object.keys(EMPTY_SHOW) as (keyof ShowView)[]

/** What viewers may see of what producers see: the sections of a show, and nothing that is added for producers later. */
export const showPart = (view: ControlView): ShowView =>
  Object.fromEntries(SECTIONS.map((section) => [section, view[section]])) as ShowView
