"""Words the tokenizer learns its merges from, beyond those of the captions."""

from __future__ import annotations

_COMMON_EN = """
a an the of and with in on at by one two three four five many some small big little large tiny old new happy sad cute
round long short tall sky sea night day morning evening field meadow forest river lake beach snow rain wind cloud clouds
rainbow sunset sunrise spring summer autumn winter light dark bright soft warm cool color colour colorful picture drawing
painting cat dog bird fish horse rabbit bear fox wolf lion tiger elephant mouse frog turtle snake pig cow sheep goat duck
chicken penguin owl eagle butterfly bee spider ladybug snail shark whale dolphin octopus crab dragon unicorn dinosaur
flower tree leaf grass rose tulip sunflower cherry blossom apple banana orange lemon grape strawberry peach pear melon
watermelon tomato carrot corn bread cake ice cream pizza hamburger egg cheese coffee tea wine beer milk house home castle
tower bridge church school city town car bus train truck bicycle airplane plane rocket ship boat balloon umbrella hat
shoe shirt dress bag book pen clock lamp candle chair table bed door window key cup glass bottle box gift ball guitar
piano drum star moon sun earth planet heart face boy girl man woman baby king queen robot ghost angel witch snowman
mountain hill island volcano mushroom red blue green yellow black white pink purple brown gray grey gold silver
left right above under next to sea fire water ice
"""
_COMMON_JA = """
の と に が を は で も へ や な いる ある ひとつ ふたつ 一つ 二つ 三つ 一匹 二匹 たくさん 小さな 大きな 小さい 大きい
かわいい きれいな 丸い 長い 古い 新しい 明るい 暗い 楽しい 悲しい 絵 空 海 夜 朝 昼 夕方 夕焼け 野原 草原 森 川 湖 雪 雨
風 雲 虹 春 夏 秋 冬 光 色 背景 猫 ねこ ネコ 犬 いぬ イヌ 鳥 とり トリ 魚 さかな サカナ 馬 うさぎ ウサギ くま 熊 狐 きつね
ライオン 虎 象 ぞう ねずみ 蛙 かえる カエル 亀 かめ 蛇 豚 ぶた 牛 うし 羊 ひつじ 鶏 にわとり あひる ペンギン ふくろう 蝶
ちょう チョウ 蜂 てんとう虫 かたつむり 鯨 くじら いるか 蛸 たこ 蟹 かに 竜 ドラゴン 恐竜 花 はな ハナ 木 き 葉 草 薔薇 ばら
バラ 桜 さくら 向日葵 ひまわり チューリップ 林檎 りんご リンゴ バナナ みかん オレンジ レモン 葡萄 ぶどう いちご イチゴ 桃 梨
スイカ トマト にんじん とうもろこし パン ケーキ アイスクリーム ピザ ハンバーガー 卵 たまご チーズ コーヒー お茶 ワイン
ビール 牛乳 家 いえ おうち 城 しろ お城 塔 橋 教会 学校 町 車 くるま クルマ 自動車 バス 電車 自転車 飛行機 ロケット 船 ふね
ヨット 気球 風船 傘 かさ カサ 帽子 ぼうし 靴 服 鞄 本 ペン 時計 ランプ 蝋燭 ろうそく 椅子 いす 机 窓 鍵 かぎ コップ 瓶 箱
贈り物 プレゼント ボール ギター ピアノ 太鼓 星 ほし ホシ 月 つき ツキ 太陽 たいよう お日様 地球 ハート 心 顔 男の子 女の子
男 女 人 赤ちゃん 王様 ロボット おばけ 天使 魔女 雪だるま 山 やま ヤマ 富士山 丘 島 火山 茸 きのこ キノコ 赤い 青い 緑の
黄色い 黒い 白い 桃色の ピンクの 紫の 茶色い 灰色の 金色の 銀色の 赤 青 緑 黄色 黒 白 桃色 紫 茶色 灰色 左 右 上 下 火 水 氷
"""


def tokenizer_words(extra: tuple[str, ...] = ()) -> list[str]:
    """All words the tokenizer is trained on: a common stock, and the words of the concepts at hand."""
    return sorted({*_COMMON_EN.split(), *_COMMON_JA.split(), *extra})
