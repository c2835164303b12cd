"""One training run from clip art to ONNX folder, in four stages that can each be stopped and taken up again.

A run is a folder: `run.json` (shape and plan), `cache/` (pictures), `vae.pt`, `latents.npy`, `train.pt`, `log.jsonl`
and sample grids. Every stage does only what is not there yet.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from .clipart import CLIPART_ROOT
from .concepts import all_words
from .data import Variety, build_cache
from .export import Painter, export_painter, fit_preview
from .models import DOWNSAMPLE, ModelShape, build_vae
from .pictures import to_batch
from .schedule import build_scheduler
from .text import CaptionEncoder
from .tokenizer import train_tokenizer
from .train import Networks, TrainData, Training, TrainPlan
from .vae import encode_all, train_vae
from .words import tokenizer_words


@dataclass(frozen=True)
class RunConfig:
    """Everything that decides a run's result, apart from the clip art itself."""

    shape: ModelShape = field(default_factory=ModelShape)
    plan: TrainPlan = field(default_factory=lambda: TrainPlan(steps=6000))
    variety: Variety = field(default_factory=Variety)
    per_concept: int = 600
    vae_steps: int = 3500
    vae_batch: int = 16
    vae_rate: float = 1.5e-3
    seed: int = 1

    def to_dict(self) -> dict:
        return {**asdict(self), "shape": self.shape.to_dict()}

    @staticmethod
    def load(path: Path) -> RunConfig:
        """Read run.json; unknown names are an error, missing ones keep their defaults."""
        values = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(values, dict):
            raise ValueError(f"{path}: expected an object")
        values["shape"] = ModelShape.from_dict(values.get("shape", {}))
        values["variety"] = Variety(**_tuples(values.get("variety", {})))
        values["plan"] = TrainPlan(**values.get("plan", {"steps": 6000}))
        return RunConfig(**values)


def _tuples(values: dict) -> dict:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}


def continue_run(former: Path, out: Path) -> None:
    """Begin a run where another one stands: its autoencoder, scaling and checkpoint, for other pictures.

    `plan.steps` of the new run counts from the very first step.
    """
    if (out / "train.pt").exists():
        raise ValueError(f"{out} has a checkpoint of its own")
    out.mkdir(parents=True, exist_ok=True)
    for name in ("vae.pt", "scaling.json", "train.pt"):
        shutil.copyfile(former / name, out / name)


def build_tokenizer(shape: ModelShape) -> Tokenizer:
    return train_tokenizer(tokenizer_words(all_words()), shape.vocab_size)


def stage_data(config: RunConfig, out: Path, root: Path = CLIPART_ROOT) -> None:
    if not (out / "cache" / "works.json").exists():
        build_cache(out / "cache", config.shape.resolution, config.per_concept, config.seed, root, config.variety)


def stage_vae(config: RunConfig, out: Path) -> None:
    """Train the autoencoder, encode every picture, and fit scaling and preview to them."""
    pictures = np.load(out / "cache" / "pictures.npy", mmap_mode="r")
    vae = train_vae(
        pictures, config.shape, out, config.vae_steps, config.vae_batch, config.vae_rate, config.seed
    ).eval()
    if not (out / "latents.npy").exists():
        np.save(out / "latents.npy", encode_all(vae, pictures))
    if not (out / "scaling.json").exists():
        scaling = latent_scaling(np.load(out / "latents.npy", mmap_mode="r"))
        (out / "scaling.json").write_text(json.dumps(scaling) + "\n")


def load_vae(config: RunConfig, out: Path) -> torch.nn.Module:
    vae = build_vae(config.shape)
    vae.load_state_dict(torch.load(out / "vae.pt", weights_only=True)["model"])
    vae.config.scaling_factor = load_scaling(out)
    return vae.eval()


def load_scaling(out: Path) -> float:
    return float(json.loads((out / "scaling.json").read_text()))


def latent_scaling(latents: np.ndarray) -> float:
    """1 / spread of the latents, from every eighth picture."""
    return float(np.float32(1 / latents[::8].astype(np.float32).std()))


def load_data(config: RunConfig, out: Path) -> TrainData:
    latents = np.load(out / "latents.npy")
    captions = CaptionEncoder(build_tokenizer(config.shape), config.shape.text_length)
    return TrainData(latents, np.load(out / "cache" / "meanings.npy"), load_scaling(out), captions)


def stage_train(config: RunConfig, out: Path) -> None:
    training = Training(config.shape, load_data(config, out), config.plan, out)
    training.run(load_vae(config, out))


def stage_export(config: RunConfig, out: Path, model: Path, manifest: dict) -> None:
    """Export the averaged weights of the last checkpoint, also while training goes on."""
    state = torch.load(out / "train.pt", weights_only=True)
    networks = Networks(config.shape)
    networks.load_state_dict(state["ema"])
    vae = load_vae(config, out)
    matrix, bias = _fit_preview(config, out, vae.config.scaling_factor)
    painter = Painter(
        config.shape,
        build_tokenizer(config.shape),
        networks.text,
        networks.unet,
        vae,
        build_scheduler(),
        matrix,
        bias,
    )
    export_painter(painter, model, manifest)


def _fit_preview(config: RunConfig, out: Path, scaling: float) -> tuple[np.ndarray, np.ndarray]:
    latents = np.load(out / "latents.npy", mmap_mode="r")[::16].astype(np.float64) * scaling
    pictures = to_batch(np.load(out / "cache" / "pictures.npy", mmap_mode="r")[::16])
    small = torch.nn.functional.avg_pool2d(pictures, DOWNSAMPLE).numpy().astype(np.float64)
    return fit_preview(latents, small)
