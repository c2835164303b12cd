"""What the model is taught to paint, and every word it is taught for it.

A concept, colour, setting or size has one meaning and several spellings. Spellings of one language are used equally
often, and so are the two languages.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True)
class Term:
    """One meaning: `en` and `ja` list its spellings, the first being the one shown to people."""

    id: str
    en: tuple[str, ...]
    ja: tuple[str, ...]


@dataclass(frozen=True)
class Concept(Term):
    """A thing that can be painted. `flips`: its mirror image is as good. `article`: for English captions."""

    flips: bool = True
    article: str = "a"


def _concept(id: str, en: str, ja: str, *, flips: bool = True, article: str = "a") -> Concept:
    return Concept(id, tuple(en.split(",")), tuple(ja.split(",")), flips, article)


CONCEPTS: tuple[Concept, ...] = (
    _concept("cat", "cat", "猫,ねこ,ネコ"),
    _concept("dog", "dog", "犬,いぬ,イヌ"),
    _concept("bird", "bird", "鳥,とり,トリ"),
    _concept("fish", "fish", "魚,さかな,サカナ"),
    _concept("butterfly", "butterfly", "蝶,ちょうちょ,チョウ"),
    _concept("ladybug", "ladybug,ladybird", "てんとう虫,テントウムシ"),
    _concept("frog", "frog", "蛙,かえる,カエル"),
    _concept("penguin", "penguin", "ペンギン,ぺんぎん"),
    _concept("bear", "teddy bear,bear", "熊,くま,クマ,テディベア"),
    _concept("dinosaur", "dinosaur", "恐竜,きょうりゅう"),
    _concept("elephant", "elephant", "象,ぞう,ゾウ", article="an"),
    _concept("horse", "horse", "馬,うま,ウマ"),
    _concept("flower", "flower", "花,はな,お花"),
    _concept("tree", "tree", "木,き,樹"),
    _concept("christmas_tree", "christmas tree", "クリスマスツリー"),
    _concept("mushroom", "mushroom", "きのこ,キノコ,茸"),
    _concept("mountain", "mountain", "山,やま"),
    _concept("house", "house,home", "家,いえ,おうち"),
    _concept("castle", "castle", "城,しろ,お城"),
    _concept("car", "car", "車,くるま,クルマ,自動車"),
    _concept("boat", "boat,ship", "船,ふね,ヨット"),
    _concept("plane", "plane,airplane", "飛行機,ひこうき"),
    _concept("apple", "apple", "りんご,リンゴ,林檎", article="an"),
    _concept("cherry", "cherry", "さくらんぼ,サクランボ"),
    _concept("strawberry", "strawberry", "いちご,イチゴ,苺"),
    _concept("grapes", "grapes", "ぶどう,ブドウ,葡萄", article=""),
    _concept("orange", "orange,mandarin", "みかん,ミカン,オレンジ", article="an"),
    _concept("watermelon", "watermelon", "スイカ,すいか,西瓜"),
    _concept("cake", "cake", "ケーキ,けーき"),
    _concept("ice_cream", "ice cream", "アイスクリーム,アイス", article="an"),
    _concept("cup", "cup,cup of coffee", "コップ,カップ,コーヒー"),
    _concept("star", "star", "星,ほし,お星様"),
    _concept("moon", "moon", "月,つき,お月様"),
    _concept("sun", "sun", "太陽,たいよう,お日様"),
    _concept("heart", "heart", "ハート,はーと"),
    _concept("balloon", "balloon", "風船,ふうせん"),
    _concept("gift", "gift,present", "プレゼント,贈り物"),
    _concept("hat", "hat", "帽子,ぼうし"),
    _concept("face", "smiling face,face", "顔,かお,笑顔", flips=False),
    _concept("rabbit", "rabbit,bunny", "うさぎ,ウサギ,兎"),
    _concept("pig", "pig", "豚,ぶた,ブタ"),
    _concept("tiger", "tiger", "虎,とら,トラ"),
    _concept("duck", "duck", "あひる,アヒル,鴨"),
    _concept("bee", "bee,honeybee", "蜂,はち,ハチ,みつばち"),
    _concept("dolphin", "dolphin", "イルカ,いるか"),
    _concept("lemon", "lemon", "レモン,れもん"),
    _concept("pizza", "pizza", "ピザ,ぴざ"),
    _concept("hamburger", "hamburger,burger", "ハンバーガー,バーガー"),
    _concept("candy", "candy,lollipop", "キャンディー,キャンディ,飴"),
    _concept("bicycle", "bicycle,bike", "自転車,じてんしゃ"),
    _concept("truck", "truck,lorry", "トラック,とらっく"),
    _concept("guitar", "guitar", "ギター,ぎたー", flips=False),
    _concept("book", "book", "本,ほん"),
    _concept("clock", "clock", "時計,とけい", flips=False),
    _concept("ball", "ball", "ボール,ぼーる"),
    _concept("cloud", "cloud", "雲,くも"),
    _concept("earth", "earth,globe", "地球,ちきゅう", flips=False, article=""),
    _concept("monkey", "monkey", "猿,さる,サル,お猿さん"),
    _concept("cow", "cow", "牛,うし,ウシ"),
    _concept("sheep", "sheep,lamb", "羊,ひつじ,ヒツジ"),
    _concept("lion", "lion", "ライオン,らいおん"),
    _concept("chicken", "chicken,rooster,hen", "鶏,にわとり,ニワトリ"),
    _concept("spider", "spider", "蜘蛛,クモ"),
    _concept("ant", "ant", "蟻,アリ", article="an"),
    _concept("dragonfly", "dragonfly", "トンボ,とんぼ,蜻蛉"),
    _concept("lizard", "lizard", "トカゲ,とかげ"),
    _concept("girl", "girl", "女の子,おんなのこ,少女"),
    _concept("boy", "boy", "男の子,おとこのこ,少年"),
    _concept("woman", "woman,lady", "女の人,女性,おんなのひと"),
    _concept("man", "man", "男の人,男性,おとこのひと,おじさん"),
    _concept("hand", "hand", "手"),
    _concept("eye", "eye", "目,瞳", article="an"),
    _concept("lips", "lips,mouth", "唇,くちびる,口", article=""),
    _concept("skull", "skull", "ドクロ,どくろ,骸骨,ガイコツ"),
    _concept("footprint", "footprint,paw print", "足跡,あしあと,肉球"),
    _concept("leaf", "leaf", "葉っぱ,はっぱ,葉"),
    _concept("palm_tree", "palm tree", "ヤシの木,やしの木"),
    _concept("rose", "rose", "バラ,ばら,薔薇"),
    _concept("pear", "pear", "洋梨,洋なし,梨"),
    _concept("pumpkin", "pumpkin,jack-o-lantern", "かぼちゃ,カボチャ,南瓜"),
    _concept("croissant", "croissant", "クロワッサン"),
    _concept("sandwich", "sandwich", "サンドイッチ,サンドウィッチ"),
    _concept("egg", "egg,fried egg", "卵,たまご,玉子,目玉焼き", article="an"),
    _concept("muffin", "muffin,cupcake", "マフィン,カップケーキ"),
    _concept("pie", "pie,slice of pie", "パイ,ぱい"),
    _concept("popsicle", "popsicle,ice pop", "アイスキャンディー,アイスキャンデー,棒アイス"),
    _concept("juice", "juice,soda", "ジュース,じゅーす", article=""),
    _concept("ice_cube", "ice cube", "氷,こおり", article="an"),
    _concept("banana", "banana", "バナナ,ばなな"),
    _concept("bread", "bread", "パン,ぱん,食パン", article=""),
    _concept("corn", "corn", "とうもろこし,トウモロコシ", article=""),
    _concept("snail", "snail", "カタツムリ,かたつむり"),
    _concept("fries", "french fries,fries", "フライドポテト,ポテト", article=""),
    _concept("hot_dog", "hot dog", "ホットドッグ,ホットドック"),
    _concept("beer", "beer", "ビール,びーる", article=""),
    _concept("owl", "owl", "フクロウ,ふくろう,梟", article="an"),
    _concept("eagle", "eagle", "鷲,わし,ワシ", article="an"),
    _concept("wolf", "wolf", "狼,オオカミ,おおかみ"),
    _concept("clover", "clover", "クローバー,四葉"),
    _concept("crayfish", "crayfish,lobster", "ザリガニ,ロブスター"),
    _concept("sakura", "cherry blossom,sakura", "桜,さくら,サクラ"),
    _concept("pancake", "pancakes,pancake", "パンケーキ,ホットケーキ", article=""),
    _concept("monster", "monster", "モンスター,怪獣,怪物"),
    _concept("chili", "chili pepper,chili", "唐辛子,とうがらし,トウガラシ"),
    _concept("grasshopper", "grasshopper", "バッタ,ばった"),
    _concept("streamer", "streamer,gamer", "配信者,実況者"),
    _concept("peach", "peach", "桃,もも,モモ"),
    _concept("teapot", "teapot", "ティーポット,急須"),
    _concept("soup", "soup", "スープ,すーぷ", article=""),
    _concept("bus", "bus", "バス,ばす"),
    _concept("train", "train", "電車,でんしゃ,列車,汽車"),
    _concept("sword", "sword", "剣,つるぎ,刀,かたな"),
    _concept("key", "key", "鍵,かぎ,カギ"),
    _concept("camera", "camera", "カメラ,かめら", flips=False),
    _concept("telephone", "telephone,phone", "電話,でんわ,電話機", flips=False),
    _concept("television", "television,tv", "テレビ,てれび"),
    _concept("computer", "computer", "コンピューター,コンピュータ,パソコン"),
    _concept("laptop", "laptop", "ノートパソコン,ノートPC"),
    _concept("mobile_phone", "mobile phone,cell phone", "携帯電話,ケータイ,けいたい", flips=False),
    _concept(
        "game_controller",
        "game controller,gamepad,joystick",
        "コントローラー,コントローラ,ジョイスティック",
        flips=False,
    ),
    _concept("music_note", "musical note,music note", "音符,おんぷ", flips=False),
    _concept("drum", "drum", "太鼓,たいこ,ドラム"),
    _concept("trumpet", "trumpet", "トランペット,ラッパ", flips=False),
    _concept("violin", "violin", "バイオリン,ヴァイオリン", flips=False),
    _concept("harp", "harp", "ハープ,竪琴", flips=False),
    _concept("light_bulb", "light bulb,lightbulb", "電球,でんきゅう"),
    _concept("lamp", "lamp", "ランプ,らんぷ,電気スタンド"),
    _concept("lightning", "lightning,lightning bolt", "稲妻,いなずま,雷,かみなり", article=""),
    _concept("fire", "fire,flame", "火,炎,ほのお,焚き火"),
    _concept("planet", "planet", "惑星,わくせい"),
    _concept("tent", "tent", "テント,てんと"),
    _concept("building", "building,office building", "ビル,びる,建物,たてもの"),
    _concept("shoe", "shoe,sneaker", "靴,くつ,クツ,スニーカー"),
    _concept("bag", "bag", "かばん,カバン,鞄,バッグ"),
    _concept("pencil", "pencil", "鉛筆,えんぴつ,エンピツ"),
    _concept("pen", "pen,fountain pen", "ペン,ぺん,万年筆"),
    _concept("scissors", "scissors", "はさみ,ハサミ,鋏", article=""),
    _concept("envelope", "envelope,letter", "手紙,てがみ,封筒", article="an"),
    _concept("box", "box,cardboard box", "箱,はこ,段ボール箱,ダンボール箱"),
    _concept("puzzle", "puzzle piece,puzzle,jigsaw", "パズル,ぱずる,ジグソーパズル"),
    _concept("hammer", "hammer", "ハンマー,金づち,トンカチ"),
    _concept("saw", "saw", "のこぎり,ノコギリ,鋸"),
    _concept("magnifying_glass", "magnifying glass", "虫眼鏡,虫めがね,むしめがね,ルーペ"),
    _concept("hourglass", "hourglass", "砂時計,すなどけい", article="an"),
    _concept("gear", "gear,cog", "歯車,はぐるま,ギア"),
    _concept("padlock", "padlock,lock", "南京錠,錠前"),
    _concept("flask", "flask,beaker", "フラスコ,ビーカー"),
    _concept("lifebuoy", "lifebuoy,life ring", "浮き輪,うきわ,浮輪"),
    _concept("scroll", "scroll,parchment", "巻物,まきもの,羊皮紙"),
    _concept("table", "table,desk", "机,つくえ,テーブル"),
    _concept("arrow", "arrow", "矢印,やじるし", article="an"),
    _concept("speech_bubble", "speech bubble", "吹き出し,ふきだし"),
    _concept("paintbrush", "paintbrush", "絵筆,筆,ふで,ブラシ"),
    _concept("cd", "cd,compact disc", "CD,コンパクトディスク"),
    _concept("diamond", "diamond,jewel", "ダイヤモンド,宝石"),
    _concept("lighthouse", "lighthouse", "灯台"),
    _concept("anchor", "anchor", "錨,いかり", article="an"),
    _concept("dice", "dice", "サイコロ,さいころ", article=""),
    _concept("trophy", "trophy", "トロフィー"),
    _concept("shield", "shield", "盾"),
    _concept("chair", "chair", "椅子,いす"),
    _concept("crown", "crown", "王冠"),
    _concept("bow", "bow,ribbon", "リボン"),
    _concept("bomb", "bomb", "爆弾"),
    _concept("igloo", "igloo", "イグルー", article="an"),
    _concept("traffic_light", "traffic light", "信号機"),
    _concept("palette", "palette", "パレット"),
    _concept("ring", "ring", "指輪"),
    _concept("compass", "compass", "コンパス,方位磁石", flips=False),
    _concept("glasses", "sunglasses", "サングラス", article=""),
)

COLOURS: tuple[Term, ...] = (
    Term("red", ("red",), ("赤い", "赤色の", "赤の")),
    Term("orange", ("orange colored", "orange coloured"), ("オレンジ色の", "橙色の")),
    Term("yellow", ("yellow",), ("黄色い", "黄色の")),
    Term("green", ("green",), ("緑の", "緑色の")),
    Term("blue", ("blue",), ("青い", "青色の")),
    Term("purple", ("purple",), ("紫の", "紫色の")),
    Term("pink", ("pink",), ("ピンクの", "桃色の", "ピンク色の")),
    Term("brown", ("brown",), ("茶色い", "茶色の")),
    Term("black", ("black",), ("黒い", "黒の")),
    Term("white", ("white",), ("白い", "白の")),
    Term("grey", ("gray", "grey"), ("灰色の", "グレーの")),
)

SETTINGS: tuple[Term, ...] = (
    Term("night", ("at night", "night sky", "night"), ("夜の", "夜空の", "夜空と")),
    Term("sky", ("in the sky", "blue sky", "sky"), ("空の", "青空の", "青空と")),
    Term("sea", ("by the sea", "in the sea", "sea"), ("海の", "海と", "海辺の")),
    Term("meadow", ("in a meadow", "on the grass", "meadow"), ("野原の", "草原の", "草原と")),
    Term("sunset", ("at sunset", "in the evening", "sunset"), ("夕焼けの", "夕方の", "夕焼けと")),
    Term("snow", ("in the snow", "in winter", "snow"), ("雪の", "冬の", "雪と")),
)

SIZES: tuple[Term, ...] = (
    Term("small", ("small", "little"), ("小さな", "小さい")),
    Term("big", ("big", "large"), ("大きな", "大きい")),
)

COUNTS: tuple[Term, ...] = (
    Term("two", ("two",), ("二つの", "ふたつの", "2つの", "二匹の")),
    Term("three", ("three",), ("三つの", "みっつの", "3つの", "三匹の")),
)

RELATIONS: tuple[Term, ...] = (
    Term("and", ("{a} and {b}", "{a} with {b}"), ("{a}と{b}",)),
    Term("under", ("{a} under {b}", "{b} above {a}", "{b} over {a}"), ("{b}の下の{a}", "{b}と{a}", "{a}の上に{b}")),
)
"""How two things stand: spellings are patterns of the one (a) and the other (b)."""

OVERHEAD: tuple[str, ...] = ("moon", "sun", "star", "cloud", "balloon", "bird", "plane", "butterfly")
"""What may hang above another thing."""

SHOWN: tuple[str, ...] = (
    "cat", "dog", "bird", "fish", "butterfly", "bear", "flower", "tree", "mushroom", "mountain", "house", "castle",
    "boat", "car", "apple", "strawberry", "grapes", "cake", "ice_cream", "star", "moon", "sun", "heart", "balloon",
)  # fmt: skip
"""The 24 nouns of the contact sheet: what viewers ask for most."""

RARER: tuple[str, ...] = (
    "ladybug", "frog", "penguin", "dinosaur", "elephant", "horse", "tiger", "duck", "pig", "bee", "christmas_tree",
    "plane", "bicycle", "cherry", "orange", "watermelon", "pizza", "hamburger", "cup", "gift", "hat", "face", "guitar",
    "clock",
)  # fmt: skip
"""Another 24 nouns, none of them in SHOWN: what viewers ask for less often."""


def concept_index(id: str) -> int:
    return [c.id for c in CONCEPTS].index(id)


def load_curation() -> dict[str, list[str]]:
    """concept id -> files (relative to the clip art's root), each looked at by a person-like pair of eyes."""
    text = resources.files(__package__).joinpath("data/curation.json").read_text(encoding="utf-8")
    return json.loads(text)


def all_words() -> tuple[str, ...]:
    """Every word of every caption, for the tokenizer."""
    terms = (*CONCEPTS, *COLOURS, *SETTINGS, *SIZES, *COUNTS)
    texts = [text for term in terms for text in (*term.en, *term.ja)]
    texts += ["under above over with and", "の下の の上に と"]
    return tuple(sorted({word for text in texts for word in text.split()}))
