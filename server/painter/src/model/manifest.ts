import { type Bilingual, SCHEDULER_NAMES, type SchedulerName } from '../types.ts'
import {
  choiceField,
  isRecord,
  type JsonFile,
  listField,
  numberField,
  recordField,
  sizeField,
  stringField,
  wrongField,
} from './json-file.ts'

export const MANIFEST_FILE = 'model.json'

/** Our own manifest beside a diffusers folder. */
export type Manifest = {
  id: string
  version: string
  title: Bilingual
  credit: Bilingual
  licence: string
  stage: number
  resolution: { width: number; height: number }
  defaultSteps: number
  defaultGuidance: number
  defaultScheduler: SchedulerName
  concepts: readonly Bilingual[]
  /** Path inside the folder -> sha256 in hex. */
  files: ReadonlyMap<string, string>
}

export function readManifest(json: JsonFile): Manifest {
  const version = numberField(json, 'formatVersion')
  if (version !== 1) throw wrongField(json, 'formatVersion', 'must be 1', version)
  return {
    id: stringField(json, 'id'),
    version: stringField(json, 'version'),
    title: bilingual(json, 'title', recordField(json, 'title')),
    credit: bilingual(json, 'credit', recordField(json, 'credit')),
    licence: stringField(json, 'licence'),
    stage: numberField(json, 'stage', { whole: true, above: 0 }),
    resolution: sizeField(json, 'resolution'),
    defaultSteps: numberField(json, 'defaultSteps', { whole: true, above: 0 }),
    defaultGuidance: numberField(json, 'defaultGuidance'),
    defaultScheduler: choiceField(json, 'defaultScheduler', SCHEDULER_NAMES),
    concepts: listField(json, 'concepts', []).map((concept, i) => bilingual(json, `concepts[${i}]`, concept)),
    files: json.fields.files === undefined ? new Map() : readFiles(json),
  }
}

function bilingual(json: JsonFile, name: string, value: unknown): Bilingual {
  if (isRecord(value) && typeof value.ja === 'string' && typeof value.en === 'string') {
    return { ja: value.ja, en: value.en }
  }
  throw wrongField(json, name, 'must hold strings ja and en', value)
}

function readFiles(json: JsonFile): Map<string, string> {
  const files = new Map<string, string>()
  for (const [path, hash] of Object.entries(recordField(json, 'files'))) {
    const inside = !path.startsWith('/') && !path.includes('\\') && !path.split('/').includes('..')
    if (!inside) throw wrongField(json, 'files', 'must hold paths inside the folder', path)
    if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash)) {
      throw wrongField(json, `files["${path}"]`, 'must be a sha256 in hex', hash)
    }
    files.set(path, hash)
  }
  return files
}
