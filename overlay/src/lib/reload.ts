import type { OverlaysView } from '@yosegaki/contract'
import { reloadWait } from './following.ts'

const RELOADED_AT = 'yosegaki.reloadedAt'
let reloading = false

/** Load this page again, at most once a minute (S7). */
export function reloadSoon(): void {
  if (reloading) return
  reloading = true
  const last = Number(readSession(RELOADED_AT)) || null
  setTimeout(
    () => {
      try {
        sessionStorage.setItem(RELOADED_AT, String(Date.now()))
      } catch {
        // Without storage a minute from now is the best promise that can be kept.
      }
      location.reload()
    },
    reloadWait(last, Date.now()) + (storageWorks() ? 0 : 60_000),
  )
}

/** What the pages of a build are known by; null in a page that no server has served. */
export function ownVersion(): string | null {
  const version = document.querySelector<HTMLMetaElement>('meta[name="version"]')?.content
  return version && !version.startsWith('%') ? version : null
}

/**
 * Whether a page must load itself again (S7, O3): another version is served than its own, or producers asked for it since the page
 * first heard of them.
 */
export function reloadAsked(
  own: { version: string | null; reloadAt: number | null },
  heard: OverlaysView,
): 'no' | 'now' | 'soon' {
  if (own.reloadAt !== null && heard.reloadAt > own.reloadAt) return 'now'
  return own.version !== null && heard.version !== own.version ? 'soon' : 'no'
}

function readSession(key: string): string | null {
  try {
    return sessionStorage.getItem(key)
  } catch {
    return null
  }
}

function storageWorks(): boolean {
  try {
    sessionStorage.setItem('yosegaki.probe', '1')
    return true
  } catch {
    return false
  }
}
