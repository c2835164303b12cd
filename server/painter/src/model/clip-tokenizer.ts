import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ModelError } from '../errors.ts'
import { type JsonFile, readJsonFile, readJsonFileIfThere, textFileError, wrongField } from './json-file.ts'
import { specialToken } from './tokenizer.ts'

const VOCABULARY = 'tokenizer/vocab.json'
const MERGES = 'tokenizer/merges.txt'

/** What transformers' CLIPTokenizer splits words by. */
const WORDS =
  "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\p{White_Space}\\p{L}\\p{N}]+"

/** How CLIPTokenizer makes a text into words, whatever the vocabulary. */
const SPLITTING = {
  normalizer: {
    type: 'Sequence',
    normalizers: [
      { type: 'NFC' },
      { type: 'Replace', pattern: { Regex: '\\p{White_Space}+' }, content: ' ' },
      // JavaScript's lower case knows the final sigma, Python's tokenizers do not.
      { type: 'Replace', pattern: { String: 'Σ' }, content: 'σ' },
      { type: 'Lowercase' },
    ],
  },
  pre_tokenizer: {
    type: 'Sequence',
    pretokenizers: [
      { type: 'Split', pattern: { Regex: WORDS }, behavior: 'Removed', invert: true },
      { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
    ],
  },
  decoder: { type: 'ByteLevel' },
}

export type TokenizerFiles = { definition: JsonFile; config: JsonFile }

/**
 * `tokenizer/` of a model folder: tokenizer.json, or CLIP's vocab.json + merges.txt, which then become the definition
 * that transformers' CLIPTokenizer builds of them. Special tokens come from tokenizer_config.json, else from
 * special_tokens_map.json, else they are CLIP's. Throws a ModelError naming file and field.
 */
export async function readTokenizerFiles(folder: string): Promise<TokenizerFiles> {
  const definition = await readJsonFileIfThere(folder, 'tokenizer/tokenizer.json')
  if (definition) return { definition, config: await readJsonFile(folder, 'tokenizer/tokenizer_config.json') }
  const vocabulary = await readJsonFileIfThere(folder, VOCABULARY)
  if (!vocabulary)
    throw new ModelError('tokenizer/tokenizer.json', `is missing, and so is ${VOCABULARY} (CLIP's)`)
  for (const [token, id] of Object.entries(vocabulary.fields)) {
    if (!Number.isSafeInteger(id)) throw wrongField(vocabulary, token, 'must be a whole number', id)
  }
  const config = await readClipConfig(folder)
  return { definition: clipDefinition(vocabulary, await readMerges(folder), config), config }
}

const CLIP_TOKENS = {
  bos_token: '<|startoftext|>',
  eos_token: '<|endoftext|>',
  unk_token: '<|endoftext|>',
  pad_token: '<|endoftext|>',
}

async function readClipConfig(folder: string): Promise<JsonFile> {
  const map = await readJsonFileIfThere(folder, 'tokenizer/special_tokens_map.json')
  const config = await readJsonFileIfThere(folder, 'tokenizer/tokenizer_config.json')
  return {
    file: config?.file ?? map?.file ?? VOCABULARY,
    fields: { ...CLIP_TOKENS, ...map?.fields, ...config?.fields },
  }
}

/** Each line is a pair of tokens; the first line may be a version mark. */
async function readMerges(folder: string): Promise<[string, string][]> {
  let text: string
  try {
    text = await readFile(join(folder, MERGES), 'utf8')
  } catch (error) {
    throw textFileError(MERGES, error)
  }
  const merges: [string, string][] = []
  for (const [n, line] of text.split(/\r?\n/).entries()) {
    if (line === '' || line.startsWith('#version')) continue
    const [first, second, ...more] = line.split(' ')
    if (!first || !second || more.length > 0)
      throw new ModelError(MERGES, `line ${n + 1} must be a pair of tokens`)
    merges.push([first, second])
  }
  return merges
}

function clipDefinition(
  vocabulary: JsonFile,
  merges: readonly [string, string][],
  config: JsonFile,
): JsonFile {
  const idOf = (name: string) => {
    const token = specialToken(config, name)
    const id = Object.hasOwn(vocabulary.fields, token) ? vocabulary.fields[token] : undefined
    if (typeof id !== 'number') throw wrongField(config, name, `must be a token of ${VOCABULARY}`, token)
    return { token, id }
  }
  const marks = Object.keys(CLIP_TOKENS).map((name) => ({ ...idOf(name), raw: isRaw(config, name) }))
  const bos = idOf('bos_token')
  const eos = idOf('eos_token')
  return {
    file: vocabulary.file,
    fields: {
      version: '1.0',
      added_tokens: addedTokens(marks),
      ...SPLITTING,
      post_processor: {
        type: 'RobertaProcessing',
        sep: [eos.token, eos.id],
        cls: [bos.token, bos.id],
        trim_offsets: false,
        add_prefix_space: false,
      },
      model: {
        type: 'BPE',
        unk_token: specialToken(config, 'unk_token'),
        continuing_subword_prefix: '',
        end_of_word_suffix: '</w>',
        fuse_unk: false,
        vocab: vocabulary.fields,
        merges,
      },
    },
  }
}

type Mark = { token: string; id: number; raw: boolean }

/** One entry a token, the last one naming it deciding, as transformers does. */
function addedTokens(marks: readonly Mark[]) {
  const tokens = new Map(marks.map((mark) => [mark.token, mark]))
  return [...tokens.values()].map(({ token, id, raw }) => ({
    id,
    content: token,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: !raw,
    special: true,
  }))
}

/** Whether a special token is looked for in the text as it came, before it is normalised: a plain string is. */
function isRaw(config: JsonFile, name: string): boolean {
  const value = config.fields[name] as { normalized?: unknown } | string
  return typeof value === 'string' || value.normalized === false
}
