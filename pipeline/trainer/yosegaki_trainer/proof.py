"""How far a run's weights are from where they began: a model that was trained from random numbers can show them."""

from __future__ import annotations

from pathlib import Path

import torch

from .config import RunConfig
from .train import random_networks
from .vae import random_vae


def start_similarity(run: Path, config: RunConfig) -> dict[str, float]:
    """Cosine similarity of each network's weights to its own random start, made again from the run's seed.

    1 means untrained; weights that began elsewhere, such as a pretrained model's, would be near 0.
    """
    begun = random_networks(config.shape, config.plan.seed)
    ended = torch.load(run / "train.pt", weights_only=True, map_location="cpu")["ema"]
    vae = torch.load(run / "vae.pt", weights_only=True, map_location="cpu")["model"]
    return {
        "unet": _cosine(begun.unet.state_dict(), _part(ended, "unet.")),
        "text_encoder": _cosine(begun.text.state_dict(), _part(ended, "text.")),
        "vae": _cosine(random_vae(config.shape, config.vae.seed).state_dict(), vae),
    }


def _part(weights: dict[str, torch.Tensor], prefix: str) -> dict[str, torch.Tensor]:
    return {name.removeprefix(prefix): value for name, value in weights.items() if name.startswith(prefix)}


def _cosine(a: dict[str, torch.Tensor], b: dict[str, torch.Tensor]) -> float:
    """Over the matrices and kernels: biases and norms begin as zeros and ones everywhere."""
    names = sorted(name for name, value in a.items() if value.dim() > 1 and value.is_floating_point())
    x, y = (torch.cat([weights[name].flatten().double() for name in names]) for weights in (a, b))
    return round(float(torch.nn.functional.cosine_similarity(x, y, dim=0)), 4)
