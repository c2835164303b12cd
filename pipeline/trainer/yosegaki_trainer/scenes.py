"""Composes captioned pictures out of drawings: a thing in the middle, several of a kind, or two things in a relation.

Composition is what a small model can learn cleanly: the objects are public-domain drawings, the grounds are drawn by
rule, and the caption says just what was put there.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Protocol

from PIL import Image

from . import settings
from .captions import NOTHING, Meaning, Thing, in_order
from .concepts import CONCEPTS, COUNTS, OVERHEAD, RELATIONS, SETTINGS, SHOWN


class Drawn(Protocol):
    """A drawing: RGBA pictures in its own colours and in others, by index of the colour."""

    concept: int
    picture: Image.Image
    colour: int
    recoloured: dict[int, Image.Image]


@dataclass(frozen=True)
class Variety:
    """How much the pictures of one drawing differ. Shares are of all pictures.

    Variety keeps a model from copying, and costs training time: what a short training sees in too many ways it never
    learns to draw.
    """

    recoloured: float = 0.25
    in_a_setting: float = 0.3
    of_a_size: float = 0.06
    counted: float = 0.05
    paired: float = 0.22
    colour_named: float = 0.4
    """Share of things in a drawing's own colours whose caption names the colour."""
    turned: float = 0.2
    mirrored: float = 0.3
    shift: float = 0.04
    """Farthest shift, in parts of the picture's edge."""
    scales: tuple[float, float] = (0.84, 0.92)
    works: int = 1000
    """At most this many works of a concept: the first of its list in curation.json."""
    shown: int = 1
    """How many times as often as the other concepts the 24 shown ones are seen."""
    hard: tuple[str, ...] = ()
    """Concepts that a former run could not yet draw: fewer works of them, seen more often."""
    hard_works: int = 3
    hard_times: int = 2

    def works_of(self, concept: str) -> int:
        return min(self.works, self.hard_works) if concept in self.hard else self.works

    def times(self, concept: str) -> int:
        return (self.shown if concept in SHOWN else 1) * (self.hard_times if concept in self.hard else 1)


@dataclass(frozen=True)
class Place:
    """Where a thing goes, in parts of the picture's edge: its centre, and its longer edge."""

    x: float
    y: float
    side: float


_MIRROR = Image.Transpose.FLIP_LEFT_RIGHT
_SETTING = {term.id: i for i, term in enumerate(SETTINGS)}
_RELATION = {term.id: i for i, term in enumerate(RELATIONS)}
_GROUNDED = {_SETTING[id] for id in ("sea", "meadow", "snow")}
"""Settings with ground below: things stand a little lower there."""
_SKIES = {"moon": ("night",), "star": ("night",), "sun": ("sky", "sunset", "meadow"), "cloud": ("sky", "meadow", "sea")}
"""Where what hangs overhead is usually seen; other things anywhere."""
_IN_ROW = {
    "two": (Place(0.27, 0.5, 0.46), Place(0.73, 0.5, 0.46)),
    "three": (Place(0.27, 0.3, 0.44), Place(0.73, 0.3, 0.44), Place(0.5, 0.74, 0.44)),
}


def compose(
    drawing: Drawn, others: list[Drawn], rng: random.Random, variety: Variety = Variety()
) -> tuple[Image.Image, Meaning]:
    """One picture of settings.SIDE px with `drawing` as its (main) thing, and what it shows.

    others: what a second thing is chosen from.
    """
    chance = rng.random()
    if chance < variety.counted:
        return _counted(drawing, rng, variety)
    other = _another(drawing, others, rng) if chance < variety.counted + variety.paired else None
    if other is None:
        return _single(drawing, rng, variety)
    if CONCEPTS[other.concept].id in OVERHEAD and rng.random() < 0.7:
        return _overhead(drawing, other, rng, variety)
    return _side_by_side(drawing, other, rng, variety)


def _single(drawing: Drawn, rng: random.Random, variety: Variety) -> tuple[Image.Image, Meaning]:
    picture, colour = _coloured(drawing, rng, variety)
    setting = rng.randrange(len(SETTINGS)) if rng.random() < variety.in_a_setting else NOTHING
    size = rng.randrange(2) if rng.random() < variety.of_a_size else NOTHING
    low, high = {NOTHING: variety.scales, 0: (0.4, 0.52), 1: (1.0, 1.1)}[size]
    # On a ground there is something to see around the thing.
    side = rng.uniform(low, high) * (0.86 if setting != NOTHING and size == NOTHING else 1)
    ground = _ground(setting, rng)
    _paste(ground, drawing.concept, picture, Place(0.5, 0.54 if setting in _GROUNDED else 0.5, side), rng, variety)
    return ground, Meaning(Thing(drawing.concept, colour, size), setting=setting)


def _counted(drawing: Drawn, rng: random.Random, variety: Variety) -> tuple[Image.Image, Meaning]:
    picture, colour = _coloured(drawing, rng, variety)
    setting = rng.randrange(len(SETTINGS)) if rng.random() < variety.in_a_setting else NOTHING
    count = rng.randrange(len(COUNTS))
    ground = _ground(setting, rng)
    for place in _IN_ROW[COUNTS[count].id]:
        _paste(ground, drawing.concept, picture, place, rng, variety)
    return ground, Meaning(Thing(drawing.concept, colour, count=count), setting=setting)


def _side_by_side(drawing: Drawn, other: Drawn, rng: random.Random, variety: Variety) -> tuple[Image.Image, Meaning]:
    setting = rng.randrange(len(SETTINGS)) if rng.random() < variety.in_a_setting else NOTHING
    ground = _ground(setting, rng)
    places = [Place(0.27, 0.5, 0.48), Place(0.73, 0.5, 0.48)]
    if setting in _GROUNDED:
        places = [replace(place, y=0.6) for place in places]
    rng.shuffle(places)
    things = []
    for each, place in zip((drawing, other), places, strict=True):
        picture, colour = _coloured(each, rng, variety)
        _paste(ground, each.concept, picture, place, rng, variety)
        things.append(Thing(each.concept, colour))
    return ground, in_order(Meaning(things[0], things[1], _RELATION["and"], setting))


def _overhead(drawing: Drawn, other: Drawn, rng: random.Random, variety: Variety) -> tuple[Image.Image, Meaning]:
    sky = _SKIES.get(CONCEPTS[other.concept].id)
    setting = _SETTING[rng.choice(sky)] if sky and rng.random() < 0.5 else NOTHING
    ground = _ground(setting, rng)
    above, colour_above = _coloured(other, rng, variety)
    _paste(ground, other.concept, above, Place(rng.choice((0.24, 0.76)), 0.22, 0.36), rng, variety)
    below, colour_below = _coloured(drawing, rng, variety)
    _paste(ground, drawing.concept, below, Place(0.5, 0.66, 0.6), rng, variety)
    things = Thing(drawing.concept, colour_below), Thing(other.concept, colour_above)
    return ground, Meaning(*things, _RELATION["under"], setting)


def _another(drawing: Drawn, others: list[Drawn], rng: random.Random) -> Drawn | None:
    """A drawing of something else; half of the time one that can hang overhead. None where there is none."""
    elsewhere = [other for other in others if other.concept != drawing.concept]
    hanging = [other for other in elsewhere if CONCEPTS[other.concept].id in OVERHEAD]
    choice = hanging if hanging and rng.random() < 0.5 else elsewhere
    if not choice:
        return None
    concept = rng.choice(sorted({other.concept for other in choice}))
    return rng.choice([other for other in choice if other.concept == concept])


def _coloured(drawing: Drawn, rng: random.Random, variety: Variety) -> tuple[Image.Image, int]:
    """The drawing as it is or recoloured, and the colour to be named."""
    if drawing.recoloured and rng.random() < variety.recoloured:
        # A recoloured thing always says so: a plain "apple" keeps an apple's own colours.
        colour = rng.choice(sorted(drawing.recoloured))
        return drawing.recoloured[colour], colour
    return drawing.picture, drawing.colour if rng.random() < variety.colour_named else NOTHING


def _ground(setting: int, rng: random.Random) -> Image.Image:
    return settings.plain(rng) if setting == NOTHING else settings.ground(SETTINGS[setting].id, rng)


def _paste(
    ground: Image.Image, concept: int, picture: Image.Image, place: Place, rng: random.Random, variety: Variety
) -> None:
    """Put a thing on the ground: mirrored, turned, shifted a little."""
    if CONCEPTS[concept].flips and rng.random() < variety.mirrored:
        picture = picture.transpose(_MIRROR)
    if rng.random() < variety.turned:
        picture = picture.rotate(rng.uniform(-7, 7), Image.Resampling.BICUBIC, expand=True)
    scale = ground.width * place.side / max(picture.size)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    picture = picture.resize(size, Image.Resampling.BICUBIC)
    x, y = (part + rng.uniform(-1, 1) * variety.shift / 2 for part in (place.x, place.y))
    corner = (round(x * ground.width - picture.width / 2), round(y * ground.width - picture.height / 2))
    ground.paste(picture, corner, picture)
