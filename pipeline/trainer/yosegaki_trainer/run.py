"""One training run, from clip art to a model folder with its card, in stages.

A run is a folder: `config.json`, `cache/` and `held/` (pictures), `vae.pt`, `latents.npy`, `scaling.json`, `train.pt`,
`judge.pt`, `log.jsonl` and sample grids. Every stage does only what is not there yet, so the same command goes on after
a kill, and a run that is finished has nothing to do.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from .budget import fit_budget
from .card import write_card
from .checkpoint import save_checkpoint
from .clipart import CLIPART_ROOT
from .concepts import CONCEPTS
from .config import RunConfig
from .data import build_caches
from .device import PLAIN, Device
from .evidence import write_evidence
from .export import Painter, export_painter, fit_preview
from .models import build_vae
from .pictures import to_batch
from .progress import JsonLog
from .schedule import build_scheduler
from .text import CaptionEncoder
from .tokenizer import build_tokenizer
from .train import Networks, TrainData, Training
from .vae import VaePlan, VaeTraining, encode_all, show_vae


@dataclass(frozen=True)
class Run:
    """folder: of the run. model: folder to export to. docs: folder for the contact sheets; None: the run's own."""

    folder: Path
    config: RunConfig
    model: Path | None = None
    docs: Path | None = None
    clipart: Path = CLIPART_ROOT
    font: Path | None = None

    @property
    def device(self) -> Device:
        return Device(self.config.precision or "fp32")

    def load(self, name: str) -> np.ndarray:
        return np.load(self.folder / name, mmap_mode="r")

    def scaling(self) -> float:
        return float(json.loads((self.folder / "scaling.json").read_text()))


def open_run(folder: Path, config: RunConfig | None = None, budget: float | None = None) -> RunConfig:
    """The config of the run in `folder`; where there is none yet, it begins with `config`, fitted to `budget` seconds.

    Raises ValueError where a run has begun that was asked for otherwise: its steps cannot be changed any more.
    Of several processes the first decides; the others wait for it.
    """
    kept, asked = folder / "config.json", folder / "asked.json"
    if kept.exists():
        own = RunConfig.load(kept)
        if config is not None and (RunConfig.load(asked) != config or own.budget != budget):
            raise ValueError(f"{folder} is a run begun with another config or budget: name another folder")
        return own
    if config is None:
        raise ValueError(f"{folder} holds no run yet: --config is needed")
    settled = config.settled()
    settled = settled if budget is None else fit_budget(settled, budget)
    if PLAIN.leads:
        config.save(asked)
        settled.save(kept)
    PLAIN.accelerator.wait_for_everyone()
    return RunConfig.load(kept)


def continue_run(former: Path, out: Path) -> None:
    """Begin a run where another one stands: its autoencoder, scaling and checkpoint, for other pictures.

    `plan.steps` of the new run counts from the very first step.
    """
    if (out / "train.pt").exists():
        raise ValueError(f"{out} has a checkpoint of its own")
    out.mkdir(parents=True, exist_ok=True)
    for name in ("vae.pt", "scaling.json", "train.pt"):
        shutil.copyfile(former / name, out / name)


def make_caches(run: Run) -> None:
    if not (run.folder / "cache" / "works.json").exists():
        build_caches(run.folder, run.config.cache, run.clipart)


def train_autoencoder(run: Run) -> None:
    """Then encode every picture, and fit the scaling to them."""
    pictures = run.load("cache/pictures.npy")
    vae = VaeTraining(run.config.shape, pictures, run.config.vae, run.folder, run.device).run().eval()
    if not run.device.leads or (run.folder / "latents.npy").exists():
        return
    held = run.load("held/pictures.npy")
    np.save(run.folder / "held" / "latents.npy", encode_all(vae, held, run.device))
    latents = encode_all(vae, pictures, run.device)
    if not (run.folder / "scaling.json").exists():
        (run.folder / "scaling.json").write_text(json.dumps(latent_scaling(latents)) + "\n")
    psnr = show_vae(vae.cpu(), held, run.folder / "vae.png") if len(held) else None
    JsonLog(run.folder / "log.jsonl").write("autoencoder", heldPsnr=psnr and round(psnr, 2))
    np.save(run.folder / "latents.npy", latents)


def train_decoder(run: Run, plan: VaePlan) -> float | None:
    """Train the decoder anew for latents as they are: the painter stays the same. Returns its PSNR in dB on drawings
    kept back."""
    vae = VaeTraining(
        run.config.shape, run.load("cache/pictures.npy"), plan, run.folder, run.device, load_vae(run)
    ).run()
    if not run.device.leads:
        return None
    state = torch.load(run.folder / "vae.pt", weights_only=True, map_location="cpu")
    save_checkpoint(run.folder / "vae.pt", {**state, "model": vae.state_dict()})
    held = run.load("held/pictures.npy")
    psnr = show_vae(vae.cpu().eval(), held, run.folder / "vae.png") if len(held) else None
    log = JsonLog(run.folder / "log.jsonl")
    log.write("autoencoder", heldPsnr=psnr and round(psnr, 2), decoderSteps=plan.steps, decoderBatch=plan.batch)
    return psnr


def train_painter(run: Run) -> None:
    Training(run.config.shape, load_data(run), run.config.plan, run.folder, run.device).run(load_vae(run))


def export_model(run: Run) -> None:
    """Export the averaged weights of the last checkpoint, also while training goes on."""
    if run.model is None:
        return
    state = torch.load(run.folder / "train.pt", weights_only=True, map_location="cpu")
    networks = Networks(run.config.shape)
    networks.load_state_dict(state["ema"])
    vae = load_vae(run)
    painter = Painter(
        run.config.shape,
        build_tokenizer(run.config.shape.vocab_size),
        networks.text,
        networks.unet,
        vae,
        build_scheduler(),
        *_fit_preview(run),
        eight_bit=run.config.eight_bit,
    )
    export_painter(painter, run.model, manifest_of(run.config))


def evaluate(run: Run) -> None:
    if run.model is None:
        return
    from .evaluate import evaluate_model

    evaluate_model(run.model, run.folder, run.folder / "evaluation", run.docs, run.font)


def write_papers(run: Run) -> None:
    """Card, evidence and the log, beside the weights."""
    if run.model is None:
        return
    write_evidence(run.folder, run.model, run.clipart)
    shutil.copyfile(run.folder / "log.jsonl", run.model / "training-log.jsonl")
    write_card(run.folder, run.config, run.model)


STAGES: dict[str, Callable[[Run], None]] = {
    "data": make_caches,
    "vae": train_autoencoder,
    "train": train_painter,
    "export": export_model,
    "evaluate": evaluate,
    "card": write_papers,
}
"""In order."""

TOGETHER = ("vae", "train")
"""Stages that all processes of a run do together; the others are the first one's."""


def run_stages(run: Run, names: list[str]) -> None:
    """Logs how long each took: of a resumed one, since the resumption."""
    device = run.device
    for name in names:
        began = time.monotonic()
        if name in TOGETHER or device.leads:
            STAGES[name](run)
        if device.leads:
            JsonLog(run.folder / "log.jsonl").write("stage", stage=name, seconds=round(time.monotonic() - began, 1))
        device.accelerator.wait_for_everyone()


def load_vae(run: Run) -> torch.nn.Module:
    vae = build_vae(run.config.shape)
    vae.load_state_dict(torch.load(run.folder / "vae.pt", weights_only=True, map_location="cpu")["model"])
    vae.config.scaling_factor = run.scaling()
    return vae.eval()


def latent_scaling(latents: np.ndarray) -> float:
    """1 / spread of the latents, from every eighth picture."""
    return float(np.float32(1 / latents[::8].astype(np.float32).std()))


def load_data(run: Run) -> TrainData:
    shape = run.config.shape
    held = (np.load(run.folder / "held/latents.npy"), np.load(run.folder / "held/meanings.npy"))
    return TrainData(
        np.load(run.folder / "latents.npy"),
        np.load(run.folder / "cache/meanings.npy"),
        run.scaling(),
        CaptionEncoder(build_tokenizer(shape.vocab_size), shape.text_length),
        held if len(held[0]) else None,
    )


def manifest_of(config: RunConfig) -> dict:
    """Fields of model.json: those of the config, and what follows from the run."""
    created = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return {
        "resolution": config.shape.resolution,
        "concepts": [{"en": concept.en[0], "ja": concept.ja[0]} for concept in CONCEPTS],
        "createdAt": created,
        **config.manifest,
    }


def _fit_preview(run: Run) -> tuple[np.ndarray, np.ndarray]:
    latents = run.load("latents.npy")[::16].astype(np.float64) * run.scaling()
    pictures = to_batch(run.load("cache/pictures.npy")[::16])
    small = torch.nn.functional.avg_pool2d(pictures, run.config.shape.downsample).numpy().astype(np.float64)
    return fit_preview(latents, small)
