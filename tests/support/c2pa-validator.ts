import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { initSync, WasmReader } from '@contentauth/c2pa-wasm'

/** The part of a C2PA report that tests look at. */
export type C2paReport = {
  /** Valid: nothing was changed. Trusted: and a known authority says who signed. */
  validation_state: 'Valid' | 'Invalid' | 'Trusted'
  active_manifest: string
  manifests: Record<
    string,
    {
      title?: string
      claim_version?: number
      ingredients?: unknown[]
      assertions: { label: string; data: Record<string, unknown> }[]
    }
  >
  validation_status?: { code: string }[]
}

const wasm = fileURLToPath(import.meta.resolve('@contentauth/c2pa-wasm/c2pa.wasm'))
initSync({ module: await readFile(wasm) })

/**
 * What the Content Authenticity Initiative's own validator says of a PNG: another program than the one that signs here.
 * @param anchors PEM certificates that it is to trust; without them nobody is trusted.
 */
export async function c2paReportOf(png: Uint8Array, anchors?: string): Promise<C2paReport> {
  const settings =
    anchors === undefined
      ? undefined
      : JSON.stringify({ trust: { trust_anchors: anchors }, verify: { verify_trust: true } })
  const reader = await WasmReader.fromBytes('image/png', png, settings)
  return JSON.parse(reader.json()) as C2paReport
}
