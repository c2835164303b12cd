"""Trains the autoencoder: pictures [B,3,R,R] in [-1,1] <-> latents [B,C,R/f,R/f].

Loss: L1, plus L1 of the picture's gradients for crisp edges. No perceptual loss: those need a borrowed network.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from .autoencoder import PatchAutoencoder
from .checkpoint import load_checkpoint, save_checkpoint
from .device import PLAIN, Device
from .loop import Standing, run_steps
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
    start = (step % per_epoch) * size
    return _epoch_order(total, seed, step // per_epoch)[start : start + size]


@lru_cache(maxsize=2)
def _epoch_order(total: int, seed: int, epoch: int) -> np.ndarray:
    return np.random.default_rng((seed, epoch)).permutation(total)


def cosine_rate(step: int, steps: int, peak: float, warmup: int = 100) -> float:
    """Linear warm-up, then half a cosine down to a hundredth of the peak."""
    if step < warmup:
        return peak * (step + 1) / warmup
    part = (step - warmup) / max(1, steps - warmup)
    return peak * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1.0, part))))


@dataclass(frozen=True)
class VaePlan:
    """How to train the autoencoder. The learning rate falls to nothing at `steps`."""

    steps: int
    batch: int = 16
    rate: float = 1.5e-3
    seed: int = 1
    save_every: float = 180.0


def random_vae(shape: ModelShape, seed: int) -> PatchAutoencoder:
    """Where a run of that seed begins."""
    torch.manual_seed(seed)
    return build_vae(shape)


class VaeTraining:
    """The autoencoder of a run: how to save, resume and advance it. pictures: uint8 [N,R,R,3].

    former: keep its encoder and tiny decoder as they are, and train only the decoder, from its random start. What a
    painter has learnt to paint stays the same then, and is only shown better.
    """

    def __init__(
        self,
        shape: ModelShape,
        pictures: np.ndarray,
        plan: VaePlan,
        out: Path,
        device: Device = PLAIN,
        former: PatchAutoencoder | None = None,
    ):
        self.pictures, self.plan, self.out, self.device = pictures, plan, out, device
        self.name = "decoder" if former else "vae"
        self.log = JsonLog(out / "log.jsonl")
        self.vae = random_vae(shape, plan.seed)
        if former:
            _keep(self.vae, former)
        self.vae.to(device.place, memory_format=torch.channels_last)
        trained = [weights for weights in self.vae.parameters() if weights.requires_grad]
        self.optimiser = torch.optim.AdamW(trained, lr=plan.rate, weight_decay=1e-4, betas=(0.9, 0.99))
        self.step = 0
        state = load_checkpoint(out / f"{self.name}.pt")
        if state:
            self.vae.load_state_dict(state["model"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.step = state["step"]
        self.wrapped, self.prepared = device.accelerator.prepare(self.vae, self.optimiser)
        self.compute: Callable[..., list[torch.Tensor]] | None = None

    def save(self) -> None:
        if self.device.leads:
            state = {"model": self.vae.state_dict(), "optimiser": self.optimiser.state_dict(), "step": self.step}
            save_checkpoint(self.out / f"{self.name}.pt", state)

    def advance(self) -> torch.Tensor:
        """One optimiser step; returns its loss. Everything random in it follows from (seed, step)."""
        plan, device = self.plan, self.device
        for group in self.optimiser.param_groups:
            group["lr"] = cosine_rate(self.step, plan.steps, plan.rate)
        torch.manual_seed(plan.seed * 1_000_003 + self.step)
        picks = batch_indices(len(self.pictures), plan.batch, plan.seed, self.step)
        noise = LATENT_NOISE * torch.randn(plan.batch, *self.vae.latent_shape(self.pictures.shape[1]))
        x, noise = (
            each.contiguous(memory_format=torch.channels_last)
            for each in (
                to_batch(self.pictures[picks[device.share]], device.place),
                noise[device.share].to(device.place),
            )
        )
        if self.compute is None:
            self.compute = device.recorded(self.wrapped, x, noise)
        with device.autocast():
            z, *restored = self.compute(x, noise)
        loss = sum(vae_loss(x, each.float()) for each in restored) + 0.01 * spread_loss(z.float())
        self.optimiser.zero_grad(set_to_none=True)
        device.accelerator.backward(loss)
        torch.nn.utils.clip_grad_norm_([w for w in self.vae.parameters() if w.requires_grad], 1.0)
        self.prepared.step()
        self.step += 1
        return loss.detach()

    def run(self) -> PatchAutoencoder:
        run_steps(self.name, self, self.plan.steps, self.plan.save_every, self._note)
        return self.vae

    def _note(self, now: Standing) -> None:
        if now.step % 50 == 0 and self.device.leads:
            self.log.write(self.name, step=now.step, loss=now.loss, secondsLeft=now.left)


def _keep(vae: PatchAutoencoder, former: PatchAutoencoder) -> None:
    """Take over all but the decoder, not to be trained."""
    for part, own in ((former.encoder, vae.encoder), (former.tiny, vae.tiny)):
        if own is not None:
            own.load_state_dict(part.state_dict())
            own.requires_grad_(False)


@torch.no_grad()
def show_vae(vae: PatchAutoencoder, pictures: np.ndarray, path: Path, columns: int = 12) -> float:
    """Save pictures with what each decoder makes of them below, twice; returns the PSNR in dB of the first decoder."""
    picks = np.linspace(0, len(pictures) - 1, 2 * columns).astype(int)
    x = to_batch(pictures[picks])
    restored = [each.clamp(-1, 1) for each in vae(x)[1:]]
    halves = [each.reshape(2, columns, *x.shape[1:]) for each in (x, *restored)]
    save_grid(torch.stack(halves, dim=1).flatten(0, 2), path, columns=columns)
    return float(10 * torch.log10(4 / F.mse_loss(x, restored[0])))


@torch.no_grad()
def encode_all(vae: PatchAutoencoder, pictures: np.ndarray, device: Device = PLAIN, batch: int = 64) -> np.ndarray:
    """Latents float16 [N,C,h,w] of every picture, not yet scaled."""
    vae = vae.to(device.place)
    parts = [np.empty((0, *vae.latent_shape(pictures.shape[1])), np.float16)]
    progress = Progress("encode", len(pictures))
    for start in range(0, len(pictures), batch):
        x = to_batch(pictures[start : start + batch], device.place).contiguous(memory_format=torch.channels_last)
        parts.append(vae.encoder(x).contiguous().cpu().numpy().astype(np.float16))
        progress.show(min(len(pictures), start + batch))
    return np.concatenate(parts)
