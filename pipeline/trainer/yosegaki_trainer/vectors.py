"""Reference pictures made by diffusers on PyTorch, for the TypeScript painter and its ONNX graphs to be held against.

`pipeline-<name>.json`  the whole way from prompts to RGB on one model folder: by diffusers' own Stable Diffusion
                        pipelines for a folder of `sd.py`, by `torch_folder.paint` (weighted prompts) for our own. The
                        schedulers alone: scheduler_vectors.py.

Numbers are rounded to 9 significant digits, which is float32 without loss.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from diffusers import DDIMScheduler, EulerDiscreteScheduler, SchedulerMixin

PROMPTS = (("赤いりんご", 0.7), ("a cat", 0.3))
STEPS = 20


def build_scheduler(kind: str, config: dict) -> SchedulerMixin:
    classes = {"ddim": DDIMScheduler, "euler": EulerDiscreteScheduler}
    known = classes[kind]().config
    return classes[kind](**{k: v for k, v in config.items() if k in known and not k.startswith("_")})


def write_pipeline_vectors(model: Path, path: Path) -> None:
    """All pictures of one model folder: twenty steps from noise, and for a folder of `sd.py` one from a picture too."""
    # Imported here, because these modules read numbers and files by helpers of this one.
    from .torch_folder import load

    loaded = load(model)
    unet = loaded.unet.config
    shape = (1, unet.in_channels, unet.sample_size, unet.sample_size)
    noise = torch.from_numpy(np.random.default_rng(11).standard_normal(shape).astype(np.float32))
    own = loaded.clip_tokenizer is None
    manifest = model / ("model.json" if own else "unet/model.onnx")
    write_json(
        path,
        {
            "formatVersion": 2,
            "madeBy": versions(),
            "modelManifestSha256": hashlib.sha256(manifest.read_bytes()).hexdigest(),
            "steps": STEPS,
            "noise": {"shape": list(shape), "values": numbers(noise)},
            **(_own_runs(loaded, noise) if own else _sd_runs(loaded, noise)),
        },
    )


def _own_runs(loaded, noise: torch.Tensor) -> dict:
    from .torch_folder import paint

    texts, weights = zip(*PROMPTS, strict=True)
    guidance = 4.0
    runs = []
    for kind in ("ddim", "euler"):
        scheduler = build_scheduler(kind, loaded.scheduler_config)
        latents, pixels = paint(loaded, texts, weights, guidance, STEPS, noise, scheduler)
        runs.append({"scheduler": kind, **finished(latents, pixels)})
    return {
        "guidance": guidance,
        "prompts": [{"text": text, "weight": weight} for text, weight in PROMPTS],
        "inputIds": loaded.tokenise(["", *texts]).tolist(),
        "runs": runs,
    }


def _sd_runs(loaded, noise: torch.Tensor) -> dict:
    from .sd_vectors import SD_GUIDANCE, SD_NEGATIVE, SD_PROMPT, sd_pictures

    return {
        "guidance": SD_GUIDANCE,
        "prompts": [{"text": SD_PROMPT, "weight": 1}],
        "negative": [{"text": SD_NEGATIVE, "weight": 1}],
        "inputIds": loaded.tokenise([SD_NEGATIVE, SD_PROMPT]).tolist(),
        **sd_pictures(loaded, noise, STEPS),
    }


def finished(latents: torch.Tensor, pixels: np.ndarray) -> dict:
    """latents: scaled, [1,C,h,w]; pixels: [H,W,3] bytes."""
    return {"finalLatents": numbers(latents), "rgb": picture(pixels)}


def picture(pixels: np.ndarray) -> dict:
    return {"shape": list(pixels.shape), "base64": base64.b64encode(pixels.tobytes()).decode("ascii")}


def versions() -> dict:
    import diffusers

    return {"diffusers": diffusers.__version__, "torch": torch.__version__.split("+")[0]}


def number(value: float) -> float:
    return float(f"{value:.9g}")


def numbers(values: torch.Tensor | np.ndarray) -> list[float]:
    return [number(float(v)) for v in np.asarray(values, dtype=np.float64).reshape(-1)]


def write_json(path: Path, value: dict, dumps: Callable[..., str] = json.dumps) -> None:
    path.write_text(dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
