"""Trains UNet and text encoder together on latents computed ahead of time.

v-prediction, zero terminal SNR, balanced concepts, caption dropout, EMA. Every random choice of a step is a function of
(seed, step), so a run that was killed goes on with the very batch it would have seen. They are drawn for the whole
batch on the CPU; of several processes each takes its share of it.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from diffusers import DDIMScheduler
from torch.nn import functional as F
from torch.utils.data import DataLoader, Dataset

from .captions import Meaning, caption, plain_caption, training_caption
from .checkpoint import load_checkpoint, save_checkpoint
from .concepts import SHOWN, concept_index
from .device import PLAIN, Device
from .loop import Standing, run_steps
from .models import ModelShape, build_text_encoder, build_unet
from .parallel import die_with_parent
from .pictures import save_grid
from .progress import JsonLog
from .schedule import build_scheduler
from .text import CaptionEncoder, pooled_agreement, pretrain_text
from .vae import batch_indices

SNR_CAP = 5.0


@dataclass(frozen=True)
class TrainPlan:
    """How to train. `decay` is the last share of the steps, over which the rate falls to nothing.

    `until` ends the run earlier than `steps`, for another run to go on from there with its own plan.
    """

    steps: int
    batch: int = 32
    rate: float = 5e-4
    text_rate: float = 1e-4
    warmup: int = 200
    decay: float = 0.3
    ema: float = 0.999
    dropout: float = 0.12
    text_steps: int = 600
    seed: int = 1
    save_every: float = 240.0
    """Seconds between checkpoints."""
    sample_every: int = 1000
    """Steps between sample grids and held-out losses."""
    until: int | None = None

    @property
    def end(self) -> int:
        return self.steps if self.until is None else min(self.until, self.steps)


class _Velocity(torch.nn.Module):
    """The UNet, for tensors alone."""

    def __init__(self, unet: torch.nn.Module):
        super().__init__()
        self.unet = unet

    def forward(self, sample: torch.Tensor, timesteps: torch.Tensor, hidden: torch.Tensor) -> torch.Tensor:
        """sample [B,C,h,w], timesteps [B], hidden [B,L,D] -> [B,C,h,w]."""
        return self.unet(sample, timesteps, hidden, return_dict=False)[0]


class Networks(torch.nn.Module):
    """UNet and text encoder as one module, so that one EMA and one checkpoint hold both."""

    def __init__(self, shape: ModelShape):
        super().__init__()
        self.unet = build_unet(shape)
        self.text = build_text_encoder(shape)
        self.recorded: Callable[..., torch.Tensor] | None = None

    def forward(self, sample: torch.Tensor, timesteps: torch.Tensor, ids: torch.Tensor) -> torch.Tensor:
        """sample [B,C,h,w], timesteps [B], ids [B,L] -> v prediction [B,C,h,w]."""
        hidden = self.text(input_ids=ids).last_hidden_state
        return (self.recorded or _Velocity(self.unet))(sample, timesteps, hidden)

    def record(self, batch: Batch, device: Device) -> None:
        """Launch the UNet's kernels all at once from now on, for batches like this one. Not those of the text encoder,
        which makes its mask on the CPU in every call."""
        with device.autocast():
            hidden = self.text(input_ids=batch.ids).last_hidden_state.detach().requires_grad_()
        self.recorded = device.recorded(_Velocity(self.unet), batch.noisy, batch.timesteps, hidden).forward


def random_networks(shape: ModelShape, seed: int) -> Networks:
    """Where a run of that seed begins."""
    torch.manual_seed(seed)
    return Networks(shape)


@dataclass
class TrainData:
    """latents: float16 [N,C,h,w], unscaled; meanings: int16 [N,8]; scaling: latents times this have spread 1."""

    latents: np.ndarray
    meanings: np.ndarray
    scaling: float
    captions: CaptionEncoder
    held: tuple[np.ndarray, np.ndarray] | None = None
    """Latents and meanings of pictures that are never learnt from."""


class Batch(NamedTuple):
    """What one loss is of: noisy latents and the velocity to be told, [B,C,h,w], timesteps [B], token ids [B,L]."""

    noisy: torch.Tensor
    timesteps: torch.Tensor
    ids: torch.Tensor
    target: torch.Tensor
    weights: torch.Tensor

    def part(self, device: Device) -> Batch:
        """This process's samples, where it computes."""
        return Batch(*(values[device.share].to(device.place, non_blocking=True) for values in self))


def snr_weight(scheduler: DDIMScheduler, timesteps: torch.Tensor) -> torch.Tensor:
    """Weight of each sample's v loss: min(SNR+1, cap) / (SNR+1).

    Min-SNR (Hang et al. 2023) caps the weight of nearly clean samples. As first written it also takes all weight from
    pure noise, where zero-terminal-SNR models decide what to paint; capping SNR+1, the weight v-prediction has by
    itself (Salimans & Ho 2022), leaves that step its weight of 1.
    """
    alphas = scheduler.alphas_cumprod[timesteps]
    snr_plus_1 = 1 / (1 - alphas).clamp(min=1e-8)
    return snr_plus_1.clamp(max=SNR_CAP) / snr_plus_1


def spread_timesteps(batch: int, total: int = 1000) -> torch.Tensor:
    """[B] timesteps, one from each of `batch` equal parts of the schedule, in random order: less noise in the loss."""
    places = (torch.arange(batch) + torch.rand(batch)) / batch * total
    return places.long().clamp(max=total - 1)[torch.randperm(batch)]


def learning_rate(step: int, plan: TrainPlan) -> float:
    """Share of the peak rate: warm-up, constant, then straight down to nothing over the last `decay` of the steps."""
    start = plan.steps * (1 - plan.decay)
    fall = 1.0 if step < start else max(0.0, (plan.steps - step) / max(1.0, plan.steps - start))
    return min(1.0, (step + 1) / max(1, plan.warmup)) * fall


def make_batch(scheduler: DDIMScheduler, data: TrainData, plan: TrainPlan, step: int) -> Batch:
    """The batch of one step. Everything random in it follows from (seed, step)."""
    picks = batch_indices(len(data.latents), plan.batch, plan.seed, step)
    rng = random.Random(plan.seed * 1_000_003 + step)
    torch.manual_seed(plan.seed * 1_000_003 + step)
    texts = [training_caption(Meaning.from_row(data.meanings[i]), rng, plan.dropout) for i in picks]
    latents = torch.from_numpy(data.latents[picks].astype(np.float32)) * data.scaling
    return _noised(scheduler, latents, spread_timesteps(plan.batch), data.captions(texts))


def _noised(scheduler: DDIMScheduler, latents: torch.Tensor, timesteps: torch.Tensor, ids: torch.Tensor) -> Batch:
    noise = torch.randn_like(latents)
    return Batch(
        scheduler.add_noise(latents, noise, timesteps),
        timesteps,
        ids,
        scheduler.get_velocity(latents, noise, timesteps),
        snr_weight(scheduler, timesteps),
    )


class _Steps(Dataset):
    """The batches by their steps."""

    def __init__(self, scheduler: DDIMScheduler, data: TrainData, plan: TrainPlan):
        self.of_step = partial(make_batch, scheduler, data, plan)

    def __getitem__(self, step: int) -> Batch:
        return self.of_step(step)


def batches_from(
    step: int, scheduler: DDIMScheduler, data: TrainData, plan: TrainPlan, device: Device
) -> Iterator[Batch]:
    """The batches of that step and all later ones, made ahead of time where there are helpers for it."""
    return iter(
        DataLoader(
            _Steps(scheduler, data, plan),
            batch_size=None,
            sampler=count(step),
            num_workers=device.helpers,
            pin_memory=device.place.type == "cuda",
            multiprocessing_context="fork" if device.helpers else None,
            worker_init_fn=lambda _: die_with_parent(),
        )
    )


def batch_loss(networks: Callable[..., torch.Tensor], batch: Batch, device: Device) -> torch.Tensor:
    with device.autocast():
        predicted = networks(batch.noisy, batch.timesteps, batch.ids)
    errors = F.mse_loss(predicted.float(), batch.target, reduction="none").mean(dim=(1, 2, 3))
    return (errors * batch.weights).mean()


@torch.no_grad()
def held_loss(networks: Networks, scheduler: DDIMScheduler, data: TrainData, device: Device, most: int = 256) -> float:
    """Loss on pictures never learnt from, always with the same captions, noise and timesteps."""
    latents, meanings = (values[:most] for values in data.held)
    rng, generator = random.Random(1), torch.random.fork_rng(devices=[])
    texts = [caption(Meaning.from_row(row), rng) for row in meanings]
    losses = []
    with generator:
        torch.manual_seed(1)
        for start in range(0, len(latents), 32):
            part = torch.from_numpy(latents[start : start + 32].astype(np.float32)) * data.scaling
            ids = data.captions(texts[start : start + 32])
            batch = _noised(scheduler, part, spread_timesteps(len(part)), ids)
            losses.append(batch_loss(networks, batch.part(replace(device, alone=True)), device).item() * len(part))
    return sum(losses) / len(latents)


@torch.no_grad()
def update_ema(average: torch.nn.Module, current: torch.nn.Module, decay: float) -> None:
    own, new = list(average.parameters()), list(current.parameters())
    torch._foreach_mul_(own, decay)
    torch._foreach_add_(own, new, alpha=1 - decay)


class Training:
    """One run: networks, EMA, optimiser and step, and how to save, resume and advance them."""

    def __init__(self, shape: ModelShape, data: TrainData, plan: TrainPlan, out: Path, device: Device = PLAIN):
        self.data, self.plan, self.out, self.device = data, plan, out, device
        self.scheduler = build_scheduler()
        self.log = JsonLog(out / "log.jsonl")
        self.networks = random_networks(shape, plan.seed)
        self.step = 0
        state = load_checkpoint(out / "train.pt")
        self.networks.to(device.place, memory_format=torch.channels_last)
        if state is None:
            self._begin()
        self.average = copy.deepcopy(self.networks).requires_grad_(False)
        self.optimiser = torch.optim.AdamW(
            [
                {"params": self.networks.unet.parameters(), "peak": plan.rate},
                {"params": self.networks.text.parameters(), "peak": plan.text_rate},
            ],
            lr=plan.rate,
            betas=(0.9, 0.99),
            weight_decay=0.01,
            fused=True,
        )
        if state is None:
            self.save()
        else:
            self._restore(state)
        self.wrapped, self.prepared = device.accelerator.prepare(self.networks, self.optimiser)
        self.batches = batches_from(self.step, self.scheduler, data, plan, device)

    def _begin(self) -> None:
        """The text encoder's start."""
        right = pretrain_text(self.networks.text, self.data.captions, self.plan.text_steps, self.plan.seed)
        agreement = pooled_agreement(self.networks.text, self.data.captions)
        self._note("text", concepts=round(right, 4), agreement=round(agreement, 4))

    def _restore(self, state: dict) -> None:
        self.networks.load_state_dict(state["model"])
        self.average.load_state_dict(state["ema"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step = state["step"]

    def _note(self, event: str, **values: object) -> None:
        if self.device.leads:
            self.log.write(event, **values)

    def save(self) -> None:
        if not self.device.leads:
            return
        save_checkpoint(
            self.out / "train.pt",
            {
                "model": self.networks.state_dict(),
                "ema": self.average.state_dict(),
                "optimiser": self.optimiser.state_dict(),
                "step": self.step,
            },
        )

    def advance(self) -> torch.Tensor:
        """One optimiser step; returns its loss."""
        share = learning_rate(self.step, self.plan)
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * share
        batch = next(self.batches).part(self.device)
        if self.networks.recorded is None:
            self.networks.record(batch, self.device)
        loss = batch_loss(self.wrapped, batch, self.device)
        self.optimiser.zero_grad(set_to_none=True)
        self.device.accelerator.backward(loss)
        torch.nn.utils.clip_grad_norm_(self.networks.parameters(), 1.0)
        self.prepared.step()
        self.step += 1
        update_ema(self.average, self.networks, min(self.plan.ema, (1 + self.step) / (10 + self.step)))
        return loss.detach()

    def run(self, vae: torch.nn.Module | None = None) -> Networks:
        """Train to the plan's end; returns the averaged networks. vae: to show samples with on the way."""

        def after(now: Standing) -> None:
            if now.step % 50 == 0:
                samples = now.step * self.plan.batch
                self._note("train", step=now.step, loss=now.loss, samples=samples, secondsLeft=now.left)
            if (now.step % self.plan.sample_every == 0 or now.done) and self.device.leads:
                self._show(vae)

        run_steps("train", self, self.plan.end, self.plan.save_every, after)
        return self.average

    def _show(self, vae: torch.nn.Module | None) -> None:
        """Note the held-out loss, and save a grid of the shown nouns as the averaged networks paint them now."""
        if self.data.held is not None:
            loss = held_loss(self.average, self.scheduler, self.data, self.device)
            self._note("held", step=self.step, loss=round(loss, 5))
        if vae is not None:
            grid = sample_grid(self.average, vae.to(self.device.place), self.data, self.device)
            save_grid(grid.cpu(), self.out / f"sample-{self.step:06d}.png", columns=12)


@torch.no_grad()
def sample(
    networks: Networks,
    scheduler: DDIMScheduler,
    ids: torch.Tensor,
    empty: torch.Tensor,
    noise: torch.Tensor,
    steps: int = 16,
    guidance: float = 4.0,
) -> torch.Tensor:
    """DDIM with guidance: ids [B,L], empty [1,L], noise [B,C,h,w] -> scaled latents [B,C,h,w]."""
    scheduler.set_timesteps(steps)
    hidden = networks.text(input_ids=ids).last_hidden_state
    nothing = networks.text(input_ids=empty).last_hidden_state.expand_as(hidden)
    latents = noise
    for timestep in scheduler.timesteps:
        both = networks.unet(latents.repeat(2, 1, 1, 1), timestep, torch.cat([nothing, hidden]), return_dict=False)[0]
        free, told = both.chunk(2)
        latents = scheduler.step(free + guidance * (told - free), timestep, latents).prev_sample
    return latents


@torch.no_grad()
def sample_grid(networks: Networks, vae: torch.nn.Module, data: TrainData, device: Device = PLAIN) -> torch.Tensor:
    """The shown nouns, two rows of twelve in Japanese and the same two in English, one noise: [48,3,R,R].

    The noise is drawn from a generator of its own: looking must not change the run.
    """
    nouns = [concept_index(id) for id in SHOWN]
    texts = [plain_caption(n, lang) for half in (nouns[:12], nouns[12:]) for lang in ("ja", "en") for n in half]
    one = torch.randn(1, *data.latents.shape[1:], generator=torch.Generator().manual_seed(7))
    ids, empty, noise = (
        each.to(device.place)
        for each in (data.captions(texts), data.captions([""]), one.expand(len(texts), -1, -1, -1))
    )
    with device.autocast():
        latents = sample(networks, build_scheduler(), ids, empty, noise)
    return vae.decoder(latents.float() / data.scaling).clamp(-1, 1)
