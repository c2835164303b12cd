import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { copyModel, SD_MODEL } from '../testing/tiny-model.ts'
import { readTokenizerFiles } from './clip-tokenizer.ts'
import { createTokeniser } from './tokenizer.ts'

type Case = { padToken: string; length: number; texts: { text: string; ids: number[] }[] }

const { cases } = JSON.parse(
  readFileSync(new URL('../../../../tests/vectors/clip-tokenizer.json', import.meta.url), 'utf8'),
) as { cases: Case[] }

describe.each(cases)(
  'P16: vocab.json and merges.txt give the ids that CLIPTokenizer gives (pad $padToken)',
  (each) => {
    test('ids are the same, cut and padded', async () => {
      await using model = await copyModel(SD_MODEL)
      for (const name of ['special_tokens_map', 'tokenizer_config']) {
        await model.edit(`tokenizer/${name}.json`, (fields) => {
          fields.pad_token = each.padToken
        })
      }
      const { definition, config } = await readTokenizerFiles(model.folder)
      const { tokenise, length } = createTokeniser(definition, config, 77)
      expect(length).toBe(each.length)
      for (const { text, ids } of each.texts) expect(tokenise(text), JSON.stringify(text)).toEqual(ids)
    })
  },
)

test('P1: what is missing or wrong in CLIP tokenizer files is named', async () => {
  const opening = async (spoil: (model: Awaited<ReturnType<typeof copyModel>>) => Promise<unknown>) => {
    await using model = await copyModel(SD_MODEL)
    await spoil(model)
    const { definition, config } = await readTokenizerFiles(model.folder)
    createTokeniser(definition, config, 77)
  }
  await expect(opening((model) => model.remove('tokenizer/vocab.json'))).rejects.toThrow(
    'tokenizer/tokenizer.json: is missing, and so is tokenizer/vocab.json',
  )
  await expect(opening((model) => model.remove('tokenizer/merges.txt'))).rejects.toThrow(
    'tokenizer/merges.txt: is missing',
  )
  await expect(
    opening((model) => model.replace('tokenizer/merges.txt', () => Buffer.from('#version: 0.2\na\n'))),
  ).rejects.toThrow('tokenizer/merges.txt: line 2 must be a pair of tokens')
  await expect(
    opening((model) =>
      model.edit('tokenizer/vocab.json', (fields) => {
        delete fields['<|startoftext|>']
      }),
    ),
  ).rejects.toThrow(
    'tokenizer/tokenizer_config.json: bos_token must be a token of tokenizer/vocab.json, is "<|startoftext|>"',
  )
  await expect(
    opening((model) =>
      model.edit('tokenizer/vocab.json', (fields) => {
        fields.cat = 'dog'
      }),
    ),
  ).rejects.toThrow('tokenizer/vocab.json: cat must be a whole number, is "dog"')
})

test('P1: CLIP tokenizer files without their configs are read with the tokens of CLIP', async () => {
  await using model = await copyModel(SD_MODEL)
  await model.remove('tokenizer/special_tokens_map.json')
  await model.remove('tokenizer/tokenizer_config.json')
  const { definition, config } = await readTokenizerFiles(model.folder)
  const { tokenise } = createTokeniser(definition, config, 77)
  // Of the configs only `normalized` of the start mark is missed, which only a text that spells it in capitals shows.
  const plain = cases[0]!.texts.filter(({ text }) => !text.includes('<|StartOfText|>'))
  for (const { text, ids } of plain) expect(tokenise(text), JSON.stringify(text)).toEqual(ids)
})
