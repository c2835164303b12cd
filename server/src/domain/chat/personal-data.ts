import { quick, quickAny } from './chat-expressions.ts'
import { joinLetters } from './disguise.ts'
import { toHiragana } from './fold.ts'

/** What tells where or how a person is to be found: numbers, addresses, and asking for them. Every repeat is bounded. */

const DASHES = /[‐‑‒–—―−－ーｰ〜~]/gu
const KANJI_DIGITS = '〇一二三四五六七八九'
const KANJI_DIGITS_IN_A_ROW = new RegExp(`[${KANJI_DIGITS}]{9,15}`, 'gu')
/** Nine or more in a row are a number that somebody wrote out, not a count. */
const KANJI_NUMBER = quick(/(?!(?:[〇○] ?){8})(?:[〇○零一二三四五六七八九] ?[-の]? ?){9,15}/u)
const SPOKEN_NUMBER = quick(
  /(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|ぜろ|れい|いち|さん|よん|ろく|なな|はち|きゅ[うー]|まる|に|し|ご|く)[ ,、の-]{0,2}){8,20}/i,
)

/** Dashes as one, spaced digits together: '０９０−００００' and '0 9 0 0 …' are telephone numbers too. */
const plainDigits = (text: string): string =>
  text
    .replace(/(?<=\d ?)[‐‑‒–—―−－ーｰ〜~](?= ?\d)/gu, '-')
    .replace(DASHES, '-')
    .replace(/(?<!\d)\d(?:(?: - | -|- | )\d){8,15}(?!\d)/g, (run) => run.replaceAll(' ', ''))
    // 09O-OOOO-1234.
    .replace(/(?<![a-z\d])0?[\doO○〇]{2,4}-[\doO○〇]{3,4}-\d{4}(?!\d)/g, (run) =>
      run.replace(/[oO○〇]/g, '0'),
    )
    .replace(KANJI_DIGITS_IN_A_ROW, (run) => [...run].map((digit) => KANJI_DIGITS.indexOf(digit)).join(''))

const AT =
  '(?:@|＠| ?[(\\[{<]at[)\\]}>] ?| at |★|☆|\\(a\\)|【at】|_at_| ?アット(?:マーク)? ?| ?あっと(?:まーく)? ?)'
const DOT = '(?:\\.| ?[(\\[{<]dot[)\\]}>] ?| dot | ?ドット ?| ?どっと ?)'
/** From its sign on: what stands before it may be any word of the line. */
const EMAIL = quickAny([`(?<=[\\w.+-] ?)${AT} ?[\\w-]{1,63}(?:${DOT}[a-z][\\w-]{1,62}){1,4}`], 'iu')
/** Parted or in one: 090-1234-5678, +81 90 1234 5678, 020 7946 0958, 080(1234)5678. A date has fewer digits. */
const PHONE =
  /(?<![\d-])(?:\+\d{1,3}[- .]?\(?\d{1,4}\)?|\(?0\d{1,4}\)?)[- ._/・、]{0,2}\(?\d{1,4}\)?[- ._/・、]{0,2}\d{3,4}(?!\d)/g
const PHONE_DIGITS = 9
const AMERICAN_PHONE = /(?<![\d-])\(?\d{3}\)?[- .]{1,2}\d{3}[- .]\d{4}(?![\d-])/
/** Where a number is announced, shorter ones are one too. */
const SAID_NUMBER = quick(
  /(?:電話|携帯|でんわ|tel|phone|call|text|whatsapp|cell|mobile|number is|ring)[^\d]{0,16}\d[\d -]{5,14}\d/iu,
)
const LONG_NUMBER = /(?<![\d.])\d(?:-?\d){9,18}(?![\d.])/g
// Dashes are one by then: シ-ド.
const NO_PERSONS = /(?:seed|シ[ー-]ド|種)\D{0,4}\d|[円兆億万%]|12345678|98765432|(\d)\1{7}/iu
const CARD = /(?<!\d)(?!(\d)\1{9})\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}(?!\d)/
const SSN = /(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])/
const IP =
  /(?<![\d.])(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}(?![\d.])/
const PLACE = /(?<!\d)-?\d{1,2}\.\d{4,10} ?, ?-?\d{1,3}\.\d{4,10}/

const JA_ADDRESS = quickAny(
  [
    '〒 ?\\d{3}-?\\d{4}',
    '(?<!\\d)\\d{3}-\\d{4}(?!\\d)[^\\d]{0,3}[都道府県市区]',
    '[都道府県][^\\d]{1,10}[市区町村郡][^\\d]{0,14}\\d{1,4}(?:-|丁目|番|の)',
    '[市区町村郡][^\\d]{0,12}\\d{1,4}(?:丁目|-)\\d{1,4}(?:番地?|-)?の?\\d{0,4}号?',
    '丁目 ?\\d{1,4} ?(?:番|-|の)|[一二三四五六七八九十]{1,3}丁目[一二三四五六七八九十\\d]{1,3}番|[市区町村郡][^\\d]{0,12}\\d{1,4}番地|(?<=[一-龯]{2} ?)\\d{3} ?[ぁ-ん] ?\\d{2}-\\d{2}|(?:小|中|高)(?:学)?校の?[1-6]年.{0,4}組',
    '[小中高](?:学|校|学校)?の?[1-6一二三四五六]年.{0,4}組',
    '(?:マンション|アパート|ハイツ|コーポ|荘|寮|レジデンス|メゾン|団地|ヒルズ|パレス|ハウス|棟)[^\\d]{0,8}\\d{1,3}号?室?',
  ],
  'u',
)
const STREET =
  'street|st|avenue|ave|road|rd|lane|ln|drive|dr|court|ct|boulevard|blvd|terrace|crescent|highway|parkway|pkwy|mews'
const EN_ADDRESS = quickAny(
  [
    `(?<![\\d.])\\d{1,5}[a-d]? (?:(?:n|s|e|w|north|south|east|west)\\.? )?(?:[a-z][a-z'.-]{1,20} ){1,3}(?:${STREET})\\b`,
    '\\b(?:apt|apartment|suite|flat|unit)\\.? ?#?\\d{1,4}\\b',
    '\\bp\\.? ?o\\.? box \\d{1,6}\\b',
    '(?<=\\b[A-Z][a-z]{2,20},? [A-Z]{2},? )\\d{5}(?:-\\d{4})?\\b',
    '\\b(?:lives?|living|stays?|house|home) (?:is )?(?:at|on) (?:no\\.? ?)?\\d{1,5}\\b',
  ],
  'i',
)
const POSTCODE = /\b(?:GIR 0AA|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})\b/

/** Asking for them, or telling them, in so many words. */
const TELLS_ON = quickAny(
  [
    '(?:本名|住所|電話番号|携帯番号|自宅|実家|連絡先|勤務先|勤め先|職場|学校名|通ってる学校|生年月日|マイナンバー|口座番号|暗証番号|パスワード|顔写真|素顔|最寄り駅?|部屋番号)(?:は|を|が|って|の)?[^。]{0,8}(?:教え|おしえ|どこ|何|晒|さら|特定|知って|しって|知りた|知らん|ばら|公開|流出|:|「|送)',
    '(?:本名|住所|自宅|実家|連絡先|勤務先|職場|学校|電話番号|最寄り駅?|生年月日)(?:は|:|：)[^。]{1,14}(?:だよ|だって|です|らしい|だ$)|(?:本名|実名|フルネーム)は[^。]{2}',
    '(?:口座番号|暗証番号|パスワード|マイナンバー|免許証?番号)\\D{0,4}\\d{4}|通って(?:い?る)?(?:学校|大学|高校|中学|塾)|(?:家|身元|本人)を?特定',
    '(?:配信者|主|絵師|この人|こいつ|あいつ|彼女|中の人)の?(?:本名|住所|自宅|実家|家|学校|職場|勤務先|会社)(?:は|って|、)',
    '(?:本名|実名|住所|自宅|勤務先) ?(?:→|⇒|=|➡|>)|中の人[一-龯]{2,6}(?:だろ|だよ|でしょ|じゃん)|(?:学籍|社員|会員)番号\\D{0,3}\\d{4}|(?:配信者|主|絵師|この人|こいつ|あいつ)の(?:お?母|お?父|兄|姉|弟|妹|娘|息子|嫁|旦那|彼氏|家族)(?:さん|ちゃん)?[^。]{0,12}(?:働い|勤め|通って|住んで|会社|学校)|(?:メアド|メール(?:アドレス)?)(?:は|:|→) ?[a-z\\d]|(?:何|どこの)(?:小学校|中学校?|高校|大学|小|中|学校)(?:に)?(?:通|行って|い?ってる|なの|出身|卒|です)|(?:学校|高校|中学|大学|小学校|会社|職場|塾)(?:は|って)?どこ(?:$|[?？]|だ|な|通|行|か教)|(?:中の人|配信者|主|絵師|この人|こいつ|あいつ)の?(?:高校|大学|中学|小学校|出身校|母校|最寄り|本名|職場|勤務先|住所)(?:は|って|、|→|:|=| )|本名[ :、]?[一-龯]{2,6}(?:って|らしい|だ|です|さん)|(?:本垢|裏垢|サブ垢|リア垢|鍵垢)(?:は|:|これ|→|教え)|アカウント(?:は|:) ?@|(?:免許証?|保険証|パスポート|学生証)の?番号|郵便番号(?:は|:)? ?\\d{3}-?\\d{4}|(?:北緯|緯度) ?\\d{2}\\.\\d{3}|顔を?(?:晒|さら)(?:せ|して)|顔出し(?:しろ|せえ)|(?:勤務先|職場|勤め先)は[^。]{2,12}(?:商事|銀行|会社|病院|工業|製作所|役所|学校)|(?:娘|息子|お子|妹|弟|奥|旦那)さん(?:は|の|が)[^。]{0,10}(?:幼稚園|保育園|小学校|中学|高校|学校|大学|会社|病院)(?:に|で)?(?:通|勤|働|だよね|だろ)|どこ住み|(?:お住まい|おすまい|最寄り駅?)(?:は)?どこ|(?:家|いえ)(?:は)?どこ(?:$|[?？]|だ|な|か)|何[県区市](?:住み|民)|最寄り(?:駅)?(?:は|って)?[?？]|(?:会社|勤務先|職場|学校|大学|高校|家|住所|本名|身元|顔|最寄り|アパート|マンション|中の人|インスタ|ツイッター|垢|🏠)[^。]{0,20}特定(?:し|さ|完|班|でき|余裕|$)',
    '(?:家|自宅|部屋|マンション|実家)(?:は|って|、)[^。]{0,14}の(?:上|裏|隣|向かい|前|近く)(?:だよね|でしょ|だろ|だよな|ですよね|じゃん)|(?:子供|娘|息子|お子さん)の(?:学校|幼稚園|保育園)(?:は|、|って)|見かけたよ[^。]{0,8}(?:服|車|一人|連れ)|(?:携帯|電話)番号(?:を)?(?:載せ|のせ|貼|晒|置い|これ)|(?:免許証|保険証|学生証|パスポート|履歴書)(?:の)?(?:写真|画像|コピー)?(?:が|を)?(?:流出|晒|貼|拾|出回|うp)|卒(?:業)?アル(?:バム)?(?:を|の写真)?(?:持って|晒|さら|見つけ|うp|貼)|(?:こいつ|主|配信者|お前|この人|あいつ)[^。]{0,10}(?:高校|中学|大学|小学校)の?\\d年|電話番号(?:の)?交換|(?:勤め先|職場|会社|学校|実家|親)に(?:電話|連絡|凸)してや|(?:服装|制服|私服)(?:で|から)[^。]{0,4}特定|駅の(?:近く|そば|裏|前)に住んで(?:る(?:よね|でしょ|の(?:知|か|？|\\?)|らし|$)|ます)|窓(?:の外|から見える)?[^。]{0,8}(?:マンション|アパート|タワー|駅)(?:でしょ|だよね|じゃん|だろ|ですよね)|(?:鍵垢|裏垢|本垢|サブ垢)(?:を|も)?(?:見つけ|発見|特定|ばれ|バレ|知って)|本名(?:が|も)?(?:バレバレ|ばればれ|ばれて|バレて|見え|割れ|判明)|(?:郵便受け|表札)[^。]{0,6}(?:見え(?:て|た)|読め(?:る|た))|(?:お前|主|配信者)の帰り道',
    '(?:フルネーム|実名|旧姓)(?:を|が|は|って)?(?:教え|おしえ|知って|特定|晒|さら|ばら|[一-龯]{2,4}(?:$|だ|です|らしい|って))|(?:バイト先|仕事先|勤め先|通勤経路|出勤時間|塾|ジム|保育園|幼稚園)(?:は|を|って)?(?:どこ(?:$|[?？]|だ|な)|教え|おしえ|特定|知って(?:る|い)|(?:駅前|近所|あそこ)の)|(?:どこの|何の|なに)(?:塾|ジム|会社|美容院|病院)(?:に)?(?:通って|行って|勤め)|通学路(?:は|って)?(?:どこ(?:$|[?？]|な|だ)|教え|特定|知って)|何時の電車(?:に)?(?:乗|$|[?？])|(?:で働いて|でバイトして|に通って)(?:る|い)る?(?:の|とこ|ところ)(?:を)?(?:見た(?!い)|見かけ|知って)|(?:徒歩\\d{1,2}分|駅前|駅裏|\\d{1,2}階)の(?:アパート|マンション|団地|家)(?:に)?(?:住|だって|らしい)|(?:主|お前|配信者|この人|こいつ|あいつ|中の人)[^。]{0,10}(?:に住んで|在住|住みだ)|隣に住んでる(?:の知|から|者)|住んでる(?:とこ|ところ|場所|家|町|街|部屋|マンション|アパート)(?:は|を|が|も)?(?:知って|わか|分か|特定|ばれ|バレ|どこ(?:$|[?？]))|家の(?:写真|外観|間取り)(?:を|も)?(?:上げ|あげ|晒|さら|貼|うp|アップする|ばら)|オートロックの?(?:番号|暗証|コード)|鍵(?:は|の(?:隠し)?場所は)[^。]{0,6}(?:ポスト|植木鉢|メーターボックス|郵便受け)(?:の中|の下)?(?:だ|って|$)|(?:景色|背景|反射|瞳|電柱|マンホール|映り込み)(?:で|から)(?:場所|住所|家|住んでる|最寄り)[^。]{0,4}(?:わか|分か|特定|割れ|ばれ|バレ)',
    '(?:中の人|前世|本人)(?:は|の本名|特定)',
    "\\b(?:her|his|their|your|ur|streamer'?s?) (?:real|full|legal|actual|birth) name\\b|\\breal name (?:is|:)|\\b(?:what(?:'s| is)|whats|tell me|give me|drop|post|share|send) (?:me )?(?:your|ur|her|his) (?:home |full |real |phone |exact |ip )?(?:address|number|location|name|school|password|birthday|workplace|snap|cell)\\b",
    '\\b(?:her|his|their) (?:insta(?:gram)?|snap(?:chat)?|twitter|facebook|tik ?tok|discord|ig|fb) (?:is|=|:) ?@?\\w|\\b(?:her|his) (?:real )?name is \\w+ \\w+ and (?:she|he) (?:works|lives|goes)|\\b(?:she|he) works at (?:the |a )?\\w+ (?:on|near) \\d',
    "\\b(?:her|his|their|your|ur) (?:home |house |ip |street |email |mailing )?(?:address|phone(?: number)?|ip|social security(?: number)?|ssn|licen[sc]e plate|passport|password|credit card|bank account)(?: (?:is|number|#)|:|'s)|\\bdox+(?:ed|ing|xed|xing)?\\b|\\bsocial security\\b|\\bssn\\b|\\b(?:where|what (?:town|city|street|school)) (?:exactly )?(?:do|does|are|is) (?:you|u|she|he|they) (?:live|work|from exactly|go to school)\\b|\\b(?:she|he) goes to school (?:at|on|in|near) \\w+",
  ],
  'iu',
)

/** Luhn's sum, which the numbers of cards keep. */
const keepsLuhn = (digits: string): boolean =>
  [...digits].reverse().reduce((sum, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2)
    return sum + (value > 9 ? value - 9 : value)
  }, 0) %
    10 ===
  0

/** Ten or eleven digits are a telephone, thirteen or more a card where its sum is right; round numbers are counts. */
const isLongNumber = (run: string): boolean => {
  const digits = run.replace(/\D/g, '')
  if (/0{5}$/.test(digits)) return false
  return digits.length < 12 || (digits.length > 12 && keepsLuhn(digits))
}

const hasLongNumber = (text: string): boolean =>
  !NO_PERSONS.test(text) && [...text.matchAll(LONG_NUMBER)].some(([run]) => isLongNumber(run))

const isPhone = (run: string): boolean => run.replace(/\D/g, '').length >= PHONE_DIGITS
const hasPhone = (text: string): boolean =>
  [...text.matchAll(PHONE)].some(([run]) => isPhone(run)) || AMERICAN_PHONE.test(text)

const MAYBE = quick(
  /\d|丁目|番地|@|＠|★|☆|\(a\)|アット|あっと|\bat\b|dot|[〇零一二三四五六七八九]{3}|[([{<]at|zero|one|two|ゼロ|ぜろ/iu,
)

/** `plain`: a cleaned line. */
export const tellsOnSomebody = (plain: string): boolean => {
  if (TELLS_ON.test(plain)) return true
  if (!MAYBE.test(plain)) return false
  const text = plainDigits(plain)
  return (
    EMAIL.test(joinLetters(text)) ||
    hasPhone(text) ||
    SAID_NUMBER.test(text) ||
    hasLongNumber(text) ||
    CARD.test(text) ||
    SSN.test(text) ||
    IP.test(text) ||
    PLACE.test(text) ||
    JA_ADDRESS.test(text) ||
    EN_ADDRESS.test(text) ||
    POSTCODE.test(text) ||
    KANJI_NUMBER.test(text) ||
    SPOKEN_NUMBER.test(toHiragana(text))
  )
}
