"""The judge learns what things are called from captioned pictures alone, and a killed training goes on unbroken."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from yosegaki_trainer.judge import Judge, JudgeData, JudgePlan, JudgeTraining, disturb
from yosegaki_trainer.text import CaptionEncoder

COLOURS = {"red": (220, 30, 30), "blue": (30, 60, 220)}
SHAPES = ("bar", "block")
NAMES = [f"{colour} {shape}" for colour in COLOURS for shape in SHAPES]


def _picture(name: str, rng: np.random.Generator) -> np.ndarray:
    """A bar or a block of a colour, somewhere on white: uint8 [32,32,3]."""
    colour, shape = name.split()
    picture = np.full((32, 32, 3), 255, np.uint8)
    height, width = (6, 24) if shape == "bar" else (14, 14)
    y, x = rng.integers(0, 32 - height), rng.integers(0, 32 - width)
    picture[y : y + height, x : x + width] = COLOURS[colour]
    return picture


@pytest.fixture(scope="module")
def encode(tokenizer) -> CaptionEncoder:
    return CaptionEncoder(tokenizer, 12)


def _data(encode: CaptionEncoder, count: int, seed: int) -> JudgeData:
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, len(NAMES), count)
    pictures = np.stack([_picture(NAMES[label], rng) for label in labels])
    return JudgeData(pictures, labels, lambda picks, _: [NAMES[labels[i]] for i in picks], encode)


def test_it_names_pictures_it_never_saw(tmp_path, encode):
    training = JudgeTraining(_data(encode, 240, 1), JudgePlan(90, 512, batch=24, rate=2e-3), tmp_path / "judge.pt")
    training.run()
    judge = Judge.load(tmp_path / "judge.pt", encode)
    unseen = _data(encode, 60, 2)
    scores = judge.score(unseen.pictures, NAMES)
    assert scores.shape == (60, len(NAMES))
    assert (scores.argmax(axis=1) == unseen.labels).mean() > 0.85
    assert np.allclose(np.linalg.norm(judge.embed_pictures(unseen.pictures), axis=1), 1, atol=1e-5)


def test_a_killed_training_gives_the_same_weights(tmp_path, encode):
    def weights(name: str, *stops: int) -> torch.Tensor:
        for stop in stops:
            training = JudgeTraining(_data(encode, 24, 1), JudgePlan(5, 512, batch=8), tmp_path / name)
            while training.step < stop:
                training.advance()
            training.save()
        return torch.cat([p.detach().flatten() for p in training.networks.parameters()])

    assert torch.equal(weights("whole", 5), weights("parts", 1, 3, 5))


def test_what_it_is_shown_is_disturbed_but_white_stays_white():
    torch.manual_seed(1)
    white = disturb(torch.ones(8, 3, 64, 64))
    assert white.mean() > 0.85
    assert not torch.equal(white[0], white[1])


def test_without_pictures_there_are_no_scores(tmp_path, encode):
    JudgeTraining(_data(encode, 8, 1), JudgePlan(1, 512, batch=4), tmp_path / "judge.pt").run()
    judge = Judge.load(tmp_path / "judge.pt", encode)
    assert judge.score(np.empty((0, 32, 32, 3), np.uint8), NAMES).shape == (0, len(NAMES))
