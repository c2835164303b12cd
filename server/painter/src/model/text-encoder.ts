import * as ort from 'onnxruntime-node'
import { ModelError } from '../errors.ts'
import { checkInput, checkNoOtherInputs, checkOutput, type Graph, runGraph } from './graph.ts'
import type { ModelFolder } from './model-folder.ts'
import type { Networks } from './network-types.ts'
import { createTokeniser } from './tokenizer.ts'

/** length: tokens of every text. */
export type TextEncoder = { encode: Networks['encodeText']; length: number }

/** The text encoder over its graph, held against tokenizer and configs. Other outputs beside the needed one are fine. */
export function openTextEncoder(folder: ModelFolder, graph: Graph): TextEncoder {
  const { definition, config } = folder.tokenizer
  const { tokenise, length } = createTokeniser(definition, config, folder.maxPositions)
  checkNoOtherInputs(graph, ['input_ids'])
  const type = checkInput(graph, { name: 'input_ids', types: ['int64', 'int32'], shape: [null, length] })
  checkOutput(graph, {
    name: 'last_hidden_state',
    types: ['float32'],
    shape: [null, length, folder.shape.textDim ?? null],
  })
  const encode = async (text: string) => {
    const ids = tokenise(text)
    const tensor =
      type === 'int64'
        ? new ort.Tensor('int64', BigInt64Array.from(ids, BigInt), [1, length])
        : new ort.Tensor('int32', Int32Array.from(ids), [1, length])
    const { data, dims } = await runGraph(graph, { input_ids: tensor }, 'last_hidden_state')
    if (!data.every(Number.isFinite)) {
      throw new ModelError(graph.file, `last_hidden_state is not finite for ${JSON.stringify(text)}`)
    }
    if (dims.length !== 3 || dims[1] !== length) {
      throw new ModelError(graph.file, `last_hidden_state is [${dims.join(',')}] for ${length} tokens`)
    }
    return data
  }
  return { encode, length }
}
