import type kuromoji from 'kuromoji'
import { makeToken } from '../../domain/chat/make-token.ts'
import type { Token, WordKind } from '../../domain/chat/token.ts'

/** IPADIC's part of speech and its first detail, as the few kinds a wish is read with. '*' stands for any other detail. */
const KINDS: Record<string, Record<string, WordKind>> = {
  名詞: {
    代名詞: 'pronoun',
    数: 'number',
    接尾: 'suffix',
    非自立: 'dependent',
    特殊: 'dependent',
    接続詞的: 'particle',
    形容動詞語幹: 'quality',
    ナイ形容詞語幹: 'quality',
    '*': 'noun',
  },
  動詞: { 非自立: 'auxiliary', 接尾: 'auxiliary', '*': 'verb' },
  形容詞: { 非自立: 'auxiliary', 接尾: 'auxiliary', '*': 'adjective' },
  副詞: { 助詞類接続: 'quality', '*': 'adverb' },
  連体詞: { '*': 'adnominal' },
  接頭詞: { '*': 'prefix' },
  助詞: { '*': 'particle' },
  助動詞: { '*': 'auxiliary' },
  接続詞: { '*': 'particle' },
  感動詞: { '*': 'interjection' },
  フィラー: { '*': 'interjection' },
  記号: { '*': 'symbol' },
}

const ATTRIBUTIVE = new Set(['基本形', '体言接続', '連体形'])

const kindOf = ({ pos, pos_detail_1, pos_detail_2 }: kuromoji.IpadicFeatures): WordKind => {
  if (pos_detail_1 === '固有名詞' && pos_detail_2 === '人名') return 'person'
  const details = KINDS[pos]
  return details === undefined ? 'other' : (details[pos_detail_1] ?? details['*'] ?? 'other')
}

/** One word of kuromoji's as a `Token`. A word that its dictionary lacks keeps its surface as base, and has no reading. */
export const japaneseToken = (feature: kuromoji.IpadicFeatures): Token =>
  makeToken({
    lang: 'ja',
    surface: feature.surface_form,
    base: feature.basic_form === '*' ? feature.surface_form : feature.basic_form,
    reading: feature.reading ?? '',
    kind: kindOf(feature),
    attributive: ATTRIBUTIVE.has(feature.conjugated_form),
    known: feature.word_type === 'KNOWN',
  })
