import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Whether onnxruntime-node's CUDA provider lies beside its binding; its install script fetches it where it may. */
export function hasCudaFiles(): boolean {
  try {
    const main = createRequire(import.meta.url).resolve('onnxruntime-node')
    const folder = join(dirname(main), '..', 'bin', 'napi-v6', process.platform, process.arch)
    return readdirSync(folder).some((name) => name.includes('providers_cuda'))
  } catch {
    return false
  }
}
