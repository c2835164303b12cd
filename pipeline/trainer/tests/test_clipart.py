"""Only a file that says of itself that it is public domain is learnt from."""

from __future__ import annotations

import random

import numpy as np
import pytest
from PIL import Image

from yosegaki_trainer.clipart import colour_name, main_colour, read_work, recolour_svg, render_svg
from yosegaki_trainer.concepts import COLOURS, concept_index
from yosegaki_trainer.data import draw_work
from yosegaki_trainer.scenes import Variety, compose
from yosegaki_trainer.settings import SIDE

PD = "http://web.resource.org/cc/PublicDomain"
HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:cc="http://web.resource.org/cc/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'width="40pt" height="40pt">'
)
APPLE = '<circle cx="20" cy="20" r="12" style="fill:#d01010"/>'


def _svg(licence: str | None, body: str = APPLE, comment: str = "") -> str:
    statement = f'<cc:license rdf:resource="{licence}"/>' if licence is not None else ""
    work = f'<cc:Work rdf:about=""><dc:title>Apple</dc:title>{statement}</cc:Work>'
    return f"{HEAD}{comment}<metadata><rdf:RDF>{work}</rdf:RDF></metadata>{body}</svg>"


@pytest.mark.parametrize(
    ("svg", "refusal"),
    [
        (_svg(PD), ""),
        (_svg(None), "no licence statement"),
        (_svg(""), "no licence statement"),
        (_svg("http://creativecommons.org/licenses/GPL/2.0/"), "not marked public domain"),
        (_svg("http://creativecommons.org/licenses/by-nc/2.0/"), "not marked public domain"),
        (_svg(PD, comment="<!-- under the GNU General Public License -->"), "names another licence"),
        ("<svg><unclosed>", "unreadable XML"),
    ],
)
def test_licence_filter(tmp_path, svg, refusal):
    (tmp_path / "a.svg").write_text(svg)
    assert read_work(tmp_path, "a.svg").refusal == refusal


def test_rendering_crops_to_what_is_drawn():
    picture = render_svg(_svg(PD), 64)
    assert picture.size == (64, 64)
    assert main_colour(picture) == "red"


def test_recolouring_changes_the_fills_and_leaves_greys():
    svg = recolour_svg(_svg(PD, APPLE + '<rect width="1" height="1" style="fill:#808080"/>'), hue=0, target="blue")
    assert "#808080" in svg
    assert "#d01010" not in svg
    assert main_colour(render_svg(svg, 64)) == "blue"


@pytest.mark.parametrize(
    ("rgb", "name"),
    [((1, 0, 0), "red"), ((1, 1, 1), "white"), ((0, 0, 0), "black"), ((0.5, 0.5, 0.5), "grey"),
     ((1, 0.75, 0.8), "pink"), ((0.4, 0.25, 0.1), "brown"), ((0.1, 0.6, 0.1), "green"),
     ((1, 0.9, 0.1), "yellow"), ((0.2, 0.3, 0.9), "blue")],
)  # fmt: skip
def test_colour_names(rgb, name):
    assert colour_name(*rgb) == name


def test_composed_pictures_say_what_they_show(tmp_path):
    (tmp_path / "apple.svg").write_text(_svg(PD))
    drawing = draw_work(tmp_path, read_work(tmp_path, "apple.svg"), concept_index("apple"))
    assert len(drawing.recoloured) == 6
    rng = random.Random(1)
    for _ in range(30):
        picture, meaning = compose(drawing, [], rng, Variety(counted=0))
        assert picture.size == (SIDE, SIDE)
        middle = slice(SIDE * 2 // 5, SIDE * 3 // 5)
        centre = Image.fromarray(np.asarray(picture)[middle, middle]).convert("RGBA")
        if meaning.thing.colour >= 0 and meaning.thing.size != 0:
            assert main_colour(centre) == COLOURS[meaning.thing.colour].id
