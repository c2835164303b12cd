import { z } from 'zod'
import { Widget } from './overlays.ts'

/** Where OBS listens: its "WebSocket server settings". */
const ObsAddress = z
  .url({ protocol: /^wss?$/, error: 'an address such as ws://127.0.0.1:4455' })
  .max(200)
  .refine((address) => !address.includes('@'), 'no name or password in the address')

/** GET /api/obs. The password goes in and never out. */
export const ObsView = z.object({ address: z.string(), hasPassword: z.boolean() })
export type ObsView = z.infer<typeof ObsView>

/** POST /api/obs. A password left out stays as it is; an empty one is none. */
export const ObsSettings = z.object({ address: ObsAddress, password: z.string().max(200).optional() })
export type ObsSettings = z.infer<typeof ObsSettings>

/** POST /api/obs/add: which overlays to add to the OBS that runs there, and the rest of their address (`lang=en&preset=night`). */
export const ObsAdd = z.object({
  widgets: z.array(Widget).min(1),
  look: z
    .string()
    .max(300)
    .regex(/^[\w=&.-]*$/)
    .default(''),
})
export type ObsAdd = z.infer<typeof ObsAdd>

/** What was done there. */
export const ObsAdded = z.object({
  /** How OBS calls itself: "29.0.2". */
  version: z.string(),
  canvas: z.object({ width: z.number(), height: z.number() }),
  scenes: z.array(z.string()),
  added: z.array(z.string()),
  updated: z.array(z.string()),
})
export type ObsAdded = z.infer<typeof ObsAdded>
