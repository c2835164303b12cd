"""What a caption says is what was put into the picture, and where it says."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from PIL import Image

from yosegaki_trainer.captions import NOTHING
from yosegaki_trainer.concepts import COLOURS, CONCEPTS, COUNTS, RELATIONS, SETTINGS, concept_index
from yosegaki_trainer.scenes import Variety, compose

STILL = Variety(recoloured=0, in_a_setting=0, of_a_size=0, counted=0, paired=0, turned=0, mirrored=0, shift=0)
RGB = {"cat": (255, 0, 0), "moon": (0, 0, 255), "apple": (0, 255, 0)}


@dataclass
class Square:
    """A drawing that is one colour all over."""

    concept: int
    picture: Image.Image
    colour: int = NOTHING
    recoloured: dict[int, Image.Image] = field(default_factory=dict)


def _square(id: str) -> Square:
    return Square(concept_index(id), Image.new("RGBA", (64, 64), (*RGB[id], 255)))


CAT, MOON, APPLE = (_square(id) for id in RGB)


def _centre(picture: Image.Image, id: str) -> tuple[float, float] | None:
    """Where the pixels of a drawing are in the mean, (x, y) in parts of the edge; None where there are none."""
    found = np.argwhere((np.asarray(picture) == RGB[id]).all(axis=2))
    return tuple((found.mean(axis=0) / picture.width)[::-1]) if len(found) else None


def _drawn(variety: Variety, others: list[Square], count: int = 60):
    rng = random.Random(1)
    return [compose(CAT, others, rng, variety) for _ in range(count)]


def test_a_single_thing_is_in_the_middle():
    for picture, meaning in _drawn(STILL, [CAT, MOON], 5):
        assert meaning.is_single
        assert _centre(picture, "cat") == pytest.approx((0.5, 0.5), abs=0.02)
        assert _centre(picture, "moon") is None


def test_what_hangs_overhead_is_above_and_the_rest_is_beside():
    seen = set()
    for picture, meaning in _drawn(replace(STILL, paired=1), [CAT, MOON, APPLE]):
        other = CONCEPTS[next(c for c in (meaning.thing.concept, meaning.other.concept) if c != CAT.concept)].id
        relation = RELATIONS[meaning.relation].id
        seen.add((other, relation))
        cat, second = _centre(picture, "cat"), _centre(picture, other)
        if relation == "under":
            assert CONCEPTS[meaning.thing.concept].id == "cat"
            assert second[1] < cat[1] - 0.2
        else:
            assert abs(second[0] - cat[0]) > 0.3
    assert seen == {("moon", "under"), ("moon", "and"), ("apple", "and")}


def test_as_many_are_drawn_as_the_caption_counts():
    seen = set()
    for picture, meaning in _drawn(replace(STILL, counted=1), [CAT]):
        count = COUNTS[meaning.thing.count].id
        share = (np.asarray(picture) == RGB["cat"]).all(axis=2).mean()
        one = {"two": 0.46**2, "three": 0.44**2}[count]
        assert share / one == pytest.approx({"two": 2, "three": 3}[count], rel=0.05)
        seen.add(count)
    assert seen == {"two", "three"}


def test_a_recoloured_thing_always_says_so():
    red = next(i for i, colour in enumerate(COLOURS) if colour.id == "red")
    green = replace(CAT, recoloured={red: Image.new("RGBA", (64, 64), (9, 9, 9, 255))})
    rng = random.Random(2)
    for _ in range(50):
        picture, meaning = compose(green, [], rng, replace(STILL, recoloured=0.5))
        recoloured = _centre(picture, "cat") is None
        assert recoloured == (meaning.thing.colour == red)


def test_every_setting_has_its_own_ground():
    grounds: dict[int, list[np.ndarray]] = {}
    for picture, meaning in _drawn(replace(STILL, in_a_setting=1), [], 200):
        grounds.setdefault(meaning.setting, []).append(np.asarray(picture)[:20].mean(axis=(0, 1)))
    assert set(grounds) == set(range(len(SETTINGS)))
    night = next(i for i, term in enumerate(SETTINGS) if term.id == "night")
    assert max(np.mean(grounds[night]), 80) == 80


def test_without_another_drawing_a_pair_becomes_a_single():
    assert all(meaning.is_single for _, meaning in _drawn(replace(STILL, paired=1), [CAT], 5))
