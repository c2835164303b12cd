"""Looks at an exported model folder the way the server uses it: through onnxruntime alone.

`contact_sheet`   nouns in Japanese and in English, one seed, labelled
`nearest_works`   how close each picture is to the nearest picture it learnt from
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime as ort
import torch
from PIL import Image, ImageDraw, ImageFont

from .captions import plain_caption
from .concepts import SHOWN, concept_index
from .tokenizer import encode, load_tokenizer
from .vectors import build_scheduler


@dataclass(frozen=True)
class PaintSettings:
    steps: int = 25
    guidance: float = 4.0
    seed: int = 7
    scheduler: str = "ddim"


class OnnxPainter:
    """The four graphs of a model folder."""

    def __init__(self, model: Path, threads: int = 2):
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        self.sessions = {
            part: ort.InferenceSession(str(model / part / "model.onnx"), options, providers=["CPUExecutionProvider"])
            for part in ("text_encoder", "unet", "vae_decoder", "vae_encoder")
        }
        self.tokenizer, self.length = load_tokenizer(model / "tokenizer")
        self.scheduler_config = json.loads((model / "scheduler" / "scheduler_config.json").read_text())
        self.scaling = json.loads((model / "vae_decoder" / "config.json").read_text())["scaling_factor"]
        unet = json.loads((model / "unet" / "config.json").read_text())
        self.latent_shape = (unet["in_channels"], unet["sample_size"], unet["sample_size"])

    def embed(self, prompts: list[str]) -> np.ndarray:
        """-> float32 [B,L,D]"""
        ids = np.array([encode(self.tokenizer, text, self.length) for text in prompts], dtype=np.int64)
        return self.sessions["text_encoder"].run(None, {"input_ids": ids})[0]

    def paint(self, prompts: list[str], settings: PaintSettings) -> np.ndarray:
        """One picture a prompt, all from the same noise: uint8 [B,R,R,3]."""
        noise = np.random.default_rng(settings.seed).standard_normal((1, *self.latent_shape)).astype(np.float32)
        told, free = self.embed(prompts), self.embed([""])
        scheduler = build_scheduler(settings.scheduler, self.scheduler_config)
        scheduler.set_timesteps(settings.steps)
        latents = np.repeat(noise * np.float32(scheduler.init_noise_sigma), len(prompts), axis=0)
        hidden = np.concatenate([np.repeat(free, len(prompts), axis=0), told])
        for timestep in scheduler.timesteps:
            scaled = scheduler.scale_model_input(torch.from_numpy(latents), timestep).numpy()
            both = self.sessions["unet"].run(
                None,
                {
                    "sample": np.concatenate([scaled, scaled]),
                    "timestep": np.array([float(timestep)], np.float32),
                    "encoder_hidden_states": hidden,
                },
            )[0]
            base, wish = np.split(both, 2)
            guided = torch.from_numpy(base + np.float32(settings.guidance) * (wish - base))
            latents = scheduler.step(guided, timestep, torch.from_numpy(latents)).prev_sample.numpy()
        rgb = self.sessions["vae_decoder"].run(None, {"latent_sample": latents / np.float32(self.scaling)})[0]
        return np.round((np.clip(rgb, -1, 1) + 1) * 127.5).astype(np.uint8).transpose(0, 2, 3, 1)


def contact_sheet(model: Path, out: Path, settings: PaintSettings, font: Path | None = None) -> np.ndarray:
    """Save the 24 nouns, Japanese beside English, labelled; returns the pictures [48,R,R,3] (24 ja, then 24 en)."""
    labels = [plain_caption(concept_index(id), language) for language in ("ja", "en") for id in SHOWN]
    pictures = OnnxPainter(model).paint(labels, settings)
    half = len(SHOWN)
    order = [i + side for i in range(half) for side in (0, half)]
    sheet = label_pictures(pictures[order], [labels[i] for i in order], columns=12, zoom=2, font=font)
    out.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(out)
    return pictures


def label_pictures(
    pictures: np.ndarray, labels: list[str], columns: int, zoom: int = 2, font: Path | None = None
) -> Image.Image:
    """Pictures uint8 [B,H,W,3] in rows, each with its label under it. Without a font, labels are ASCII only."""
    _, height, width, _ = pictures.shape
    cell_w, cell_h = width * zoom + 8, height * zoom + 26
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * cell_w, rows * cell_h), (251, 248, 241))
    draw = ImageDraw.Draw(sheet)
    face = ImageFont.truetype(str(font), 15) if font else ImageFont.load_default()
    for i, (picture, label) in enumerate(zip(pictures, labels, strict=True)):
        y, x = divmod(i, columns)
        tile = Image.fromarray(picture).resize((width * zoom, height * zoom), Image.Resampling.NEAREST)
        sheet.paste(tile, (x * cell_w + 4, y * cell_h + 4))
        text = label if font else label.encode("ascii", "replace").decode()
        draw.text((x * cell_w + cell_w / 2, y * cell_h + cell_h - 11), text, fill=(31, 27, 22), font=face, anchor="mm")
    return sheet


def nearest_works(painted: np.ndarray, learnt: np.ndarray, side: int = 16) -> tuple[np.ndarray, np.ndarray]:
    """For each painted picture [A,R,R,3] the nearest learnt one [B,R,R,3].

    Both are averaged down to `side` px first. Returns indices [A] and root-mean-square distances [A] in 0..1.
    """
    a, b = _shrink(painted, side), _shrink(learnt, side)
    squares = (a**2).sum(1)[:, None] + (b**2).sum(1)[None] - 2 * a @ b.T
    indices = squares.argmin(axis=1)
    distances = np.sqrt(np.maximum(squares[np.arange(len(a)), indices], 0) / a.shape[1])
    return indices, distances


def _shrink(pictures: np.ndarray, side: int) -> np.ndarray:
    count, height, _, _ = pictures.shape
    factor = height // side
    parts = pictures.reshape(count, side, factor, side, factor, 3).mean(axis=(2, 4), dtype=np.float32)
    return parts.reshape(count, -1) / 255
