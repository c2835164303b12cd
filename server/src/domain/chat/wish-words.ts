import { quick } from './chat-expressions.ts'
import type { Token } from './token.ts'

/** The words by which a wish is told from talk. Lists, not rules: they grow with what real chats say. */

export const words = (text: string): Set<string> => new Set(text.trim().split(/\s+/))

/** Nouns and qualities that name nothing to paint: the stream, the people, the asking itself. */
const DULL_JA = words(`
配信 動画 初見 コメント コメ 主 絵師 チャンネル 登録 音 音声 音量 画面 声 仕事 バイト テスト 宿題 会社 残業 今日 昨日 明日 今 いま さっき 次 つぎ 前 後 最初
最後 今回 今度 毎日 時間 時 分 秒 回 人 みんな 皆 皆さん 誰 何 なに 一番 投票 票 一票 お願い 希望 リクエスト 賛成 反対 追加 おすすめ お題 テーマ 題 方 ほう 線 筆
気 気持ち 待機 期待 応援 最高 天才 神 上手 下手 好き 嫌い 大好き すき 無理 駄目 だめ ダメ 大丈夫 本当 ほんと マジ まじ ガチ 了解 乙 お疲れ おつ 質問 意味 結果 ラグ バグ
回線 サムネ アーカイブ 概要 一択 推し 派 案 意見 参加 優勝 勝ち 負け 名前 挨拶 おは こん 楽しみ すごい わくわく ワクワク どきどき どう そう こう 今北産業 今北 産業 広め 多め 強め 録画 字幕 切り抜き 購入 絵柄 著作権 ライセンス 壁紙 学習 データ モデル アイコン スクショ 通知 音質 画質 番 別 ちょ 所望 ボリューム BGM bgm 初コメ 離席 投げ銭 スパチャ もう少し 一つ ひとつ 二つ やつ 奴 とこ ところ もの 物 事 こと 感想 作業 途中 完成 進捗 自分 私
俺 僕 あなた 君 理由 番号 数字 選択 候補 多数決 決定 変更 訂正 変化 相談 予想 予定 予感 話 会話 雑談 眠気 お腹 腹 ご飯 飯 風呂 お風呂 体調 風邪 頭 目 笑 うまい いい
同じ 普通 ふつう 微妙 適当 たくさん いっぱい 全部 少し ちょっと もう一度 二回 具合 調子 リアル 可能 必要 不要 綺麗 きれい キレイ 素敵 すてき 素晴らしい かわいい 可愛い 完璧 センス 才能 よう 様 ここ そこ あそこ 全体 的 おねがい おなか 両方 常考 個人 まだ 続き つづき 娘 息子 子供 友達 家族 嫁 旦那 妻 夫 母 父 ママ パパ ワイ わい ワシ わし
`)

/** Heads that only say "a picture of", "a feeling of". */
const PICTURE_JA = words(
  `の 絵 イラスト 画像 写真 作品 感じ 雰囲気 かんじ ふんいき イメージ やつ 奴 ほう 方 系 シーン 図 テイスト トーン 色合い 色味 まま 色 カラー`,
)

const HONORIFICS = words('ちゃん しゃん さん くん 君 様 さま たん たち 達 氏 先生')
const PLACES =
  /^(?:右|左|上|下|真ん中|まんなか|中央|中心|手前|奥|隅|端|背景|前景|後ろ|うしろ|隣|となり|横|周り|まわり|遠く)+(?:側|端|隅)?$/

const DULL_EN = words(`
stream streams streamer chat video videos channel music sound audio mic lag game bot art artist picture pic painting drawing image canvas thing things stuff
time way guy guys everyone lot lots bit kind sort idea ideas vote votes option number fun job work life today nice good great awesome amazing beautiful cool best
better bad worst worse ugly perfect lovely wonderful sick insane crazy funny new last first second third same next other sure real true man mod mods screen hour hours minute minutes
second seconds morning welcome friend friends name question anything something nothing everything person theme topic choice pick poll fan level progress result results
song voice volume clip emote emotes moment ones one yeah ai style look vibe vibes feeling place favorite favourite happening wrong late early ready done tired hungry
daughter son kid kids wife husband mom dad brother sister boyfriend girlfriend goo sugoi konnichiwa konbanwa otsukare ohayo arigato arigatou composition masterpiece chills goosebumps facts test lagging lfg english japanese shoutout ban impressive incredible fantastic excellent interesting boring weird color colors colour colours excited hi hey w l f
`)

const AMOUNTS = words(
  'たくさん いっぱい 少し ちょっと 全部 両方 どっち どちら どれ どれか もう一度 もう少し 多め',
)
export const isAmount = (token: Token): boolean => AMOUNTS.has(token.surface)

export const isDull = ({ lang, base, surface }: Token): boolean =>
  lang === 'en'
    ? DULL_EN.has(base) || DULL_EN.has(surface.toLowerCase())
    : DULL_JA.has(surface) || DULL_JA.has(base)
export const isPictureWord = (token: Token): boolean => PICTURE_JA.has(token.surface)
export const isHonorific = (token: Token): boolean => token.kind === 'suffix' && HONORIFICS.has(token.surface)
export const isPlace = (nouns: readonly Token[]): boolean =>
  PLACES.test(nouns.map((noun) => noun.surface).join(''))

const CUE_JA = quick(
  /[描書か]いて(?!る|た|い(?!ただ))|[描書]け(?:ます|る|ない|ませんか)|[描書]こう|見たい|みたい(?![なに])|[欲ほ]しい|希望|[願が]い(?:します|しま|$)|お願い|おねがい|ください|下さい|ちょうだい|[がでも](?:いい|良い|よい|良かった|よかった|好き(?!だっ)|すき(?!だっ))|頼む|たのむ|よろ(?:しく)?|リクエスト|追加|[入い]れて(?!る|た)|[足た]して(?!る|た)|[にく]して(?!る|た)|見せて|一択|推し|賛成|勝たん|はどう|どうかな|にしよ|に一票|で(?:い|行)こう|出して|増やして|浮かべて|飛ばして|並べて|置いて|[の乗]せて|変えて|塗って|使って(?!る|い|ま)|とか(?:どう|いい|良い)|(?:なんて|なんか)どう|どうです|どうでしょ|いかが|(?:願い|ねがい|追加|[くに])でき(?:ますか|る(?:かな)?\?)|に投票|きぼんぬ|キボンヌ|[描書]け(?:[やよ!]|$)|[描書]いたれ|てくれ|おなしゃす|オナシャス|票を?[い入]れ|見た(?:すぎ|み)|んじゃない|よくない\?|良くない\?|(?:いたら|あったら)(?:神|最高|嬉|うれ|良|いい)|[がで]ええ|せましょう|せたい|求む|所望|熱望|切望|以外(?:あり|考え|認め)|もっと.{1,8}[にく][!ー]*$|を.{1,6}く[!ー]*$|(?:を|は).{1,8}[にで]$|全部[の乗]せ|断然|推した|推しま|をぜひ|はよ(?:はよ)?$|やつ(?:[でをが]|$)|[がを](?:ぜひ|是非)|多め|強め|プリーズ|[をもに](?:[か掛]け|つけ|付け)て|作ろう|作って|咲かせて|降らせて|泳がせて|(?:ところ|とこ|姿|様子)(?:[をが]|$)|を[\d一二三四五六七八九十]+[匹羽本個つ枚人頭輪]$|を[ぁ-ゖ一-鿿]{1,8}[てで][ねよ!]*$|見てみたい|あると(?:いい|良い|嬉しい)|いたら(?:いい|良い|嬉しい)/u,
)
export const AGAINST_JA =
  /やめ[てよろ]|[い要]ら(?:ない|ん)|嫌い|きらい|(?:嫌|いや|ヤ)(?:だ|です|かな|じゃ|$)|(?<!ん)(?:じゃ|では)な(?:い(?!か)|く)|以外(?!あり|考え|認め)|無理|ないで(?:[ねよ。!]|ください|下さい|ほしい|$)|飽きた|もういい|反対|なしで|無しで|消して/u
const CUE_EN = quick(
  /\b(?:draw|paint|add|please|pls|plz|want|wish|prefer|more|vote|lets|let's|needs?|make (?:it|a|an|the|him|her|them)|would (?:love|like|be)|i'?d (?:love|like)|how about|what about|can (?:we|you|u|i)|could (?:we|you|i|use)|give (?:us|me|it|him|her|them|the|that)|show (?:us|me)|should (?:be|have)|put|go (?:with|for)|maybe|team|how bout|turn|onegaishimasu|(?:asking|begging|hoping|voting) for|onegai|kudasai)\b/i,
)
const SPEAKS_AGAINST_JA = quick(AGAINST_JA)
const AGAINST_EN = quick(
  /\b(?:no more|do ?n[o']?t|dont|not|hate|stop|without|never|no|enough|remove|less)\b/i,
)

export const isAgainstInEnglish = (text: string): boolean => AGAINST_EN.test(text)
export const isAgainst = (text: string): boolean => SPEAKS_AGAINST_JA.test(text) || AGAINST_EN.test(text)

/** "猫がいい", "draw a cat please": the line asks for something. */
export const asksFor = (text: string): boolean => CUE_JA.test(text) || CUE_EN.test(text)
export const isGreeting = (text: string): boolean =>
  /^(?:good (?:morning|night|evening|afternoon|luck)|first time|long time no see|same here)\b/i.test(text) ||
  /^(?:また|もう)[一-鿿ァ-ヺー]{1,8}か[。!?]*$|(?:いらっしゃい|おかえり|ようこそ|ただいま)(?:ませ)?[!。]*$/.test(
    text,
  )

/** What only a sentence has: such a line is more than the phrase it names, and the dictionary need not be asked. */
const STATES = quick(
  /ました|ません|でした|です(?:ね|よ|か)|ますか?(?:[。!?]|$)|だった|だ[ねよ](?:[。!?]|$)|(?:て|で)(?:い?る|い?た|います)(?:[ねよなの]{0,2})[。!?]*$|けど|よね|[がは](?:少|小|大|多|早|遅|強|弱|長|短|高|低|良|悪|美|綺)|のに(?:まだ|もう)|[てで]きた/u,
)
const STATES_EN = quick(
  /\b(?:i|i'm|im|you|we|they|he|she|is|are|was|were|am|have|has|looks?|love|like|think|that's|it's|its)\b/i,
)
export const isStatement = (text: string): boolean => STATES.test(text) || STATES_EN.test(text)
