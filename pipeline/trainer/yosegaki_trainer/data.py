"""Turns curated clip art into caches of small captioned pictures, once, ahead of training.

A cache is a folder:

`pictures.npy`  uint8 [N,R,R,3]
`meanings.npy`  int16 [N,8] (see captions.Meaning.to_row)
`works.npy`     int16 [N]: which work the (main) thing of each picture was drawn from
`works.json`    the works themselves, and what was refused

There are two: `cache` is learnt from; `held` holds pictures of the works that are kept back, to measure with.
"""

from __future__ import annotations

import dataclasses
import json
import random
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image

from .captions import COLUMNS
from .clipart import CLIPART_ROOT, HUES, Work, main_colour, main_hue, read_work, recolour_svg, render_svg
from .concepts import COLOURS, CONCEPTS, load_curation
from .parallel import in_processes
from .progress import Progress
from .scenes import Variety, compose

RENDER_SIDE = 232
HELD_PART = 20
"""One work in this many is held back."""

_COLOUR_INDEX = {term.id: i for i, term in enumerate(COLOURS)}


@dataclass
class Drawing:
    """One work, drawn: its own colours and its recoloured versions (RGBA, longer edge RENDER_SIDE)."""

    work: Work
    concept: int
    picture: Image.Image
    colour: int
    recoloured: dict[int, Image.Image] = field(default_factory=dict)


def is_held(work: Work) -> bool:
    """Whether a work is kept back: decided by its own bytes, so that the same ones are in every run."""
    return int(work.sha256[:8], 16) % HELD_PART == 0


def load_drawings(
    root: Path = CLIPART_ROOT, curation: dict[str, list[str]] | None = None
) -> tuple[list[Drawing], list[Work]]:
    """Read, check and draw every curated work. Returns the drawings, and the works that were refused."""
    chosen = curation if curation is not None else load_curation()
    ids = {concept.id: i for i, concept in enumerate(CONCEPTS)}
    files = [(root, file, ids[concept]) for concept in chosen for file in chosen[concept]]
    drawings, refused = [], []
    progress = Progress("draw", len(files))
    for done, result in enumerate(in_processes(_read_and_draw, files), 1):
        if isinstance(result, Drawing):
            drawings.append(result)
        else:
            refused.append(result)
        progress.show(done)
    return drawings, refused


def _read_and_draw(place: tuple[Path, str, int]) -> Drawing | Work:
    """The drawing of a file, or the work with the reason why it is refused."""
    root, file, concept = place
    work = read_work(root, file)
    if work.refusal:
        return work
    try:
        return draw_work(root, work, concept)
    except ValueError as error:
        return dataclasses.replace(work, refusal=f"cannot be drawn: {error}")


def draw_work(root: Path, work: Work, concept: int) -> Drawing:
    """Draw one work, and again in each colour its fills can be turned to and are then seen to have."""
    svg = (root / work.file).read_bytes().decode("utf-8", "replace")
    picture = render_svg(svg, RENDER_SIDE)
    own = main_colour(picture)
    drawing = Drawing(work, concept, picture, _COLOUR_INDEX.get(own or "", -1))
    hue = main_hue(picture)
    for name in HUES if hue is not None else ():
        if name == own:
            continue
        version = render_svg(recolour_svg(svg, hue, name), RENDER_SIDE)
        if main_colour(version) == name:
            drawing.recoloured[_COLOUR_INDEX[name]] = version
    return drawing


def split_held(drawings: list[Drawing]) -> tuple[list[Drawing], list[Drawing]]:
    """Drawings to learn from, and drawings held back. A concept keeps at least two to learn from."""
    learnt, held = [], []
    for concept in range(len(CONCEPTS)):
        own = [drawing for drawing in drawings if drawing.concept == concept]
        back = [drawing for drawing in own if is_held(drawing.work)][: max(0, len(own) - 2)]
        learnt += [drawing for drawing in own if drawing not in back]
        held += back
    return learnt, held


@dataclass(frozen=True)
class CachePlan:
    """per_concept: pictures of every concept (times `variety.times`). side: their edge in px."""

    side: int
    per_concept: int
    seed: int = 1
    variety: Variety = field(default_factory=Variety)
    held: int = 960
    """Pictures of the works held back, in all."""


def build_caches(out: Path, plan: CachePlan, root: Path = CLIPART_ROOT) -> None:
    """Write `cache` and `held` under `out`. Raises ValueError where the clip art is not installed."""
    if not root.is_dir():
        raise ValueError(
            f"{root} is missing: install Debian's package openclipart-svg, or name its folder by --clipart"
        )
    chosen = {concept: files[: plan.variety.works_of(concept)] for concept, files in load_curation().items()}
    drawings, refused = load_drawings(root, chosen)
    learnt, held = split_held(drawings)
    turns = [c for c, concept in enumerate(CONCEPTS) for _ in range(plan.variety.times(concept.id))]
    total = plan.per_concept * len(turns)
    _write_cache(out / "held", held, plan, [d.concept for d in held], plan.held if held else 0)
    _write_cache(out / "cache", learnt, plan, turns, total)
    for name, works in (("held", held), ("cache", learnt)):
        listing = {
            "works": [{**dataclasses.asdict(d.work), "concept": CONCEPTS[d.concept].id} for d in works],
            "refused": [dataclasses.asdict(work) for work in refused],
            "seed": plan.seed,
        }
        (out / name / "works.json").write_text(json.dumps(listing, ensure_ascii=False, indent=1), encoding="utf-8")


def _write_cache(out: Path, drawings: list[Drawing], plan: CachePlan, turns: list[int], total: int) -> None:
    """`total` pictures, concepts by `turns`, the works of a concept taking turns as well."""
    out.mkdir(parents=True, exist_ok=True)
    by_concept = [[i for i, d in enumerate(drawings) if d.concept == c] for c in range(len(CONCEPTS))]
    seen = [0] * len(CONCEPTS)
    works = np.empty(total, np.int16)
    for n in range(total):
        concept = turns[n % len(turns)]
        works[n] = by_concept[concept][seen[concept] % len(by_concept[concept])]
        seen[concept] += 1
    pictures = np.lib.format.open_memmap(
        out / "pictures.npy", mode="w+", dtype=np.uint8, shape=(total, plan.side, plan.side, 3)
    )
    meanings = np.empty((total, len(COLUMNS)), np.int16)

    def write(n: int) -> tuple[int, ...]:
        """Into the file that all processes share; returns the meaning."""
        rng = random.Random(plan.seed * 1_000_003 + n)
        picture, meaning = compose(drawings[works[n]], drawings, rng, plan.variety)
        pictures[n] = np.asarray(picture.resize((plan.side, plan.side), Image.Resampling.BOX))
        return meaning.to_row()

    progress = Progress(f"compose {out.name}", total)
    for n, meanings[n] in enumerate(in_processes(write, range(total))):
        progress.show(n + 1)
    pictures.flush()
    np.save(out / "meanings.npy", meanings)
    np.save(out / "works.npy", works)
