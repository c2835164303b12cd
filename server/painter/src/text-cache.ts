import { joinRows } from './join-rows.ts'

export type EmbedText = (text: string) => Promise<Float32Array>

/**
 * Remembers the embeddings of the last `limit` texts. Each text is encoded by itself, never in a batch with others, so
 * that its embedding cannot depend on what happened to be asked for beside it.
 */
export function rememberTexts(encode: EmbedText, limit = 256): EmbedText {
  const known = new Map<string, Promise<Float32Array>>()
  return (text) => {
    const found = known.get(text)
    const embedding = found ?? encode(text)
    known.delete(text)
    known.set(text, embedding)
    if (known.size > limit) known.delete(known.keys().next().value!)
    if (!found) embedding.catch(() => known.delete(text))
    return embedding
  }
}

/** Embeddings of several texts, one after the other: [rows,L,D]. */
export type EmbedRows = (texts: readonly string[]) => Promise<Float32Array>

/** Remembers the last rows, because most steps ask for the same texts as the step before. */
export function rememberRows(embed: EmbedText): EmbedRows {
  let last: { key: string; rows: Float32Array } | undefined
  return async (texts) => {
    const key = JSON.stringify(texts)
    if (last?.key === key) return last.rows
    const embeddings: Float32Array[] = []
    for (const text of texts) embeddings.push(await embed(text))
    last = { key, rows: joinRows(embeddings) }
    return last.rows
  }
}
