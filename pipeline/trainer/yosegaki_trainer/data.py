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
from .concepts import COLOURS, CONCEPTS, SETTINGS, load_curation
from .progress import Progress

RENDER_SIDE = 144
RECOLOURED = 0.3
IN_A_SETTING = 0.25
OF_A_SIZE = 0.12
COLOUR_NAMED = 0.4

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


def compose(drawing: Drawing, side: int, rng: random.Random) -> tuple[Image.Image, Meaning]:
    """One augmented picture [side,side] of a drawing, and what it shows."""
    picture, colour = drawing.picture, -1
    if drawing.recoloured and rng.random() < RECOLOURED:
        # A recoloured thing always says so: a plain "apple" keeps an apple's own colours.
        colour = rng.choice(sorted(drawing.recoloured))
        picture = drawing.recoloured[colour]
    elif rng.random() < COLOUR_NAMED:
        colour = drawing.colour
    setting = rng.randrange(len(SETTINGS)) if rng.random() < IN_A_SETTING else -1
    size = rng.randrange(2) if rng.random() < OF_A_SIZE else -1
    ground = settings.ground(SETTINGS[setting].id, rng) if setting >= 0 else settings.plain(rng)
    paste_object(ground, picture, size, CONCEPTS[drawing.concept].flips, rng)
    return ground.resize((side, side), Image.Resampling.BOX), Meaning(drawing.concept, colour, setting, size)


def paste_object(ground: Image.Image, picture: Image.Image, size: int, flips: bool, rng: random.Random) -> None:
    """Put the object near the middle of the ground: mirrored, turned, scaled and shifted a little."""
    if flips and rng.random() < 0.5:
        picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    if rng.random() < 0.4:
        picture = picture.rotate(rng.uniform(-7, 7), Image.Resampling.BICUBIC, expand=True)
    low, high = {-1: (0.8, 0.94), 0: (0.4, 0.52), 1: (1.0, 1.1)}[size]
    scale = ground.width * rng.uniform(low, high) / max(picture.size)
    picture = picture.resize(
        (max(1, round(picture.width * scale)), max(1, round(picture.height * scale))), Image.Resampling.LANCZOS
    )
    slack_x, slack_y = ground.width - picture.width, ground.height - picture.height
    x = round(slack_x / 2 + rng.uniform(-1, 1) * min(abs(slack_x) / 2, ground.width * 0.06))
    y = round(slack_y / 2 + rng.uniform(-1, 1) * min(abs(slack_y) / 2, ground.width * 0.06))
    ground.paste(picture, (x, y), picture)


def build_cache(out: Path, side: int, per_concept: int, seed: int, root: Path = CLIPART_ROOT) -> None:
    """Write the picture cache: `per_concept` pictures of every concept, its works taking turns."""
    out.mkdir(parents=True, exist_ok=True)
    drawings, refused = load_drawings(root)
    by_concept = [[i for i, d in enumerate(drawings) if d.concept == c] for c in range(len(CONCEPTS))]
    rng = random.Random(seed)
    total = per_concept * len(CONCEPTS)
    pictures = np.empty((total, side, side, 3), np.uint8)
    meanings = np.empty((total, 4), np.int16)
    works = np.empty(total, np.int16)
    progress = Progress("compose", total)
    for n in range(total):
        members = by_concept[n % len(CONCEPTS)]
        chosen = members[(n // len(CONCEPTS)) % len(members)]
        picture, meaning = compose(drawings[chosen], side, rng)
        pictures[n] = np.asarray(picture)
        meanings[n] = (meaning.concept, meaning.colour, meaning.setting, meaning.size)
        works[n] = chosen
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
