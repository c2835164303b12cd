"""A small image-text model, trained from random weights on our own captioned pictures, to judge what a painter paints.

Pictures and captions are brought into one space, near where they belong together (Radford et al. 2021, "CLIP", in the
small). It sees shifted, scaled, mirrored, blurred and noisy pictures, so that it knows things and not only drawings.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from .checkpoint import load_checkpoint, save_checkpoint
from .device import PLAIN, Device
from .loop import run_steps
from .pictures import to_batch
from .tokenizer import PAD_ID
from .vae import batch_indices, cosine_rate

SIDE = 64
"""Pictures are looked at in this many px."""
SIZE = 128
"""Of the common space."""

Encode = Callable[[list[str]], torch.Tensor]
"""Texts -> token ids [B,L]."""


class PictureEncoder(nn.Module):
    """[B,3,64,64] in [-1,1] -> [B,SIZE]"""

    def __init__(self, widths: Sequence[int] = (32, 64, 128, 192)):
        super().__init__()
        layers: list[nn.Module] = []
        for before, width in zip((3, *widths), widths, strict=False):
            layers += [nn.Conv2d(before, width, 3, stride=2, padding=1), nn.GroupNorm(8, width), nn.SiLU()]
            layers += [nn.Conv2d(width, width, 3, padding=1), nn.GroupNorm(8, width), nn.SiLU()]
        self.layers = nn.Sequential(*layers)
        self.last = nn.Sequential(nn.Dropout(0.2), nn.Linear(2 * widths[-1], SIZE))

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        seen = self.layers(pictures)
        return self.last(torch.cat([seen.mean(dim=(2, 3)), seen.amax(dim=(2, 3))], dim=1))


class TextEncoder(nn.Module):
    """Token ids [B,L] -> [B,SIZE]: the words, in any order."""

    def __init__(self, vocab_size: int):
        super().__init__()
        self.words = nn.Embedding(vocab_size, SIZE)
        self.last = nn.Sequential(nn.Linear(SIZE, 2 * SIZE), nn.SiLU(), nn.Linear(2 * SIZE, SIZE))

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        said = (ids != PAD_ID).unsqueeze(-1)
        mean = (self.words(ids) * said).sum(dim=1) / said.sum(dim=1).clamp(min=1)
        return self.last(mean)


class JudgeNetworks(nn.Module):
    def __init__(self, vocab_size: int):
        super().__init__()
        self.picture = PictureEncoder()
        self.text = TextEncoder(vocab_size)
        self.sharpness = nn.Parameter(torch.tensor(2.3))

    def forward(self, pictures: torch.Tensor, ids: torch.Tensor) -> torch.Tensor:
        """Similarities [B,B], sharpened: pictures down, texts across."""
        a, b = F.normalize(self.picture(pictures).float(), dim=1), F.normalize(self.text(ids).float(), dim=1)
        return a @ b.T * self.sharpness.exp().clamp(max=50)


@dataclass(frozen=True)
class JudgePlan:
    steps: int
    vocab_size: int
    batch: int = 96
    rate: float = 1e-3
    seed: int = 1
    save_every: float = 120.0


@dataclass
class JudgeData:
    """pictures: uint8 [N,R,R,3]. labels: [N], equal where the same is shown. captions: of pictures at given places."""

    pictures: np.ndarray
    labels: np.ndarray
    captions: Callable[[np.ndarray, random.Random], list[str]]
    encode: Encode


class JudgeTraining:
    """Everything random in a step follows from (seed, step), so that a killed training goes on as if unbroken."""

    def __init__(self, data: JudgeData, plan: JudgePlan, out: Path, device: Device = PLAIN):
        self.data, self.plan, self.out, self.device = data, plan, out, device
        torch.manual_seed(plan.seed)
        self.networks = JudgeNetworks(plan.vocab_size).to(device.place, memory_format=torch.channels_last)
        self.optimiser = torch.optim.AdamW(self.networks.parameters(), lr=plan.rate, weight_decay=0.05)
        self.step = 0
        state = load_checkpoint(out)
        if state:
            self.networks.load_state_dict(state["model"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.step = state["step"]

    def save(self) -> None:
        state = {"model": self.networks.state_dict(), "optimiser": self.optimiser.state_dict(), "step": self.step}
        save_checkpoint(self.out, {**state, "vocabSize": self.plan.vocab_size})

    def advance(self) -> torch.Tensor:
        """One optimiser step; returns its loss."""
        plan, place = self.plan, self.device.place
        for group in self.optimiser.param_groups:
            group["lr"] = cosine_rate(self.step, plan.steps, plan.rate)
        number = plan.seed * 1_000_003 + self.step
        torch.manual_seed(number)
        picks = batch_indices(len(self.data.pictures), plan.batch, plan.seed, self.step)
        ids = self.data.encode(self.data.captions(picks, random.Random(number))).to(place)
        x = disturb(shrink(to_batch(self.data.pictures[picks]))).to(place)
        labels = torch.from_numpy(self.data.labels[picks]).to(place)
        same = (labels[:, None] == labels[None]).float()
        wanted = same / same.sum(dim=1, keepdim=True)
        self.networks.train()
        with self.device.autocast():
            scores = self.networks(x, ids)
        loss = (F.cross_entropy(scores, wanted) + F.cross_entropy(scores.T, wanted)) / 2
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.networks.parameters(), 1.0)
        self.optimiser.step()
        self.step += 1
        return loss.detach()

    def run(self) -> None:
        run_steps("judge", self, self.plan.steps, self.plan.save_every)


def shrink(x: torch.Tensor) -> torch.Tensor:
    """[B,3,R,R] -> [B,3,SIDE,SIDE]"""
    return x if x.shape[-1] == SIDE else F.interpolate(x, size=(SIDE, SIDE), mode="area")


def disturb(x: torch.Tensor) -> torch.Tensor:
    """The same things, seen a little differently: [B,3,S,S] in [-1,1]. White comes in where the picture ends."""
    count = len(x)
    scale = torch.empty(count).uniform_(0.9, 1.25) * torch.where(torch.rand(count) < 0.5, -1.0, 1.0)
    turn = torch.empty(count).uniform_(-0.12, 0.12)
    shift = torch.empty(count, 2).uniform_(-0.15, 0.15)
    upright = scale.abs()
    rows = [
        scale * turn.cos(),
        -upright * turn.sin(),
        shift[:, 0],
        scale * turn.sin(),
        upright * turn.cos(),
        shift[:, 1],
    ]
    grid = F.affine_grid(torch.stack(rows, dim=1).reshape(count, 2, 3), list(x.shape), align_corners=False)
    moved = F.grid_sample(x - 1, grid, align_corners=False) + 1
    soft = F.interpolate(F.avg_pool2d(moved, 2), scale_factor=2, mode="bilinear")
    moved = torch.where(torch.rand(count, 1, 1, 1) < 0.3, soft, moved)
    light = torch.empty(count, 1, 1, 1).uniform_(-0.12, 0.12)
    return (moved + light + 0.05 * torch.randn_like(moved)).clamp(-1, 1)


class Judge:
    """A trained one. encode: as in its training."""

    def __init__(self, networks: JudgeNetworks, encode: Encode):
        self.networks, self.encode = networks.eval(), encode

    @staticmethod
    def load(path: Path, encode: Encode) -> Judge:
        state = torch.load(path, weights_only=True, map_location="cpu")
        networks = JudgeNetworks(state["vocabSize"])
        networks.load_state_dict(state["model"])
        return Judge(networks, encode)

    @torch.no_grad()
    def embed_pictures(self, pictures: np.ndarray, batch: int = 256) -> np.ndarray:
        """uint8 [A,R,R,3] -> float32 [A,SIZE], each of length 1."""
        parts = [
            F.normalize(self.networks.picture(shrink(to_batch(pictures[start : start + batch]))), dim=1).numpy()
            for start in range(0, len(pictures), batch)
        ]
        return np.concatenate(parts) if parts else np.empty((0, SIZE), np.float32)

    @torch.no_grad()
    def embed_texts(self, texts: Sequence[str]) -> np.ndarray:
        """-> float32 [B,SIZE], each of length 1."""
        return F.normalize(self.networks.text(self.encode(list(texts))), dim=1).numpy()

    def score(self, pictures: np.ndarray, texts: Sequence[str]) -> np.ndarray:
        """Cosine similarities [A,B]."""
        return self.embed_pictures(pictures) @ self.embed_texts(texts).T
