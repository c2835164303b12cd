"""Toy sizes for tests: seconds on two cores, no clip art."""

from __future__ import annotations

import random

import numpy as np
import pytest
import torch

from yosegaki_trainer.captions import Meaning, random_meaning
from yosegaki_trainer.models import ModelShape
from yosegaki_trainer.text import CaptionEncoder
from yosegaki_trainer.tokenizer import train_tokenizer
from yosegaki_trainer.train import TrainData, TrainPlan
from yosegaki_trainer.words import tokenizer_words

TOY_SHAPE = ModelShape(
    resolution=16,
    vae_widths=(8, 8),
    vae_blocks=1,
    unet_channels=(8, 16),
    norm_groups=4,
    head_dim=8,
    text_dim=16,
    text_layers=1,
    text_heads=2,
    text_length=12,
    vocab_size=512,
)

TOY_PLAN = TrainPlan(steps=6, batch=4, warmup=2, text_steps=2, save_every=1e9, sample_every=10**9)


@pytest.fixture(autouse=True)
def _two_threads():
    torch.set_num_threads(2)


@pytest.fixture(scope="session")
def tokenizer():
    return train_tokenizer(tokenizer_words(), 512)


@pytest.fixture
def toy_data(tokenizer) -> TrainData:
    """Twenty random latents with random meanings."""
    rng = random.Random(3)
    meanings: list[Meaning] = [random_meaning(rng) for _ in range(20)]
    return TrainData(
        np.random.default_rng(3).standard_normal((20, 4, 4, 4)).astype(np.float16),
        np.array([meaning.to_row() for meaning in meanings], np.int16),
        0.9,
        CaptionEncoder(tokenizer, TOY_SHAPE.text_length),
    )
