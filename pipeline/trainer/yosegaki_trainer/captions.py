"""Captions: what a picture shows, said in Japanese or English in one of many equal ways."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace

from .concepts import COLOURS, CONCEPTS, COUNTS, RELATIONS, SETTINGS, SIZES, Term

LANGUAGES = ("ja", "en")
NOTHING = -1
"""In place of an index: this is not said, because there is nothing to say."""


@dataclass(frozen=True)
class Thing:
    """One thing, or `count` of a kind: indices into the tables of `concepts`."""

    concept: int
    colour: int = NOTHING
    size: int = NOTHING
    count: int = NOTHING


@dataclass(frozen=True)
class Meaning:
    """What a picture shows: one thing, or two that stand in a relation, on a plain ground or in a setting."""

    thing: Thing
    other: Thing | None = None
    relation: int = NOTHING
    setting: int = NOTHING

    @property
    def is_single(self) -> bool:
        return self.other is None and self.thing.count == NOTHING

    def to_row(self) -> tuple[int, ...]:
        """COLUMNS numbers."""
        other = (self.other.concept, self.other.colour) if self.other else (NOTHING, NOTHING)
        return (*astuple(self.thing), *other, self.relation, self.setting)

    @staticmethod
    def from_row(row: Sequence[int]) -> Meaning:
        concept, colour, size, count, other, other_colour, relation, setting = map(int, row)
        return Meaning(
            Thing(concept, colour, size, count),
            None if other == NOTHING else Thing(other, other_colour),
            relation,
            setting,
        )


COLUMNS = tuple(len(table) for table in (CONCEPTS, COLOURS, SIZES, COUNTS, CONCEPTS, COLOURS, RELATIONS, SETTINGS))
"""How many values each column of a row can take, beside NOTHING."""


def random_meaning(rng: random.Random) -> Meaning:
    """Any thing, every part of its meaning said or left open; a third of them with another thing."""
    thing = Thing(
        rng.randrange(len(CONCEPTS)),
        _maybe(COLOURS, 0.5, rng),
        _maybe(SIZES, 0.2, rng),
        _maybe(COUNTS, 0.15, rng),
    )
    setting = _maybe(SETTINGS, 0.4, rng)
    if rng.random() < 0.65:
        return Meaning(thing, setting=setting)
    other = Thing(rng.randrange(len(CONCEPTS)), _maybe(COLOURS, 0.3, rng))
    pair = Meaning(replace(thing, size=NOTHING, count=NOTHING), other, rng.randrange(len(RELATIONS)), setting)
    return in_order(pair)


def in_order(meaning: Meaning) -> Meaning:
    """Things that merely stand side by side have one order, so that one meaning is one row."""
    first, second = meaning.thing, meaning.other
    if second is None or RELATIONS[meaning.relation].id != "and" or first.concept <= second.concept:
        return meaning
    return replace(meaning, thing=second, other=first)


def caption(meaning: Meaning, rng: random.Random, language: str | None = None) -> str:
    """One caption; language and spelling are drawn evenly from `rng` unless the language is given."""
    language = language or rng.choice(LANGUAGES)
    return _japanese(meaning, rng) if language == "ja" else _english(meaning, rng)


def training_caption(meaning: Meaning, rng: random.Random, drop: float = 0.12, part: float = 0.03) -> str:
    """A caption as training sees it: empty with probability `drop` (for guidance), only a part of what is shown with
    probability `part` (so that "夜" or "red" alone mean something, too)."""
    chance = rng.random()
    if chance < drop:
        return ""
    if chance < drop + part and (meaning.thing.colour >= 0 or meaning.setting >= 0):
        return _fragment(meaning, rng)
    return caption(meaning, rng)


def plain_caption(concept: int, language: str) -> str:
    """The bare noun people are shown: 猫, cat."""
    term = CONCEPTS[concept]
    return term.ja[0] if language == "ja" else term.en[0]


def _maybe(table: Sequence[Term], chance: float, rng: random.Random) -> int:
    return rng.randrange(len(table)) if rng.random() < chance else NOTHING


def _pick(term: Term, language: str, rng: random.Random) -> str:
    return rng.choice(term.ja if language == "ja" else term.en)


def _said(table: Sequence[Term], index: int, language: str, rng: random.Random) -> str:
    return _pick(table[index], language, rng) if index >= 0 else ""


def _english(meaning: Meaning, rng: random.Random) -> str:
    words = _english_thing(meaning.thing, rng)
    if meaning.other is not None:
        other = _english_thing(meaning.other, rng)
        relation = _pick(RELATIONS[meaning.relation], "en", rng)
        words = _arranged(relation, words, other, meaning.relation, rng)
    if meaning.setting >= 0:
        setting = _pick(SETTINGS[meaning.setting], "en", rng)
        words = f"{words} {setting}" if setting.split()[0] in {"at", "in", "by", "on"} else f"{words}, {setting}"
    return words


def _english_thing(thing: Thing, rng: random.Random) -> str:
    concept = CONCEPTS[thing.concept]
    noun = _pick(concept, "en", rng)
    size = _said(SIZES, thing.size, "en", rng)
    colour = _said(COLOURS, thing.colour, "en", rng)
    count = _said(COUNTS, thing.count, "en", rng)
    words = " ".join(word for word in (count, size, colour, plural(noun) if count else noun) if word)
    if concept.article and not count and rng.random() < 0.5:
        words = ("an " if words[0] in "aeiou" else "a ") + words
    return words


IRREGULAR = {
    "fish": "fish", "sheep": "sheep", "grapes": "grapes", "glasses": "glasses", "scissors": "scissors",
    "mouse": "mice", "leaf": "leaves", "bread": "bread", "beer": "beer", "wine": "wine", "fire": "fire", "man": "men",
    "woman": "women", "wolf": "wolves", "lips": "lips", "fries": "fries", "pancakes": "pancakes", "dice": "dice",
    "sunglasses": "sunglasses", "crayfish": "crayfish", "corn": "corn", "lightning": "lightning", "soup": "soup",
}  # fmt: skip


def plural(noun: str) -> str:
    """The plural of an English noun of ours; only its last word changes, as in "teddy bears"."""
    *first, last = noun.split()
    if last in IRREGULAR:
        last = IRREGULAR[last]
    elif last.endswith("y") and last[-2] not in "aeiou":
        last = last[:-1] + "ies"
    else:
        last += "es" if last.endswith(("s", "x", "ch", "sh")) else "s"
    return " ".join([*first, last])


def _japanese(meaning: Meaning, rng: random.Random) -> str:
    words = _japanese_thing(meaning.thing, rng)
    if meaning.other is not None:
        other = _japanese_thing(meaning.other, rng)
        relation = _pick(RELATIONS[meaning.relation], "ja", rng)
        words = _arranged(relation, words, other, meaning.relation, rng)
    if meaning.setting >= 0:
        setting = _pick(SETTINGS[meaning.setting], "ja", rng)
        words = f"{words}、{setting[:-1]}" if rng.random() < 0.3 else setting + words
    return words


def _japanese_thing(thing: Thing, rng: random.Random) -> str:
    noun = _pick(CONCEPTS[thing.concept], "ja", rng)
    said = ((COUNTS, thing.count), (SIZES, thing.size), (COLOURS, thing.colour))
    return "".join(_said(table, index, "ja", rng) for table, index in said) + noun


def _arranged(pattern: str, thing: str, other: str, relation: int, rng: random.Random) -> str:
    if RELATIONS[relation].id == "and" and rng.random() < 0.5:
        thing, other = other, thing
    return pattern.format(a=thing, b=other)


def _fragment(meaning: Meaning, rng: random.Random) -> str:
    """A colour or a setting alone."""
    language = rng.choice(LANGUAGES)
    said = ((COLOURS, meaning.thing.colour), (SETTINGS, meaning.setting))
    text = _pick(rng.choice([table[i] for table, i in said if i >= 0]), language, rng)
    return text[:-1] if language == "ja" else text
