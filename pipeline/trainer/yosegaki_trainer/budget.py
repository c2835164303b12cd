"""How many steps fit into a given time on this machine: measured once, before the run begins, and then fixed."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from .captions import random_meaning
from .concepts import CONCEPTS
from .config import RunConfig
from .device import Device
from .text import CaptionEncoder
from .tokenizer import build_tokenizer
from .train import TrainData, Training
from .vae import VaeTraining

FIXED = 280.0
"""Seconds for what does not depend on the steps: drawing the works, exporting, painting the sheets."""
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
    spare = max(seconds - FIXED, seconds / 4)
    vae, train = _seconds_a_step(config)
    possible = spare * SHARES["train"] / train
    if possible < min(FEW_STEPS, config.plan.steps):
        batch = max(LEAST_BATCH, int(config.plan.batch * possible / FEW_STEPS))
        if batch < config.plan.batch:
            config = replace(config, plan=replace(config.plan, batch=batch))
            vae, train = _seconds_a_step(config)
    turns = sum(config.variety.times(concept.id) for concept in CONCEPTS)
    return replace(
        config,
        budget=seconds,
        per_concept=_at_most(config.per_concept, spare * PICTURES_A_SECOND / turns),
        vae=replace(config.vae, steps=_at_most(config.vae.steps, spare * SHARES["vae"] / vae)),
        plan=replace(
            config.plan,
            steps=_at_most(config.plan.steps, spare * SHARES["train"] / train),
            text_steps=_at_most(config.plan.text_steps, spare * SHARES["text"] * TEXT_STEPS_A_SECOND),
        ),
        judge_steps=_at_most(config.judge_steps, spare * SHARES["judge"] * JUDGE_STEPS_A_SECOND),
    )


def _at_most(wanted: int, possible: float) -> int:
    return max(1, min(wanted, int(possible)))


def _seconds_a_step(config: RunConfig) -> tuple[float, float]:
    """Of the autoencoder and of the UNet, on made-up data."""
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
        return seconds, _median_seconds(training.advance)


def _median_seconds(advance: Callable[[], torch.Tensor]) -> float:
    """Of the steps after the first, which warms up."""
    times, end = [], time.monotonic() + TIMED_SECONDS
    while len(times) < 2 or (len(times) < TIMED_STEPS + 1 and time.monotonic() < end):
        began = time.monotonic()
        float(advance())
        times.append(time.monotonic() - began)
    return float(np.median(times[1:]))
