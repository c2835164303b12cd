"""A model folder of random, seeded weights: the real layout, a few hundred kilobytes. For tests, not for eyes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from .export import Painter, export_painter, fit_preview
from .models import ModelShape, build_text_encoder, build_unet, build_vae
from .schedule import build_scheduler
from .tokenizer import train_tokenizer
from .words import tokenizer_words

TINY_SHAPE = ModelShape(
    resolution=32,
    vae_widths=(8, 8),
    vae_blocks=1,
    unet_channels=(8, 16),
    unet_layers=1,
    norm_groups=4,
    head_dim=8,
    text_dim=16,
    text_layers=1,
    text_heads=2,
    text_length=16,
    vocab_size=640,
)


def build_tiny(seed: int = 20261122) -> Painter:
    """Random networks of TINY_SHAPE. The weights are spread wider than usual so that prompts and steps differ."""
    torch.manual_seed(seed)
    tokenizer = train_tokenizer(tokenizer_words(), TINY_SHAPE.vocab_size)
    vae = build_vae(TINY_SHAPE)
    latents = torch.randn(16, TINY_SHAPE.latent_channels, TINY_SHAPE.latent_size, TINY_SHAPE.latent_size)
    vae.config.scaling_factor = 0.75
    text_encoder = build_text_encoder(TINY_SHAPE)
    with torch.no_grad():
        text_encoder.get_input_embeddings().weight.mul_(20)
        pictures = torch.nn.functional.avg_pool2d(vae.decoder(latents / 0.75).clamp(-1, 1), TINY_SHAPE.downsample)
    matrix, bias = fit_preview(latents.numpy().astype(np.float64), pictures.numpy().astype(np.float64))
    return Painter(TINY_SHAPE, tokenizer, text_encoder, build_unet(TINY_SHAPE), vae, build_scheduler(), matrix, bias)


def write_tiny(out: Path) -> None:
    manifest = {
        "id": "tiny-1",
        "version": "1",
        "title": {"ja": "小さな試験用モデル", "en": "Tiny model for tests"},
        "stage": 1,
        "resolution": TINY_SHAPE.resolution,
        "licence": "CC0-1.0",
        "credit": {"ja": "試験用の乱数モデル(学習なし)", "en": "Random weights for tests, never trained"},
        "defaultSteps": 10,
        "defaultGuidance": 4,
        "defaultScheduler": "ddim",
        "concepts": [{"en": "apple", "ja": "りんご"}, {"en": "cat", "ja": "猫"}],
        "createdAt": "2026-11-22T00:00:00Z",
    }
    export_painter(build_tiny(), out, manifest)
