import { NAMED_EMOJI } from '../../server/src/domain/chat/emoji-names.ts'
import type { LabelledLine } from './labelled-line.ts'
import { createRandom } from './random.ts'

/**
 * What most viewers say most of the time, put together from parts: wishes, changes, votes, cheers. Authors write what is hard to
 * tell; from their lines alone a model learns that a short plain line might be anything.
 */

const words = (text: string): string[] =>
  text
    .split(/\s*\|\s*|\n/u)
    .map((part) => part.trim())
    .filter(Boolean)

const JA_THINGS = [
  ...NAMED_EMOJI.map(({ ja }) => ja),
  ...words(
    `女の子|男の子|少年|少女|おばあさん|おじいさん|赤ちゃん|家族|魔女|魔法使い|騎士|侍|忍者|海賊|お姫様|王様|妖精|天使|悪魔|鬼|河童|天狗|幽霊|骸骨|ゾンビ|吸血鬼|死神|人魚|巨人|小人|ロボット|宇宙人|怪獣|ドラゴン|剣|刀|盾|弓|銃|大砲|鎧|杖|魔法陣|宝箱|王冠|指輪|鏡|時計|本|手紙|鍵|ランタン|提灯|ろうそく|風船|花火|凧|鯉のぼり|こたつ|布団|枕|椅子|机|窓|扉|階段|屋根|煙突|神社|鳥居|お寺|学校|図書館|駅|電車|踏切|信号|自転車|橋|灯台|風車|水車|工場|廃墟|遺跡|洞窟|滝|川|湖|池|沼|海|砂浜|崖|山|火山|森|竹林|草原|田んぼ|畑|公園|広場|商店街|屋台|夜景|夕焼け|朝焼け|星空|天の川|流れ星|満月|三日月|太陽|虹|雲|雨|雪|嵐|稲妻|霧|オーロラ|桜|紅葉|向日葵|薔薇|朝顔|紫陽花|梅|松|苔|きのこ|団子|おにぎり|寿司|ラーメン|カレー|パフェ|クッキー|金魚|めだか|くらげ|蛍|とんぼ|せみ|かぶとむし|すずめ|からす|ふくろう|はりねずみ|かわうそ|あざらし|柴犬|三毛猫|黒猫|子猫|子犬|うさぎ|たぬき|きつね|りす|こうもり|髪|目|帽子|リボン|マフラー|眼鏡|着物|浴衣|ドレス|制服|鞄|靴|傘|背景|影|光|空|床|壁|手前|奥`,
  ),
]
const EN_THINGS = [
  ...NAMED_EMOJI.map(({ en }) => en),
  ...words(
    `girl|boy|old man|grandma|baby|family|witch|wizard|knight|samurai|ninja|pirate|princess|king|fairy|angel|demon|ghost|skeleton|zombie|vampire|reaper|mermaid|giant|gnome|robot|alien|monster|dragon|sword|shield|bow and arrow|cannon|armor|magic staff|treasure chest|crown|ring|mirror|clock|book|letter|key|lantern|candle|balloon|fireworks|kite|blanket|pillow|chair|desk|window|door|stairs|roof|chimney|shrine|temple|school|library|train station|train|bicycle|bridge|lighthouse|windmill|factory|ruins|cave|waterfall|river|lake|pond|swamp|ocean|beach|cliff|mountain|volcano|forest|bamboo grove|meadow|rice field|farm|park|market|food stall|city at night|sunset|sunrise|starry sky|milky way|shooting star|full moon|crescent moon|sun|rainbow|clouds|rain|snow|storm|lightning|fog|aurora|cherry blossoms|autumn leaves|sunflower|rose|moss|mushroom|rice ball|sushi|ramen|curry|parfait|cookie|goldfish|jellyfish|firefly|dragonfly|beetle|sparrow|crow|owl|hedgehog|otter|seal|kitten|puppy|bunny|raccoon|squirrel|bat|hair|eyes|hat|ribbon|scarf|glasses|kimono|dress|uniform|bag|boots|umbrella|background|shadow|sky|floor|wall|foreground`,
  ),
]
const JA_LOOKS = words(
  `赤い|青い|黄色い|緑の|紫の|黒い|白い|金色の|銀色の|ピンクの|小さい|大きい|巨大な|丸い|細い|古い|新しい|光る|燃える|眠そうな|笑ってる|泣いてる|怒ってる|踊る|走る|飛んでる|泳いでる|かわいい|かっこいい|こわい|不気味な|静かな|にぎやかな|ふわふわの|もふもふの|きらきらの|透明な|半透明の|夏の|冬の|秋の|春の|夜の|朝の|雨の日の|昔の|未来の|宇宙の|空飛ぶ|しましまの|水玉の|和風の|洋風の|ドット絵風の|水彩っぽい`,
)
const EN_LOOKS = words(
  `red|blue|yellow|green|purple|black|white|golden|silver|pink|tiny|big|giant|round|thin|old|new|glowing|burning|sleepy|smiling|crying|angry|dancing|running|flying|swimming|cute|cool|scary|creepy|quiet|busy|fluffy|sparkling|transparent|summer|winter|autumn|spring|night|rainy|ancient|futuristic|space|floating|striped|polka dot|japanese style|pixel art|watercolor|baby|wooden|glass|paper|lonely|happy`,
)
/** _ is a thing, * how it looks and what it is. */
const JA_WISHES = words(
  `_|_|_|*|*|*|_がいい|_がいいな|*がいい|_が見たい|*見たい|_描いて|*描いて|_をお願いします|*お願いします|_希望|_一択|_で|_でお願い|_に一票|_追加で|_も描いて|_も入れて|_ください|_欲しい|_だろ|_はよ|_まだ？|_たのむ|_を右に|_を左下に|_をもっと大きく|_をもっと増やして|_は小さめで|_を消して|_いらない|_じゃなくて_がいい|_と_|_と_がいい|_の上に_|_の隣に_|*と_|_みたいな_|_を持った_|_に乗った_|_の中の_|_色にして|もっと_|やっぱり_|絶対_|_かわいい|_きれい|_いいね|_すごい|_だ！|_きた！|_うまい|_どこ？|_に見える|_にしか見えない|_っぽい|あと_も|次は_で|さっきの_よかった|_ってどう描くの？|うちの_に似てる|_好きな人いる？|_でよくね|_しか勝たん|_派|_推し|どっちかというと_|_も捨てがたい|_w|_ｗｗ|_草|_👍|_！！|_〜`,
)
const EN_WISHES = words(
  `_|_|_|*|*|*|a _|a * please|draw a _|draw a *|draw * pls|paint a _|can you draw a _|could we get a *|i want a _|i want *|more _|more _ please|add a _|add * to the left|put a _ in the corner|_ pls|_ please|* pls|_ pls pls|vote _|voting for _|_ all the way|team _|_ for sure|_!|_!!|_ lol|_ and _|_ and a *|_ on a _|_ in the _|_ next to a _|_ under the _|_ with a _|_ riding a _|_ holding a _|no _ please|less _|not _, a _|make the _ bigger|make the _ smaller|move the _ right|change it to _|nice _|love the _|that _ is so cute|is that a _?|looks like a _|my _ looks like that|what about a _|how about *|_ again|another _|where is the _|the _ is great|_ > _|_ or _?|_ gang|give it a _|two _|three _s|lots of _s|i like the _|the _ looks good|anyone else for _?|still waiting for _|👍 _|_ 🙏`,
)
const NUMBERS = words(
  `1|2|3|4|5|6|7|8|9|10|１|２|３|４|①|②|③|④|一|二|三|四|五|壱|弐|いち|に|さん|よん|ご|one|two|three|four|ひとつめ|二つ目|三つ目|一番|二番|三番|四番|いちばん|にばん|さんばん|よんばん|A|B|C|D|左|右|上|下|真ん中|最初の|最後の|left|right|first|second|third|last one|both|どっちも|全部|どれでも`,
)
const NUMBER_FRAMES = words(
  `_|_|_|_!|_！|_で|_がいい|_に一票|_かな|_一択|_です|やっぱり_|絶対_|_でお願いします|_ please|_ pls|option _|vote _|#_|No._|_ _ _|_番|_だろ|_派|I vote _|going with _|_で頼む|_しかない|もう_でいい|!vote _|!投票 _|_にします|_か_|_より_|_！！！`,
)
const CHEERS = words(
  `わーい|おお|おー|おおお|すご|すごい|すごっ|すげえ|すげー|うま|うまい|うますぎ|上手|きれい|綺麗|かわいい|かわよ|かっこいい|やば|やばい|まじか|ほんとだ|なるほど|たしかに|わかる|それな|いいね|いい感じ|最高|神|好き|大好き|ありがとう|ありがとうございます|こんにちは|こんばんは|おはよう|おつ|おつかれ|おつです|初見です|はじめまして|ただいま|おかえり|いってきます|またね|おやすみ|がんばれ|がんばって|応援してます|わくわく|どきどき|楽しみ|楽しい|まだかな|もうすぐ|きた|きたきた|はじまった|終わり？|えっ|え|あ|あー|うーん|うん|はい|いいえ|いや|そう|そうそう|そうかな|どうだろ|どれにしよう|迷う|悩む|むずい|難しい|なにこれ|なんだこれ|これは|これすき|こっちかな|おもしろい|おもろ|笑った|草|大草原|くさ|ｗｗｗ|www|笑|888|88888|パチパチ|ぱちぱち|乙|nice|nice one|wow|woah|whoa|omg|lol|lmao|haha|hahaha|hehe|xd|gg|yes|yep|yeah|no|nope|ok|okay|hmm|hm|oh|ooh|aww|aw|cool|so cool|cute|so cute|pretty|so pretty|beautiful|amazing|awesome|great|good|perfect|love it|love this|i love it|looks good|looks great|looking good|well done|good job|great work|hi|hello|hey|hey all|hi everyone|good morning|good night|bye|see you|thanks|thank you|ty|welcome|congrats|let's go|lets gooo|here we go|first|new here|first time here|just got here|what is this|what's going on|i see it|i can see it|me too|same|true|agreed|exactly|almost there|finally|again|one more|not yet|wait|hold on|which one|hard choice|can't decide|good choice|poggers|pog|🎉|🎉🎉🎉|👏|👏👏👏|❤|❤️❤️|😂|🤣|😭|😍|🔥|🔥🔥|✨|👍|👍👍|🙏|👀|🎨|:D|:)|^^|(*´ω｀*)|(^^)|www うける|なつかしい|ねむい|お腹すいた|雨降ってきた|明日早いのに|音ちいさい？|音きこえる|画面きれい|遅延ある？|今何枚目？|何分たった？|次いつ？|毎週やってる？|アーカイブ残る？`,
)
const CHANGES = words(
  `もっと明るく|もっと暗く|明るめで|暗めで|もっと大きく|小さくして|赤くして|青くして|緑多めで|白黒で|カラフルにして|色を薄く|色濃くして|背景を夜に|背景なしで|夕方っぽく|夜にして|昼にして|雨降らせて|雪降らせて|右に寄せて|左に寄せて|真ん中に置いて|中央に|上のほうに|手前に|奥に|アップで|引きで|横向きで|後ろ向きで|水彩風に|油絵っぽく|漫画風で|線を太く|線細めで|もう一匹|もう一人|二匹に増やして|そのままで|今のままがいい|戻して|さっきのほうがいい|シンプルに|細かく描いて|ぼかして|くっきりさせて|make it brighter|make it darker|bigger|smaller|make it red|more blue|less green|black and white please|more colors|softer colors|night time|daytime please|make it rain|add snow|move it left|center it|closer please|zoom out|zoom in|from behind|side view|watercolor style|oil painting style|thicker lines|thinner lines|one more|two of them|keep it like this|go back|simpler|more detail|blur the background|sharper`,
)

type Pick = (from: readonly string[]) => string
const fill = (frame: string, pick: Pick, things: readonly string[], described: () => string): string =>
  frame.replace(/[_*]/gu, (slot) => (slot === '_' ? pick(things) : described()))

const WISHES = 6_000
const VOTES = 250

/** The same lines every time; each once. */
export const ordinaryLines = (): LabelledLine[] => {
  const next = createRandom(20_261_126)
  const pick: Pick = (from) => from[Math.floor(next() * from.length)]!
  const japanese = () => fill(pick(JA_WISHES), pick, JA_THINGS, () => pick(JA_LOOKS) + pick(JA_THINGS))
  const english = () => fill(pick(EN_WISHES), pick, EN_THINGS, () => `${pick(EN_LOOKS)} ${pick(EN_THINGS)}`)
  const said: [lang: 'ja' | 'en', text: string][] = []
  for (let n = 0; n < WISHES; n++) said.push(n % 3 < 2 ? ['ja', japanese()] : ['en', english()])
  for (let n = 0; n < VOTES; n++) said.push(['ja', pick(NUMBER_FRAMES).replaceAll('_', () => pick(NUMBERS))])
  for (const text of [...NUMBERS, ...CHEERS, ...CHANGES]) said.push(['ja', text])
  return [...new Map(said.map(([lang, text]) => [text, lang]))].map(([text, lang]) => ({
    lang,
    text,
    attack: false,
    kind: 'ordinary',
    author: 'ordinary',
  }))
}
