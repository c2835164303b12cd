"""Turns curated clip art into a cache of small captioned pictures, once, ahead of training.

`pictures.npy`  uint8 [N,R,R,3]
`meanings.npy`  int16 [N,4]: concept, colour, setting, size (see captions.Meaning)
`works.npy`     int16 [N]: which work each picture was made from
`works.json`    the works themselves, and what was refused
"""

from __future__ import annotations

import dataclasses
import json
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from . import settings
from .captions import Meaning
from .clipart import CLIPART_ROOT, HUES, Work, main_colour, main_hue, read_work, recolour_svg, render_svg
from .concepts import COLOURS, CONCEPTS, SETTINGS, SHOWN, load_curation
from .progress import Progress

RENDER_SIDE = 144


@dataclass(frozen=True)
class Variety:
    """How much the pictures of one drawing differ. Shares are of all pictures.

    Variety keeps a model from copying, and costs training time: what a short training sees in too many ways it never
    learns to draw.
    """

    recoloured: float = 0.3
    in_a_setting: float = 0.25
    of_a_size: float = 0.12
    colour_named: float = 0.4
    """Share of pictures in a drawing's own colours whose caption names the colour."""
    turned: float = 0.4
    mirrored: float = 0.5
    shift: float = 0.06
    """Farthest shift, in parts of the picture's edge."""
    scales: tuple[float, float] = (0.8, 0.94)
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


_MIRROR = Image.Transpose.FLIP_LEFT_RIGHT
_COLOUR_INDEX = {term.id: i for i, term in enumerate(COLOURS)}


@dataclass
class Drawing:
    """One work, drawn: its own colours and its recoloured versions (RGBA, longer edge RENDER_SIDE)."""

    work: Work
    concept: int
    picture: Image.Image
    colour: int
    recoloured: dict[int, Image.Image]


def load_drawings(
    root: Path = CLIPART_ROOT, curation: dict[str, list[str]] | None = None
) -> tuple[list[Drawing], list[Work]]:
    """Read, check and draw every curated work. Returns the drawings, and the works that were refused."""
    chosen = curation if curation is not None else load_curation()
    files = [(concept, file) for concept in chosen for file in chosen[concept]]
    ids = {concept.id: i for i, concept in enumerate(CONCEPTS)}
    drawings, refused = [], []
    progress = Progress("draw", len(files))
    for done, (concept, file) in enumerate(files, 1):
        work = read_work(root, file)
        if not work.refusal:
            try:
                drawings.append(draw_work(root, work, ids[concept]))
            except ValueError as error:
                work = dataclasses.replace(work, refusal=f"cannot be drawn: {error}")
        if work.refusal:
            refused.append(work)
        progress.show(done)
    return drawings, refused


def draw_work(root: Path, work: Work, concept: int) -> Drawing:
    """Draw one work, and again in each colour its fills can be turned to and are then seen to have."""
    svg = (root / work.file).read_bytes().decode("utf-8", "replace")
    picture = render_svg(svg, RENDER_SIDE)
    own = main_colour(picture)
    hue = main_hue(picture)
    recoloured = {}
    for name in HUES if hue is not None else ():
        if name == own:
            continue
        version = render_svg(recolour_svg(svg, hue, name), RENDER_SIDE)
        if main_colour(version) == name:
            recoloured[_COLOUR_INDEX[name]] = version
    return Drawing(work, concept, picture, _COLOUR_INDEX.get(own or "", -1), recoloured)


def compose(
    drawing: Drawing, side: int, rng: random.Random, variety: Variety = Variety()
) -> tuple[Image.Image, Meaning]:
    """One augmented picture [side,side] of a drawing, and what it shows."""
    picture, colour = drawing.picture, -1
    if drawing.recoloured and rng.random() < variety.recoloured:
        # A recoloured thing always says so: a plain "apple" keeps an apple's own colours.
        colour = rng.choice(sorted(drawing.recoloured))
        picture = drawing.recoloured[colour]
    elif rng.random() < variety.colour_named:
        colour = drawing.colour
    setting = rng.randrange(len(SETTINGS)) if rng.random() < variety.in_a_setting else -1
    size = rng.randrange(2) if rng.random() < variety.of_a_size else -1
    ground = settings.ground(SETTINGS[setting].id, rng) if setting >= 0 else settings.plain(rng)
    mirrored = CONCEPTS[drawing.concept].flips and rng.random() < variety.mirrored
    paste_object(ground, picture.transpose(_MIRROR) if mirrored else picture, size, rng, variety)
    return ground.resize((side, side), Image.Resampling.BOX), Meaning(drawing.concept, colour, setting, size)


def paste_object(ground: Image.Image, picture: Image.Image, size: int, rng: random.Random, variety: Variety) -> None:
    """Put the object near the middle of the ground: turned, scaled and shifted a little."""
    if rng.random() < variety.turned:
        picture = picture.rotate(rng.uniform(-7, 7), Image.Resampling.BICUBIC, expand=True)
    low, high = {-1: variety.scales, 0: (0.4, 0.52), 1: (1.0, 1.1)}[size]
    scale = ground.width * rng.uniform(low, high) / max(picture.size)
    picture = picture.resize(
        (max(1, round(picture.width * scale)), max(1, round(picture.height * scale))), Image.Resampling.LANCZOS
    )
    slack_x, slack_y = ground.width - picture.width, ground.height - picture.height
    x = round(slack_x / 2 + rng.uniform(-1, 1) * min(abs(slack_x) / 2, ground.width * variety.shift))
    y = round(slack_y / 2 + rng.uniform(-1, 1) * min(abs(slack_y) / 2, ground.width * variety.shift))
    ground.paste(picture, (x, y), picture)


def build_cache(
    out: Path, side: int, per_concept: int, seed: int, root: Path = CLIPART_ROOT, variety: Variety = Variety()
) -> None:
    """Write the picture cache: `per_concept` pictures of every concept (times `variety.times`), works taking turns."""
    out.mkdir(parents=True, exist_ok=True)
    chosen = {concept: files[: variety.works_of(concept)] for concept, files in load_curation().items()}
    drawings, refused = load_drawings(root, chosen)
    by_concept = [[i for i, d in enumerate(drawings) if d.concept == c] for c in range(len(CONCEPTS))]
    turns = [c for c, concept in enumerate(CONCEPTS) for _ in range(variety.times(concept.id))]
    seen = [0] * len(CONCEPTS)
    rng = random.Random(seed)
    total = per_concept * len(turns)
    pictures = np.empty((total, side, side, 3), np.uint8)
    meanings = np.empty((total, 4), np.int16)
    works = np.empty(total, np.int16)
    progress = Progress("compose", total)
    for n in range(total):
        concept = turns[n % len(turns)]
        work = by_concept[concept][seen[concept] % len(by_concept[concept])]
        seen[concept] += 1
        picture, meaning = compose(drawings[work], side, rng, variety)
        pictures[n] = np.asarray(picture)
        meanings[n] = (meaning.concept, meaning.colour, meaning.setting, meaning.size)
        works[n] = work
        progress.show(n + 1)
    np.save(out / "pictures.npy", pictures)
    np.save(out / "meanings.npy", meanings)
    np.save(out / "works.npy", works)
    listing = {
        "works": [{**dataclasses.asdict(d.work), "concept": CONCEPTS[d.concept].id} for d in drawings],
        "refused": [dataclasses.asdict(w) for w in refused],
        "seed": seed,
        "perConcept": per_concept,
    }
    (out / "works.json").write_text(json.dumps(listing, ensure_ascii=False, indent=1), encoding="utf-8")
    recoloured = Counter(len(d.recoloured) for d in drawings)
    print(f"{len(drawings)} works, {len(refused)} refused, {total} pictures; recoloured versions: {dict(recoloured)}")
