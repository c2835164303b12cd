/** What draws viewers elsewhere, or fills the chat: links in disguise, invitations, sales, repeats. Every repeat is bounded. */

import { quick, quickAny } from './chat-expressions.ts'
import { joinLetters } from './disguise.ts'
import { isMadeOf, MADE_OF, makeup } from './makeup.ts'

const ENDINGS =
  'com|net|org|jp|io|gg|tv|xyz|info|link|shop|app|dev|site|online|biz|club|me|co|ly|ru|cn|top|live|example'
/** Beyond what `normalise` takes out: 'example ドット com', '//example.org', 'bigfollows . example'. */
const HIDDEN_LINK = new RegExp(
  [
    `[a-z0-9-]{2,63} ?(?:ドット|どっと|てん|点|[(\\[{<] ?(?:dot|\\.|ドット) ?[)\\]}>]|\\bdot\\b|。|．) ?(?:${ENDINGS})(?![a-z])`,
    `[a-z0-9-]{3,63}(?: \\. ?|\\. | ?, ?)(?:com|net|org|jp|io|gg|xyz|ru|example)(?![a-z])`,
    '[a-z0-9-]{3,63}\\.(?:com|net|org|jp|gg|xyz|cc|tk|vip|fun|win|click|icu|moe|ai|example|invalid|test|store|page|tokyo|cloud)(?![a-z])',
    // Any ending, where a path follows.
    '[a-z0-9][a-z0-9-]{1,62}\\.[a-z]{2,12}/[\\w~?#%-]',
    '[ぁ-ヿ一-龯]{1,20}\\.(?:com|net|jp)(?![a-z])|(?<![a-z])t?tps? ?: ?//',
    '(?<![:\\w/])//[a-z0-9-]{2,63}\\.[a-z]{2,10}',
    '(?:h[tx]{2}ps?|hxxps?) ?(?::|：|コロン) ?/? ?/',
    '(?:どっと|ドット|[.．]) ?(?:こむ|コム|ジェーピー|じぇーぴー)|QR(?:コード)?を?(?:読|から|スキャン)|固定コメ(?:ント)?(?:見|から|に|へ)|で検索 ?(?:→|⇒)',
    '(?:discord|dsc|invite|twitch|youtu|t|bit|wa|tinyurl|linktr|cutt|goo|ow|is)\\.? ?(?:gg|be|me|ly|ee|gl|tv|gd)/\\w',
    '(?:ドメイン|アドレス|url|リンク)(?:は|:|：)?[^。]{0,4}(?:貼|こちら|クリック|踏)|(?:リンク|url)(?:を)?(?:踏|クリック|貼っ)',
  ].join('|'),
  'iu',
)
const MAYBE_LINK = quick(
  /ドット|どっと|dot|\/|(?<=[a-z0-9]. ?)[.。．] ?[a-z]|(?<=[a-z] )\.|[,、] ?(?:com|net|org|jp)|\.(?:com|net|jp)|QR|固定コメ|検索|[.．]コム|リンク|url|アドレス|ドメイン|てん|点|h[tx]{2}p/iu,
)

const PLATFORM =
  'discord|snap(?:chat)?|insta(?:gram)?|ig|tik ?tok|telegram|whatsapp|kik|only ?fans|fansly|twitter|skype|wechat|facebook|fb|youtube|yt|twitch|patreon|cash ?app|paypal|venmo'
const JA_PLATFORM =
  'LINE|ライン|らいん|カカオ|カカオトーク|インスタ|ツイッター|Twitter|ディスコ(?:ード)?|Discord|テレグラム|Telegram|スナチャ|TikTok|ティックトック|ようつべ|YouTube|ツイキャス|オプチャ|オープンチャット'
/** To another channel; wares and frauds. */
const ENGLISH_SALES = quickAny(
  [
    "\\b(?:subscribe|sub|subs?cribe back) (?:to|2) (?:my|me|us|the)\\b|\\bcheck out (?:my|our|this (?:site|channel))\\b|\\bcheck my (?:channel|stream|page|bio|profile|videos?)\\b|\\b(?:come|join|hop|head|tune)(?: on)? (?:over |in |on )?(?:to |into |by |watch )?(?:my|our) (?:channel|stream|server|discord|page|site|live|group|chat|raid|profile)\\b|\\b(?:i(?:'m| am)|im) (?:also )?(?:streaming|live)(?: now| too| over| right| on)|\\bwatch (?:my|me) (?:channel|stream|videos?|instead|live)\\b|(?:^|\\b(?:please|pls|and) )follow (?:me|my|us)\\b|\\bfollow me (?:on|at|back|pls|please|for)\\b|\\bfollow (?:4|for) \\w|\\b(?:f4f|s4s|sub ?(?:4|for) ?sub|follow ?(?:4|for) ?follow|l4l|follow back)\\b|\\bmy (?:new )?(?:channel|stream|video|mixtape|song|onlyfans|merch|site|website|store|shop|etsy|link|bio|profile)(?: is| has|'s)? (?:live|out|here|up|in|at|link|dropped|on)\\b|\\blink(?:s)? (?:is |are )?(?:in|on) (?:my |the )?(?:bio|profile|description|page|channel)\\b|\\bin my bio\\b|\\bclick (?:here|the link|this link|my|on my|below|link)\\b",
    `\\b(?:add|follow|hit|text|msg|message|dm|pm|contact|reach|find|hmu|call|write|ping)(?: me| us| up)?(?: up)? (?:on|at|via|through|in) (?:my |the )?(?:${PLATFORM})\\b|\\b(?:my|our|join(?: my| our| the)?|add my) (?:${PLATFORM})(?: ?(?:server|group|link|id|handle|username|channel)\\b| is:? @?\\w{0,20}[\\d_]| ?: ?@?\\w| @\\w)|\\b(?:${PLATFORM}) ?(?:id|user(?:name)?|handle|name)? ?[:=] ?@?\\w{3}|\\b(?:dm|pm|whatsapp|telegram|inbox) me\\b|\\bhmu\\b`,
    "\\b(?:buy|cheap|get|best|free|gain|instant|real|boost(?: your)?) (?:\\w{2,10} )?(?:followers|viewers|subs|subscribers|v-?bucks|robux|nitro|gift ?cards?|primes)\\b|\\b(?:buy|cheap|free|instant) (?:\\w{2,10} )?(?:views|likes|skins|coins|crypto|bitcoin|iphones?|money|cash|bits|onlyfans|loans?)\\b|\\b(?:make|earn|win|get|double|won)(?:ing)? (?:up to )?(?:[$€£¥]\\s?\\d|\\d{2,6} ?(?:\\$|usd|dollars|bucks|k|a (?:day|week|hour))|money (?:fast|online|from home)|your (?:money|crypto|bitcoin|btc|eth))|\\bwork from home\\b|\\bmade [$€£¥] ?\\d{3,} (?:this|last|a|in|per)|\\bask me how$|\\b(?:crypto|bitcoin|btc|nft|forex|stock) (?:signals?|giveaway|airdrop|drop|mint|tips|investment|group|presale)\\b|\\bairdrop\\b|\\b(?:guaranteed|passive|extra|fast|easy) (?:income|profits?|returns?|money|cash)\\b|\\b(?:promo|discount|referral|coupon|use(?: my)?) code\\b|\\b(?:limited|special) (?:time )?offer\\b|\\b\\d{1,3} ?% off\\b(?! cent)|\\b(?:hot|sexy|lonely) (?:singles|girls|ladies|moms)\\b|\\bclaim (?:your|ur) (?:free|prize|reward|gift|bonus|skins?)\\b|\\byou(?:'ve| have) been selected\\b|\\b(?:online|best) casino\\b|\\bviagra\\b|\\bcheap (?:meds|pills)\\b|\\binvest(?:ing)? (?:with|in my|now)\\b|\\b(?:seo|promotion|promo) services?\\b|\\bpromote your\\b|\\bgrow your (?:channel|stream|audience)\\b|\\b(?:free|cheap) (?:graphics|emotes|overlays|logo)s? (?:dm|for you|design)",
  ],
  'iu',
)
const JAPANESE_SALES = quickAny(
  [
    `フォロバ|相互(?:フォロー|登録|お願い|しま)|チャンネル登録(?:お?返し|よろ|お願い|して|頼|する)|(?:私|僕|俺|自分|うち|わたし|ぼく|おれ)の(?:配信|チャンネル|動画|枠|生放送|ライブ)(?:も|に|へ|を).{0,8}(?:来|き|見|み|遊|よろ|登録)|(?:こっち|別|隣)の(?:配信|枠|チャンネル)(?:に|も|の(?:方|ほう))?.{0,6}(?:来|き|見|面白|おいで)|(?:配信|枠|ライブ)(?:して|やって)(?:る|ます|いる)(?:ので|から|よ).{0,8}(?:来|きて|見|み|遊|おいで)|(?<![花月雪])(?:見に|遊びに|聞きに)(?:来て|きて)(?:ね|くださ|!|！|$)|フォロー(?:して(?:$|ね|くれ|くだ|ほし)|しろ|よろ|お願い|ください)|プロフ(?:ィール)?(?:の|から|に|を|見|欄)|(?:こちら|こっち|向こう|あっち)の(?:配信|枠|チャンネル)|配信中です|(?:メンバー|フレンド|参加者|相方|彼女|彼氏|友達|視聴者)募集|よかったら(?:見|来|遊び|登録|フォロー|覗)|(?:固定ツイ|概要欄)(?:見|から|に|の|へ)|高評価(?:よろ|お願い|して)|投げ銭(?:して|お願い|よろ)|カンパ(?:して|お願い)|振り込(?:んで|み(?:先|で|お願い))|登録者.{0,6}(?:目標|目指)|(?:動画|歌ってみた)を?(?:上げ|あげ|投稿|アップ)(?:した|まし)?.{0,4}(?:ので|から|見て)|(?<![a-z])ID ?[:：] ?\\w{3}|(?<=\\w{2})#\\d{4}(?!\\d)`,
    '(?:LINE|ライン|らいん|カカオ|インスタ|ディスコ(?:ード)?|Discord)(?:の| )?(?:QR|アイディー|ID|アカ|垢|こうかん|おしえて|を?教えて)|オプチャ|(?:Discord|ディスコ(?:ード)?|LINE|ライン)(?:に|で)?(?:来ない|こない|入らない|おいで|しよ)|通話(?:しよ|しませんか)|フォロー(?:返|バック)|稼ぎたい(?:人|方|なら)|投資で(?:成功|利益|人生)|興味(?:が|の)?(?:ある|あれば)(?:方|人)(?:は|$|募集|連絡|DM)|出会い(?:を?求め|掲示板)|出会える(?:アプリ|サイト)|(?<=[a-z]\\w{2,30})(?:って|という|が) ?ID|(?:話そ|しゃべろ|喋ろ)[^。]{0,6}(?:Discord|ディスコ|LINE|ライン|スカイプ)|(?:枠|配信|チャンネル)に移動し|移動しよ[うぜっ!！]?$|現金(?:プレゼント|配|あげ)|(?:無料|タダ)(?:で)?(?:スキン|コイン|ガチャ|課金|ジェム|アイテム)|(?:アカウント|アカ|垢|チート|フォロワー)を?(?:売|販売|買取)|(?:再生(?:数|回数)|登録者数?|フォロワー数?)を?(?:増や|伸ば)し(?:ます|たい(?:人|方))|再生回数増やします|サクラ募集|電話占い|初回無料|激安$|登録返し|宣伝す(?:み|い)ません|(?:配信|枠|ライブ|生放送)(?:する|始める|やる|やります|します|はじめる)(?:ので|から|よ)[^。]{0,6}(?:来|きて|見|みて|おいで)|(?:会員|生徒|モデル|スタッフ)(?:大?募集)|オンラインサロン|拡散(?:お願い|よろ|して|頼)',
    '(?:登録者|フォロワー|再生数?)[^。]{0,8}増やす(?:方法|コツ|やり方)[^。]{0,4}(?:教え|DM|こちら)|(?:僕|俺|私|自分|うち)の(?:チャンネル|配信|枠|動画)(?:の(?:方|ほう))(?:が|も)(?:面白|おもしろ|上手|うま|楽し)|(?:今|いま)から(?:配信|生放送|ライブ)(?:します(?:$|[!！。、])|する(?:から|ので))|エアドロ|出会い(?:希望|たい)(?:の)?(?:方|人|なら)|(?:占い|鑑定)[^。]{0,6}(?:無料|当たります)|無料鑑定|フォロワー\\d+人[^。]{0,10}(?:売|円|販売|つけ|付け|増)|\\d+円で(?:売ります|売り(?:たい|ま)|譲ります|お譲り|販売)|(?:即納|即購入可|即発送|送料無料)(?:です|可|！|!)|(?:誰でも|簡単に|楽に|スマホで|在宅で|寝てるだけで)[^。]{0,8}\\d+万|(?:今だけ|期間限定で?|本日限り)(?:無料|タダ|半額|\\d+円)|[格激]安(?:ブランド|時計|通販|サイト|コピー|バッグ)|抽選[^。]{0,8}(?:円|プレゼント|当たる|ギフト|もらえ)|現金\\d+万|今すぐフォロー|裏(?:バイト|仕事|案件)|即日(?:払|融資|現金|入金)|高収入|(?:審査なし|ブラックでも)(?:OK|で|即|融資)|(?:お金|現金)を?(?:貸し|お貸し)(?:ます|でき)',
    `サブ(?:4|フォー|for|し返)サブ|(?:ここ|この配信|これ)より(?:面白|おもしろ|上手|うま)い(?:配信|枠|チャンネル|人|絵師)|(?:${JA_PLATFORM}|twitch|ツイッチ|スカイプ)(?:で|の|は|→|:| ) ?@?(?:live:)?(?:[a-z]{2,15}_\\w{2,20}|[a-z]{2,15}\\d{2,6}(?!\\w))`,
    `(?:${JA_PLATFORM})(?:の)?(?:追加|交換|ID|id|グループ|鯖|サーバー|垢|アカウント|やって(?:る|ます)|教えて|で(?:話|連絡|つなが|繋が|検索|待|DM|やり取り)|はこちら|来て|入って|登録|に(?:登録|招待|来て|入って))|友(?:だち|達)(?:追加|登録)(?!され|した|あり)|(?:サーバー|グループ|鯖)(?:に)?(?:入って|参加して|招待|おいで|来て|はいって)|(?:DM|ディーエム|個チャ)(?:して|ください|くだ|待って|送って|で(?:連絡|詳|聞))|(?:予想|攻略|応募|購入|視聴|登録|詳細|続き)は(?:こちら|ここ|プロフ)|今すぐ(?:登録|購入|クリック|ゲット|チェック|応募)|登録(?:だけ)?で\\d+円|(?:招待|紹介|クーポン|シリアル)コード`,
    '(?<!時間を)稼げ[るま]|稼ぎ方|稼ぐ方法|稼いで(?:る|い|み)|副業|不労所得|(?:月収|日給|時給|日収|年収|月)\\d+万(?!光|人|キ|k|回|再)|投資(?:仲間|術|案件|情報|グループ|で(?:稼|儲|月))|仮想通貨(?:で|の(?:情報|投資)|配|を買)|暗号資産|ビットコイン(?:配|プレ|無料|で)|FX(?:で|の|自動)|バイナリー|オンラインカジノ|オンカジ|パパ活(?!動|躍)|闇バイト|高額(?:バイト|報酬|収入)|簡単(?:な)?(?:作業|バイト)|(?:無料|タダ|期間限定|今だけ|先着|限定)(?:で)?(?:プレゼント|配布(?!の)|配って|進呈|ダウンロード|もらえ|登録|公開|割引|セール)|(?:無料|タダ|誰でも|今なら|簡単に|全員).{0,10}もらえ|ここから(?:もらえ|登録|買|ダウン|入)|(?:ギフト|アマギフ|アマゾンギフト|ギフト券|電子マネー|PayPay|ペイペイ).{0,6}(?:配|プレゼント|もらえ|無料|当|あげ)|当選(?:しま|おめ|者)|[格激]安(?:で|販|提供|価格|!|！)|\\d+%(?:オフ|OFF|引)|(?:フォロワー|再生数|登録者|視聴者|同接|いいね)(?:を)?(?:買|増や|販売|売|購入|代行)|代行(?:し|業者|承|受付)|販売してます|購入は|(?:詳細|詳しく|続き)は(?:こちら|プロフ|DM|URL|リンク|概要)|で検索(?:して|!|！|$)|検索してみて|クリック(?:して|で|すると)|宣伝(?:失礼|です|させ|しま)|拡散希望|RT希望|モニター募集|メンバー募集中|(?:出会い|セフレ|割り切り|人妻)(?:系|募集|サイト|掲示板)|占い(?:ます|無料)|(?:痩せ|やせ)る(?:サプリ|方法はこちら)',
  ],
  'iu',
)

/** The same few letters eight times or more; the text has 200 code points at most, so this stays small. */
const OVER_AND_OVER = /(\S.{0,11}?)\1{7,}|(\S.{9,65}?)\2{2,}/u
/** Pictures made of blocks and dots. */
const BLOCKS = /[─-▟⠁-⣿]{12,}/u
/** A cheer that never ends. */
const HELD_KEY = /([^w草笑8ー〜!?.。…\s])\1{29,}/iu
const ONLY_LAUGHS = /^[wkahelno草笑くさ8!?.…ー〜~♪\s]+$/iu
/** A cheer and a drawl are said so: noooo, go go go, わーーーい. */
const SHORTEST_SPAM = 16
const MANY_WORDS = 8

/** When a pair of letters was seen last, by its hash: a text that repeats itself has few pairs for its length. */
const seen = new Uint32Array(0x10000)
let texts = 0
const mayRepeat = (text: string): boolean => {
  texts += 1
  let pairs = 0
  for (let at = 1; at < text.length; at++) {
    const pair = (text.charCodeAt(at - 1) * 31 + text.charCodeAt(at) * 17) & 0xffff
    if (seen[pair] === texts) continue
    seen[pair] = texts
    pairs += 1
  }
  return pairs * 2 <= text.length
}

const repeats = (plain: string): boolean => {
  if (plain.length < SHORTEST_SPAM) return false
  if (!mayRepeat(plain)) return false
  if (HELD_KEY.test(plain) || BLOCKS.test(plain)) return true
  const [unit] = OVER_AND_OVER.exec(plain) ?? []
  if (unit !== undefined && !ONLY_LAUGHS.test(unit)) return true
  const words = plain.toLowerCase().split(/[\s、。,!！]+/u)
  return words.length >= MANY_WORDS && new Set(words).size <= words.length / 5 && !ONLY_LAUGHS.test(plain)
}

export const hidesLink = (plain: string): boolean =>
  MAYBE_LINK.test(plain) && HIDDEN_LINK.test(joinLetters(plain))
/** Japanese ones may be all Latin: LINE ID: … */
export const isAdvertising = (plain: string): boolean =>
  (isMadeOf(makeup(plain), MADE_OF.latin) && ENGLISH_SALES.test(plain)) ||
  JAPANESE_SALES.test(plain) ||
  repeats(plain)
