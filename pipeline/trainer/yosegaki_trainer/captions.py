"""Captions: what a picture shows, said in Japanese or English in one of many equal ways."""

from __future__ import annotations

import random
from dataclasses import dataclass

from .concepts import COLOURS, CONCEPTS, SETTINGS, SIZES, Term


@dataclass(frozen=True)
class Meaning:
    """What a picture shows, as indices into the tables of `concepts`; -1 says nothing (plain ground, middle size)."""

    concept: int
    colour: int = -1
    setting: int = -1
    size: int = -1


LANGUAGES = ("ja", "en")


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
    if chance < drop + part and (meaning.colour >= 0 or meaning.setting >= 0):
        return _fragment(meaning, rng)
    return caption(meaning, rng)


def plain_caption(concept: int, language: str) -> str:
    """The bare noun people are shown: 猫, cat."""
    term = CONCEPTS[concept]
    return term.ja[0] if language == "ja" else term.en[0]


def _pick(term: Term, language: str, rng: random.Random) -> str:
    return rng.choice(term.ja if language == "ja" else term.en)


def _english(meaning: Meaning, rng: random.Random) -> str:
    concept = CONCEPTS[meaning.concept]
    noun = _pick(concept, "en", rng)
    size = _pick(SIZES[meaning.size], "en", rng) if meaning.size >= 0 else ""
    colour = _pick(COLOURS[meaning.colour], "en", rng) if meaning.colour >= 0 else ""
    words = " ".join(word for word in (size, colour, noun) if word)
    if concept.article and rng.random() < 0.5:
        words = ("an " if words[0] in "aeiou" else "a ") + words
    if meaning.setting >= 0:
        setting = _pick(SETTINGS[meaning.setting], "en", rng)
        words = f"{words} {setting}" if setting.split()[0] in {"at", "in", "by", "on"} else f"{words}, {setting}"
    return words


def _japanese(meaning: Meaning, rng: random.Random) -> str:
    noun = _pick(CONCEPTS[meaning.concept], "ja", rng)
    size = _pick(SIZES[meaning.size], "ja", rng) if meaning.size >= 0 else ""
    colour = _pick(COLOURS[meaning.colour], "ja", rng) if meaning.colour >= 0 else ""
    words = size + colour + noun
    if meaning.setting >= 0:
        setting = _pick(SETTINGS[meaning.setting], "ja", rng)
        words = f"{words}、{setting[:-1]}" if rng.random() < 0.3 else setting + words
    return words


def _fragment(meaning: Meaning, rng: random.Random) -> str:
    """A colour or a setting alone."""
    language = rng.choice(LANGUAGES)
    terms = [table[i] for table, i in ((COLOURS, meaning.colour), (SETTINGS, meaning.setting)) if i >= 0]
    text = _pick(rng.choice(terms), language, rng)
    return text[:-1] if language == "ja" else text
