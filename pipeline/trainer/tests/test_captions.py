"""Captions treat both languages, and all spellings, alike."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from yosegaki_trainer.captions import Meaning, caption, training_caption
from yosegaki_trainer.concepts import COLOURS, CONCEPTS, SETTINGS, SHOWN, SIZES, concept_index, load_curation


def _is_japanese(text: str) -> bool:
    return any(ord(c) > 0x3000 for c in text)


def test_languages_are_used_equally():
    rng = random.Random(1)
    texts = [caption(Meaning(concept_index("apple"), colour=0), rng) for _ in range(4000)]
    assert abs(sum(map(_is_japanese, texts)) / len(texts) - 0.5) < 0.03


def test_spellings_of_one_language_are_used_equally():
    rng = random.Random(1)
    apple = CONCEPTS[concept_index("apple")]
    texts = Counter(caption(Meaning(concept_index("apple")), rng, "ja") for _ in range(3000))
    assert set(texts) == set(apple.ja)
    assert max(texts.values()) < 1.2 * min(texts.values())


def test_every_part_of_a_meaning_is_said():
    rng = random.Random(2)
    meaning = Meaning(concept_index("cat"), colour=4, setting=0, size=1)
    for language in ("ja", "en"):
        text = caption(meaning, rng, language)
        terms = (CONCEPTS[meaning.concept], COLOURS[4], SETTINGS[0], SIZES[1])
        for term in terms:
            spellings = term.ja if language == "ja" else term.en
            assert any(s in text or s[:-1] in text for s in spellings), (text, term.id)


def test_an_eighth_of_the_captions_is_dropped():
    rng = random.Random(3)
    texts = [training_caption(Meaning(0), rng, drop=0.125) for _ in range(4000)]
    assert abs(texts.count("") / len(texts) - 0.125) < 0.02


@pytest.mark.parametrize(("concept", "wanted"), [("apple", {"apple", "an apple"}), ("grapes", {"grapes"})])
def test_english_articles(concept, wanted):
    rng = random.Random(4)
    assert {caption(Meaning(concept_index(concept)), rng, "en") for _ in range(50)} == wanted


def test_curation_names_only_known_concepts():
    curation = load_curation()
    assert set(curation) == {concept.id for concept in CONCEPTS}
    files = [file for files in curation.values() for file in files]
    assert len(files) == len(set(files))
    assert len(SHOWN) == 24
