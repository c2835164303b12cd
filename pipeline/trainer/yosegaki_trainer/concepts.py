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
