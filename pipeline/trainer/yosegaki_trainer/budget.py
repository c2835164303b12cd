"""How many steps fit into a given time on this machine: measured once, before the run begins, and then fixed."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch

from .captions import LANGUAGES, random_meaning
from .concepts import CONCEPTS
from .config import RunConfig
from .device import Device
from .prompts import PROMPTS
from .text import CaptionEncoder
from .tokenizer import build_tokenizer
from .train import Networks, TrainData, Training
from .vae import VaeTraining

FIXED = 210.0
"""Seconds for what depends on neither the steps nor the network: drawing the works, exporting, comparing, the card."""
SHARES = {"vae": 0.17, "text": 0.1, "train": 0.6, "judge": 0.05}
"""Parts of the time that is left. The rest is for composing and encoding."""
PICTURES_A_SECOND = 20
"""Pictures composed for each second of the time, at most: so that composing takes a tenth of it."""
JUDGE_STEPS_A_SECOND = 6
TEXT_STEPS_A_SECOND = 5
TIMED_STEPS = 8
TIMED_SECONDS = 8.0
"""Timing stops after this long, where steps are slow."""
FEW_STEPS = 1000
LEAST_BATCH = 16


def fit_budget(config: RunConfig, seconds: float) -> RunConfig:
    """The config with as many steps as `seconds` allow here, never more than it asks for. Batches that would leave the
    painter hardly any steps are made smaller."""
    speed = _measure(config)
    spare = max(seconds - FIXED - speed.sheets, seconds / 4)
    possible = spare * SHARES["train"] / speed.train
    if possible < min(FEW_STEPS, config.plan.steps):
        batch = max(LEAST_BATCH, int(config.plan.batch * possible / FEW_STEPS))
        if batch < config.plan.batch:
            config = replace(config, plan=replace(config.plan, batch=batch))
            speed = speed._replace(train=_measure(config).train)
    turns = sum(config.variety.times(concept.id) for concept in CONCEPTS)
    return replace(
        config,
        budget=seconds,
        per_concept=_at_most(config.per_concept, spare * PICTURES_A_SECOND / turns),
        vae=replace(config.vae, steps=_at_most(config.vae.steps, spare * SHARES["vae"] / speed.vae)),
        plan=replace(
            config.plan,
            steps=_at_most(config.plan.steps, spare * SHARES["train"] / speed.train),
            text_steps=_at_most(config.plan.text_steps, spare * SHARES["text"] * TEXT_STEPS_A_SECOND),
        ),
        judge_steps=_at_most(config.judge_steps, spare * SHARES["judge"] * JUDGE_STEPS_A_SECOND),
    )


def _at_most(wanted: int, possible: float) -> int:
    return max(1, min(wanted, int(possible)))


class Speed(NamedTuple):
    """Seconds on this machine: a step of the autoencoder, one of UNet and text encoder, and painting all sheets."""

    vae: float
    train: float
    sheets: float


def _measure(config: RunConfig) -> Speed:
    """On made-up data."""
    device = Device(config.precision or "fp32")
    shape, rng = config.shape, np.random.default_rng(0)
    with tempfile.TemporaryDirectory() as scratch:
        side = shape.resolution
        pictures = rng.integers(0, 256, (config.vae.batch, side, side, 3), dtype=np.uint8)
        vae = VaeTraining(shape, pictures, config.vae, Path(scratch), device)
        seconds = _median_seconds(vae.advance)
        size, latent = config.plan.batch, (shape.latent_channels, shape.latent_size, shape.latent_size)
        latents = rng.standard_normal((size, *latent)).astype(np.float16)
        draw = random.Random(0)
        meanings = np.array([random_meaning(draw).to_row() for _ in range(size)], np.int16)
        captions = CaptionEncoder(build_tokenizer(shape.vocab_size), shape.text_length)
        data = TrainData(latents, meanings, 1.0, captions)
        training = Training(shape, data, replace(config.plan, text_steps=1), Path(scratch), device)
        return Speed(seconds, _median_seconds(training.advance), _sheets_seconds(training.average, latent))


@torch.no_grad()
def _sheets_seconds(networks: Networks, latent: tuple[int, ...]) -> float:
    """Painting is done on the CPU, in float32, with and without the words; PyTorch takes about as long as that."""
    from .evaluate import ROWS, SEEDS, PaintSettings

    unet, text = networks.unet.cpu(), networks.text.cpu()
    hidden = text(input_ids=torch.zeros(2 * ROWS, text.config.max_position_embeddings, dtype=torch.long))
    noise, timestep = torch.randn(2 * ROWS, *latent), torch.tensor(500)
    step = _median_seconds(lambda: unet(noise, timestep, hidden.last_hidden_state, return_dict=False)[0].sum())
    pictures = sum(len(prompts) for prompts in PROMPTS.values()) * len(SEEDS) * len(LANGUAGES)
    return step * PaintSettings().steps * pictures / ROWS


def _median_seconds(advance: Callable[[], torch.Tensor]) -> float:
    """Of the steps after the first, which warms up."""
    times, end = [], time.monotonic() + TIMED_SECONDS
    while len(times) < 2 or (len(times) < TIMED_STEPS + 1 and time.monotonic() < end):
        began = time.monotonic()
        float(advance())
        times.append(time.monotonic() - began)
    return float(np.median(times[1:]))
