import { NAMED_EMOJI } from './emoji-names.ts'
import { fold, singular } from './fold.ts'

/**
 * Words a painter is asked for: emoji, English, Japanese. The first word of each language is the one an emoji turns into;
 * all of them share one key, so that 猫, ねこ, cat and 🐱 are one wish. Reactions (❤ 🔥 ✨ 🎉) are left out on purpose. What is not
 * here but has a plain name of its own (🦒 giraffe キリン) is taken from CLDR's names.
 */
const TABLE = `
🐱🐈 cat kitty | 猫 ねこ にゃんこ ぬこ
🐶🐕 dog doggy puppy | 犬 いぬ わんこ わんちゃん
🐦🐤 bird | 鳥 とり 小鳥
🐟🐠 fish | 魚 さかな お魚
🐴🐎 horse | 馬 うま
🐰🐇 rabbit bunny | うさぎ 兎 うさちゃん
🐻 bear | くま 熊
🦊 fox | きつね 狐
🐺 wolf | 狼 おおかみ
🦁 lion | ライオン
🐯🐅 tiger | 虎 とら
🐘 elephant | 象 ぞう
🐭🐁 mouse | ねずみ 鼠
🐸 frog | かえる 蛙
🐢 turtle tortoise | 亀 かめ
🐍 snake | 蛇 へび
🐷🐖 pig | 豚 ぶた
🐮🐄 cow | 牛 うし
🐑 sheep | 羊 ひつじ
🐐 goat | ヤギ 山羊
🦆 duck | あひる 鴨 家鴨
🐔🐓 chicken hen rooster | にわとり 鶏
🐧 penguin | ペンギン
🦉 owl | ふくろう 梟
🦅 eagle | 鷲 わし
🦋 butterfly | 蝶 ちょう ちょうちょ 蝶々
🐝 bee | 蜂 はち
🐞 ladybug ladybird | てんとう虫
🕷 spider | 蜘蛛 くも(虫)
🐌 snail | かたつむり 蝸牛
🦈 shark | サメ 鮫
🐳🐋 whale | 鯨 くじら
🐬 dolphin | いるか
🐙 octopus | 蛸 たこ
🦀 crab | 蟹 かに
🐉🐲 dragon | ドラゴン 竜 龍
🦄 unicorn | ユニコーン
🦖🦕 dinosaur dino | 恐竜
🌷🌼 flower | 花 はな お花
🌸 cherry_blossom | 桜 さくら
🌹 rose | 薔薇 ばら
🌻 sunflower | 向日葵 ひまわり
🌳🌲 tree | 木 樹
🍃🍁 leaf | 葉っぱ 葉
🍎🍏 apple | りんご 林檎
🍊 orange mandarin | みかん オレンジ 蜜柑
🍋 lemon | レモン 檸檬
🍇 grape | ぶどう 葡萄
🍓 strawberry | いちご 苺
🍑 peach | 桃 もも
🍐 pear | 梨
🍒 cherry | さくらんぼ
🍉 watermelon | スイカ 西瓜
🍍 pineapple | パイナップル
🥕 carrot | にんじん 人参
🌽 corn | とうもろこし
🍄 mushroom | きのこ キノコ 茸
🍞 bread | パン
🍰🎂 cake | ケーキ
🍦 ice_cream | アイスクリーム アイス
🍕 pizza | ピザ
🍔 hamburger burger | ハンバーガー
🥚 egg | 卵 たまご 玉子
🧀 cheese | チーズ
☕ coffee | コーヒー 珈琲
🍵 tea | お茶
🏠🏡 house home | 家 お家 おうち
🏰🏯 castle | お城 城 おしろ
🗼 tower | 塔 タワー
🌉 bridge | 橋
🌆🏙 city | 街 町 都会
🚗🚙 car | 車 くるま 自動車
🚌 bus | バス
🚃🚂 train | 電車 列車 汽車
🚚 truck | トラック
🚲 bicycle bike | 自転車
✈🛩 airplane plane | 飛行機
🚀 rocket | ロケット
⛵🚤🛶 boat sailboat | 船 ふね ヨット 小舟
🚢 ship | 船舶
🎈 balloon | 風船
☂☔ umbrella | 傘 かさ
🎩👒 hat | 帽子
👟👢 shoe | 靴
👗 dress | ドレス
📖📚 book | 本
⏰🕰 clock | 時計
🕯 candle | ろうそく 蝋燭
🔑 key | 鍵
🎁 gift present | プレゼント 贈り物
⚽ ball | ボール
🎸 guitar | ギター
🎹 piano | ピアノ
🥁 drum | 太鼓
🪑 chair | 椅子 いす
⭐🌟 star | 星 ほし お星様
🌙🌕 moon | 月 お月様
☀🌞 sun | 太陽 お日様 たいよう
🌍🌏 earth | 地球
🪐 planet | 惑星
🌈 rainbow | 虹 にじ
☁ cloud | 雲
🌧 rain | 雨
⛄☃ snowman | 雪だるま ゆきだるま
❄ snow | 雪 ゆき
🌊 sea ocean | 海 うみ
🏔⛰ mountain | 山 やま お山
🗻 fuji | 富士山
🏝 island | 島
🏖 beach | 砂浜 浜辺
🤖 robot | ロボット
👻 ghost | おばけ 幽霊 お化け
👼 angel | 天使
🧙 witch wizard | 魔女 魔法使い まほうつかい まじょ
👸 princess | お姫様 姫 おひめさま お姫さま
🤴 king | 王様
👦 boy | 男の子
👧 girl | 女の子
👶 baby | 赤ちゃん
🧜 mermaid | 人魚
🎄 christmas_tree | クリスマスツリー
🎃 pumpkin | かぼちゃ カボチャ
🌌 night_sky | 夜空 星空
🌃 night | 夜 よる
🌅🌄 sunrise | 朝日 日の出
🌇 sunset | 夕焼け 夕日 ゆうやけ
❣ heart | ハート
🌾 meadow field grassland | 草原 野原
🏞 forest wood | 森 もり
river | 川
lake | 湖
sky | 空 お空 そら
morning | 朝
evening | 夕方
spring | 春
summer | 夏
autumn fall | 秋
winter | 冬
red | 赤 赤い あかい 赤色 真っ赤
blue | 青 青い あおい 青色 真っ青
green | 緑 緑色 みどり
yellow | 黄色 黄色い きいろ
black | 黒 黒い くろい 真っ黒
white | 白 白い しろい 真っ白
pink | ピンク ピンク色 桃色
purple violet | 紫 紫色
brown | 茶色 茶色い
gray grey | 灰色 グレー
gold golden | 金色 金
silver | 銀色 銀
small little tiny | 小さい 小さな ちいさい ちいさな
big large huge | 大きい 大きな おおきい おおきな でかい
bright | 明るい
dark | 暗い
gentle soft | 優しい やさしい
warm | 暖かい 温かい あたたかい
calm quiet | 静か 穏やか
colorful colourful | カラフル
cute kawaii | かわいい 可愛い
pastel | パステル パステルカラー
fluffy | ふわふわ もふもふ
sparkling sparkly glittering | キラキラ きらきら
`

type Row = { emoji: string[]; en: string[]; ja: string[] }

const readRow = (row: string): Row => {
  const [left = '', right = ''] = row.split(' | ')
  const words = left.split(' ')
  const first = words[0] ?? ''
  const pictured = !/^[a-z]/.test(first)
  return {
    emoji: pictured ? [...first] : [],
    en: (pictured ? words.slice(1) : words).map((word) => word.replace('_', ' ')),
    // A bracket says which sense is meant and is no part of the word; the spelling alone would be 雲 as well.
    ja: right.split(' ').filter((word) => !word.includes('(')),
  }
}

const OWN_ROWS = TABLE.trim().split('\n').map(readRow)

/** Short kana are other words as well: しか, はし, いか. */
const SHORTEST_KANA = 3
const isUnmistakable = (word: string): boolean => !/^[ぁ-ゖ]+$/.test(word) || word.length >= SHORTEST_KANA

/** Concepts by what names them; the table's own go first. */
const BY_EMOJI = new Map<string, Row>()
const BY_WORD = new Map<string, string>()
const name = (word: string, concept: string): void => {
  if (!BY_WORD.has(word)) BY_WORD.set(word, concept)
}
for (const row of OWN_ROWS) {
  for (const emoji of row.emoji) BY_EMOJI.set(emoji, row)
  for (const word of [...row.en, ...row.ja]) name(fold(word), row.en[0] ?? '')
}
for (const { emoji, en, ja } of NAMED_EMOJI) {
  if (BY_EMOJI.has(emoji)) continue
  const one = singular(en)
  BY_EMOJI.set(emoji, { emoji: [emoji], en: [one], ja: [ja] })
  const folded = fold(ja)
  const concept = BY_WORD.get(folded) ?? BY_WORD.get(fold(one)) ?? one
  name(fold(one), concept)
  if (isUnmistakable(folded)) name(folded, concept)
}

const isLongKatakana = (word: string): boolean =>
  /^[ァ-ヶー]+$/.test(word) && word.replaceAll('ー', '').length >= 4
export const LONG_KATAKANA: readonly string[] = OWN_ROWS.flatMap((row) => row.ja.filter(isLongKatakana))

/** The word an emoji stands for, or null where it is a reaction or unknown. */
export const emojiWord = (emoji: string, language: 'ja' | 'en'): string | null =>
  BY_EMOJI.get(emoji)?.[language][0] ?? null

const BEGINNINGS = new Set(
  [...BY_WORD.keys()].flatMap((word) =>
    Array.from({ length: word.length + 1 }, (_, end) => word.slice(0, end)),
  ),
)

/** May a word, with others behind it, name a concept (男 of 男の子)? */
export const mayBeginConcept = (folded: string): boolean => BEGINNINGS.has(folded)

/** The concept a word names ('cat' for ねこ), or null. `folded` is already `fold`ed and singular. */
export const conceptOf = (folded: string): string | null => BY_WORD.get(folded) ?? null
