"""What a finished model is asked to paint to be judged, each prompt in Japanese and in English."""

from __future__ import annotations

from dataclasses import dataclass

from .captions import plain_caption
from .concepts import RARER, SHOWN, concept_index


@dataclass(frozen=True)
class Prompt:
    """One wish, said in both languages."""

    ja: str
    en: str

    def said(self, language: str) -> str:
        return self.ja if language == "ja" else self.en


def _nouns(ids: tuple[str, ...]) -> tuple[Prompt, ...]:
    nouns = [concept_index(id) for id in ids]
    return tuple(Prompt(plain_caption(noun, "ja"), plain_caption(noun, "en")) for noun in nouns)


PROMPTS: dict[str, tuple[Prompt, ...]] = {
    "common": _nouns(SHOWN),
    "rarer": _nouns(RARER),
    "colours": (
        Prompt("赤いりんご", "red apple"),
        Prompt("青い車", "blue car"),
        Prompt("黄色い星", "yellow star"),
        Prompt("緑の風船", "green balloon"),
        Prompt("紫のハート", "purple heart"),
        Prompt("ピンクの花", "pink flower"),
        Prompt("青い蝶", "blue butterfly"),
        Prompt("赤い家", "red house"),
        Prompt("オレンジ色の魚", "orange colored fish"),
        Prompt("緑の恐竜", "green dinosaur"),
        Prompt("紫の帽子", "purple hat"),
        Prompt("黄色い鳥", "yellow bird"),
    ),
    "scenes": (
        Prompt("月の下の猫", "a cat under the moon"),
        Prompt("海の船", "a boat in the sea"),
        Prompt("鳥と木", "a bird and a tree"),
        Prompt("夕焼けの山", "a mountain at sunset"),
        Prompt("草原の犬", "a dog in a meadow"),
        Prompt("雪の木", "a tree in the snow"),
        Prompt("星と月", "a star and a moon"),
        Prompt("りんごとケーキ", "an apple and a cake"),
        Prompt("太陽の下の車", "a car under the sun"),
        Prompt("夜の家", "a house at night"),
        Prompt("二匹の魚", "two fish"),
        Prompt("花と蝶", "a flower and a butterfly"),
    ),
}
"""Sheet name -> its prompts."""

NOUNS: tuple[Prompt, ...] = (*PROMPTS["common"], *PROMPTS["rarer"])
"""The 48 nouns a picture's own is to be found among."""
