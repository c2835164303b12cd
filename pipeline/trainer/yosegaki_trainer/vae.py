"""Trains the autoencoder: pictures [B,3,R,R] in [-1,1] <-> latents [B,C,R/f,R/f].

Loss: L1, plus L1 of the picture's gradients for crisp edges. No perceptual loss: those need a borrowed network.
"""

from __future__ import annotations

import math
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from .autoencoder import PatchAutoencoder
from .checkpoint import load_checkpoint, save_checkpoint
from .models import ModelShape, build_vae
from .pictures import save_grid, to_batch
from .progress import JsonLog, Progress

LATENT_NOISE = 0.06
"""Noise put on latents while training, in units of their spread: the decoder must forgive a sampler's small errors."""


def vae_loss(pictures: torch.Tensor, restored: torch.Tensor) -> torch.Tensor:
    """L1 on pixels and on horizontal and vertical differences, both [B,3,R,R] in [-1,1]."""
    across = F.l1_loss(restored.diff(dim=3), pictures.diff(dim=3))
    down = F.l1_loss(restored.diff(dim=2), pictures.diff(dim=2))
    return F.l1_loss(restored, pictures) + across + down


def spread_loss(latents: torch.Tensor) -> torch.Tensor:
    """Keeps every latent channel near mean 0 and spread 1, so that one scaling factor fits all."""
    flat = latents.transpose(0, 1).flatten(1)
    return flat.mean(dim=1).square().mean() + (flat.std(dim=1) - 1).square().mean()


def batch_indices(total: int, size: int, seed: int, step: int) -> np.ndarray:
    """Which pictures step `step` sees: a function of seed and step alone, so that a resumed run meets the same batch.

    Each epoch is one shuffle of all pictures; the cache holds every concept equally often.
    """
    per_epoch = total // size
    order = np.random.default_rng((seed, step // per_epoch)).permutation(total)
    start = (step % per_epoch) * size
    return order[start : start + size]


def cosine_rate(step: int, steps: int, peak: float, warmup: int = 100) -> float:
    """Linear warm-up, then half a cosine down to a hundredth of the peak."""
    if step < warmup:
        return peak * (step + 1) / warmup
    part = (step - warmup) / max(1, steps - warmup)
    return peak * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1.0, part))))


def train_vae(
    pictures: np.ndarray,
    shape: ModelShape,
    out: Path,
    steps: int,
    batch: int = 32,
    rate: float = 1e-3,
    seed: int = 1,
    save_every: float = 180,
    total: int | None = None,
) -> PatchAutoencoder:
    """Train, or go on training, the autoencoder until `steps`; checkpoints in `out`. pictures: uint8 [N,R,R,3].

    The learning rate falls to nothing at `total` (by default, `steps`).
    """
    total = total or steps
    torch.manual_seed(seed)
    vae = build_vae(shape).to(memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(vae.parameters(), lr=rate, weight_decay=1e-4, betas=(0.9, 0.99))
    state = load_checkpoint(out / "vae.pt")
    step = 0
    if state:
        vae.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        step = state["step"]
    log, progress, saved, average = (
        JsonLog(out / "log.jsonl"),
        Progress("vae", steps, start=step),
        time.monotonic(),
        None,
    )
    while step < steps:
        for group in optimiser.param_groups:
            group["lr"] = cosine_rate(step, total, rate)
        torch.manual_seed(seed * 1_000_003 + step)
        x = to_batch(pictures[batch_indices(len(pictures), batch, seed, step)]).contiguous(
            memory_format=torch.channels_last
        )
        z = vae.encoder(x)
        restored = vae.decoder(z + LATENT_NOISE * torch.randn_like(z))
        loss = vae_loss(x, restored) + 0.01 * spread_loss(z)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(vae.parameters(), 1.0)
        optimiser.step()
        step += 1
        average = loss.item() if average is None else 0.98 * average + 0.02 * loss.item()
        progress.show(step, f"loss {average:.4f}")
        if step % 50 == 0:
            log.write("vae", step=step, loss=round(average, 5))
        if time.monotonic() - saved > save_every or step == steps:
            save_checkpoint(
                out / "vae.pt", {"model": vae.state_dict(), "optimiser": optimiser.state_dict(), "step": step}
            )
            show_vae(vae, pictures, out / f"vae-{step:06d}.png")
            saved = time.monotonic()
    return vae


@torch.no_grad()
def show_vae(vae: PatchAutoencoder, pictures: np.ndarray, path: Path, count: int = 48) -> float:
    """Save originals above their restorations; returns the PSNR in dB of these pictures."""
    picks = np.linspace(0, len(pictures) - 1, count).astype(int)
    x = to_batch(pictures[picks])
    y = vae.decoder(vae.encoder(x)).clamp(-1, 1)
    rows = torch.stack([x.reshape(3, 16, *x.shape[1:]), y.reshape(3, 16, *x.shape[1:])], dim=1).flatten(0, 2)
    save_grid(rows, path, columns=16)
    return float(10 * torch.log10(4 / F.mse_loss(x, y)))


@torch.no_grad()
def encode_all(vae: PatchAutoencoder, pictures: np.ndarray, batch: int = 64) -> np.ndarray:
    """Latents float16 [N,C,h,w] of every picture, not yet scaled."""
    parts = []
    progress = Progress("encode", len(pictures))
    for start in range(0, len(pictures), batch):
        x = to_batch(pictures[start : start + batch]).contiguous(memory_format=torch.channels_last)
        parts.append(vae.encoder(x).contiguous().numpy().astype(np.float16))
        progress.show(min(len(pictures), start + batch))
    return np.concatenate(parts)
