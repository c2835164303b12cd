"""Judging a model: painting through onnxruntime, finding each picture's own prompt, sheets for unknowing eyes."""

from __future__ import annotations

import random
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest

from yosegaki_trainer.evaluate import OnnxPainter, Painted, PaintSettings, agreement, retrieval, top
from yosegaki_trainer.export import fit_preview
from yosegaki_trainer.plots import Panel, draw_cumulative
from yosegaki_trainer.prompts import NOUNS, PROMPTS
from yosegaki_trainer.sheets import blind_order, blind_sheet, label_pictures

TINY = Path(__file__).parents[3] / "tests" / "models" / "tiny"


def test_one_seed_paints_the_same_picture_alone_and_in_company():
    painter = OnnxPainter(TINY)
    settings = PaintSettings(steps=3)
    both = painter.paint(["赤いりんご", "a cat"], settings)
    alone = painter.paint(["a cat"], settings)
    assert both.shape == (2, 32, 32, 3)
    assert np.abs(both[1].astype(int) - alone[0].astype(int)).max() <= 1
    assert not np.array_equal(both[0], both[1])


class _Numbers:
    """Takes each picture for the text whose place among all of a list is its first pixel's red."""

    def score(self, pictures: np.ndarray, texts: list[str]) -> np.ndarray:
        return -np.abs(pictures[:, 0, 0, :1].astype(float) - np.arange(len(texts)))


def _painted(name: str, places: np.ndarray) -> Painted:
    """places: [2 seeds, 2 languages, prompts], what each picture looks like."""
    pictures = np.zeros((*places.shape, 2, 2, 3), np.uint8)
    pictures[..., 0, 0, 0] = places
    return Painted(PROMPTS[name], pictures)


def test_top_counts_as_a_naive_recount_does():
    rng = np.random.default_rng(3)
    scores, own = rng.standard_normal((50, 9)), rng.integers(0, 9, 50)
    for places in (1, 3):
        naive = [sorted(range(9), key=lambda j, row=row: -row[j])[:places] for row in scores]
        assert top(scores, own, places) == pytest.approx(
            np.mean([o in best for o, best in zip(own, naive, strict=True)])
        )


def test_nouns_are_sought_among_all_48_and_scenes_among_their_own():
    own = np.arange(24)
    places = np.stack([[own, own], [own, np.full(24, 47)]])
    assert retrieval(_Numbers(), _painted("common", places)) == {"of": 48, "top1": 0.75, "top5": 0.75}
    scenes = np.broadcast_to(np.arange(12), (2, 2, 12))
    assert retrieval(_Numbers(), _painted("scenes", scenes))["of"] == 12
    # The rarer nouns come after the common ones.
    rarer = np.broadcast_to(np.arange(24, 48), (2, 2, 24))
    assert retrieval(_Numbers(), _painted("rarer", rarer))["top1"] == 1


def test_languages_agree_where_both_pictures_are_taken_for_the_same_even_a_wrong_one():
    ja, en = np.full(24, 5), np.full(24, 5)
    en[:6] = 9
    assert agreement(_Numbers(), _painted("common", np.stack([[ja, en], [ja, ja]]))) == pytest.approx(
        1 - 6 / 48, abs=1e-4
    )


def test_every_prompt_is_said_in_both_languages_and_none_twice():
    assert [len(prompts) for prompts in PROMPTS.values()] == [24, 24, 12, 12]
    for prompts in (NOUNS, PROMPTS["colours"], PROMPTS["scenes"]):
        for language in ("ja", "en"):
            assert len({prompt.said(language) for prompt in prompts}) == len(prompts)


def test_a_blind_sheet_holds_the_same_pictures_in_another_order():
    pictures = np.zeros((6, 16, 16, 3), np.uint8)
    pictures[:] = np.arange(6)[:, None, None, None] * 40
    order = blind_order(6, seed=2)
    assert sorted(order) == list(range(6)) != order
    sheet = np.asarray(blind_sheet(pictures, columns=6, seed=2))
    shown = [int(sheet[10, 24 * n + 10, 0]) // 40 for n in range(6)]
    assert shown == order


def test_a_plot_has_a_curve_for_each_group(tmp_path):
    rng = random.Random(1)
    curves = {name: np.array([rng.random() for _ in range(9)]) for name in ("painted", "held <back>")}
    draw_cumulative([Panel("a", "b", curves), Panel("c", "d", {**curves, "none": np.empty(0)})], tmp_path / "plot.svg")
    lines = list(ET.parse(tmp_path / "plot.svg").iter("{http://www.w3.org/2000/svg}polyline"))
    assert [len(line.get("points").split()) for line in lines] == [9, 9, 9, 9, 0]


def test_preview_matrix_is_found_again():
    rng = np.random.default_rng(2)
    latents = rng.standard_normal((8, 4, 6, 6))
    matrix, bias = rng.standard_normal((4, 3)), rng.standard_normal(3)
    pictures = np.einsum("nchw,ck->nkhw", latents, matrix) + bias[None, :, None, None]
    found, offset = fit_preview(latents, pictures)
    np.testing.assert_allclose(found, matrix, atol=1e-9)
    np.testing.assert_allclose(offset, bias, atol=1e-9)


def test_a_sheet_has_room_for_every_picture():
    sheet = label_pictures(np.zeros((5, 32, 32, 3), np.uint8), ["a"] * 5, columns=3, zoom=1)
    assert sheet.size == (3 * 40, 2 * 58)
