"""Looking at a model: painting through onnxruntime, and measuring how near it comes to what it learnt from."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from yosegaki_trainer.evaluate import OnnxPainter, PaintSettings, label_pictures, nearest_works
from yosegaki_trainer.export import fit_preview

TINY = Path(__file__).parents[3] / "tests" / "models" / "tiny"


def test_one_seed_paints_the_same_picture_alone_and_in_company():
    painter = OnnxPainter(TINY)
    settings = PaintSettings(steps=3)
    both = painter.paint(["赤いりんご", "a cat"], settings)
    alone = painter.paint(["a cat"], settings)
    assert both.shape == (2, 32, 32, 3)
    assert np.abs(both[1].astype(int) - alone[0].astype(int)).max() <= 1
    assert not np.array_equal(both[0], both[1])


def test_the_nearest_picture_is_found():
    rng = np.random.default_rng(1)
    learnt = rng.integers(0, 256, (20, 32, 32, 3), dtype=np.uint8)
    painted = np.clip(learnt[[4, 17]].astype(int) + 3, 0, 255).astype(np.uint8)
    indices, distances = nearest_works(painted, learnt)
    assert indices.tolist() == [4, 17]
    assert (distances < 0.02).all()


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
