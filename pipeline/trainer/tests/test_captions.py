"""Captions treat both languages, and all spellings, alike."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from yosegaki_trainer.captions import Meaning, Thing, caption, in_order, plural, random_meaning, training_caption
from yosegaki_trainer.concepts import (
    COLOURS,
    CONCEPTS,
    COUNTS,
    OVERHEAD,
    RARER,
    RELATIONS,
    SETTINGS,
    SHOWN,
    SIZES,
    concept_index,
    load_curation,
)

APPLE = Thing(concept_index("apple"))


def _is_japanese(text: str) -> bool:
    return any(ord(c) > 0x3000 for c in text)


def test_languages_are_used_equally():
    rng = random.Random(1)
    texts = [caption(Meaning(Thing(concept_index("apple"), colour=0)), rng) for _ in range(4000)]
    assert abs(sum(map(_is_japanese, texts)) / len(texts) - 0.5) < 0.03


def test_spellings_of_one_language_are_used_equally():
    rng = random.Random(1)
    apple = CONCEPTS[concept_index("apple")]
    texts = Counter(caption(Meaning(APPLE), rng, "ja") for _ in range(3000))
    assert set(texts) == set(apple.ja)
    assert max(texts.values()) < 1.2 * min(texts.values())


def test_every_part_of_a_meaning_is_said():
    rng = random.Random(2)
    meaning = Meaning(Thing(concept_index("cat"), colour=4, size=1), setting=0)
    for language in ("ja", "en"):
        text = caption(meaning, rng, language)
        terms = (CONCEPTS[meaning.thing.concept], COLOURS[4], SETTINGS[0], SIZES[1])
        for term in terms:
            spellings = term.ja if language == "ja" else term.en
            assert any(s in text or s[:-1] in text for s in spellings), (text, term.id)


def test_an_eighth_of_the_captions_is_dropped():
    rng = random.Random(3)
    texts = [training_caption(Meaning(APPLE), rng, drop=0.125) for _ in range(4000)]
    assert abs(texts.count("") / len(texts) - 0.125) < 0.02


@pytest.mark.parametrize(("concept", "wanted"), [("apple", {"apple", "an apple"}), ("grapes", {"grapes"})])
def test_english_articles(concept, wanted):
    rng = random.Random(4)
    assert {caption(Meaning(Thing(concept_index(concept))), rng, "en") for _ in range(50)} == wanted


def test_counts_are_said_with_the_plural():
    rng = random.Random(5)
    two_red_apples = Meaning(Thing(concept_index("apple"), colour=0, count=0))
    assert {caption(two_red_apples, rng, "en") for _ in range(20)} == {"two red apples"}
    assert all(caption(two_red_apples, rng, "ja").startswith(COUNTS[0].ja) for _ in range(20))


@pytest.mark.parametrize(
    ("noun", "wanted"),
    [("cat", "cats"), ("butterfly", "butterflies"), ("teddy bear", "teddy bears"), ("box", "boxes"), ("fish", "fish")],
)
def test_plurals(noun, wanted):
    assert plural(noun) == wanted


def test_a_pair_side_by_side_is_one_meaning_in_whatever_order_it_is_said():
    apple, cat = Thing(concept_index("apple"), colour=0), Thing(concept_index("cat"))
    both = [in_order(Meaning(a, b, 0)) for a, b in ((apple, cat), (cat, apple))]
    assert both[0] == both[1]
    rng = random.Random(6)
    said = {caption(both[0], rng, "ja")[0] for _ in range(60)}
    assert said & set("赤") and said & set("猫ねネ")


def test_what_hangs_above_is_said_to_be_above():
    rng = random.Random(7)
    moon_over_cat = Meaning(Thing(concept_index("cat")), Thing(concept_index("moon")), 1)
    texts = {caption(moon_over_cat, rng, "en") for _ in range(60)}
    assert {"cat under moon", "moon above cat"} <= texts
    assert not {"moon under cat", "cat above moon"} & texts
    assert RELATIONS[1].id == "under"


def test_a_meaning_survives_its_row():
    rng = random.Random(8)
    meanings = [random_meaning(rng) for _ in range(500)]
    assert [Meaning.from_row(meaning.to_row()) for meaning in meanings] == meanings
    assert sum(meaning.is_single for meaning in meanings) < 400


def test_curation_names_only_known_concepts():
    curation = load_curation()
    assert set(curation) == {concept.id for concept in CONCEPTS}
    files = [file for files in curation.values() for file in files]
    assert len(files) == len(set(files))


def test_the_judged_nouns_are_48_different_ones_that_were_learnt():
    assert len(SHOWN) == len(RARER) == 24
    assert len({*SHOWN, *RARER}) == 48
    assert {*SHOWN, *RARER} <= {concept.id for concept in CONCEPTS}
    assert len({*OVERHEAD} & {concept.id for concept in CONCEPTS}) > 5


def test_no_spelling_means_two_things():
    for language in ("ja", "en"):
        spellings = [text for concept in CONCEPTS for text in getattr(concept, language)]
        assert len(spellings) == len(set(spellings))
