import type { Platform } from '@yosegaki/contract'
import { type CodeFlow, createCodeFlow } from './code-flow.ts'
import { discordPages } from './discord.ts'
import { googlePages } from './google.ts'
import type { PlatformClient } from './platform.ts'
import { xPages } from './x.ts'

/** Null: this house has no keys for it. */
export type PlatformClients = Readonly<Record<Platform, PlatformClient | null>>

const PAGES = { x: xPages, discord: discordPages, google: googlePages } as const

/** The platforms whose keys are set, ready to be asked. */
export function openPlatforms(clients: PlatformClients, answerMs?: number): ReadonlyMap<Platform, CodeFlow> {
  const flows = new Map<Platform, CodeFlow>()
  for (const [platform, pages] of Object.entries(PAGES) as [Platform, typeof xPages][]) {
    const client = clients[platform]
    if (client !== null) flows.set(platform, createCodeFlow(pages(client), client, answerMs))
  }
  return flows
}
