"""Reference pictures made by diffusers itself, for the TypeScript painter to be held against.

`pipeline-<name>.json`  the whole way from prompt ids to RGB on one ONNX model folder. The schedulers alone:
                        scheduler_vectors.py.

Numbers are rounded to 9 significant digits, which is float32 without loss.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import onnxruntime as ort
import torch
from diffusers import DDIMScheduler, EulerDiscreteScheduler, SchedulerMixin

from .tokenizer import encode, load_tokenizer

PROMPTS = (("赤いりんご", 0.7), ("a cat", 0.3))


def build_scheduler(kind: str, config: dict) -> SchedulerMixin:
    classes = {"ddim": DDIMScheduler, "euler": EulerDiscreteScheduler}
    known = classes[kind]().config
    return classes[kind](**{k: v for k, v in config.items() if k in known and not k.startswith("_")})


def pipeline_vector(model: Path, kind: str, steps: int, guidance: float, seed: int) -> dict:
    """One whole picture on the ONNX files of `model`.

    The guided prediction is eps_u + g * sum_i w_i (eps_i - eps_u), eps_u being the empty prompt.
    """
    tokenizer, length = load_tokenizer(model / "tokenizer")
    sessions = {part: _session(model / part / "model.onnx") for part in ("text_encoder", "unet", "vae_decoder")}
    config = json.loads((model / "scheduler" / "scheduler_config.json").read_text())
    vae_config = json.loads((model / "vae_decoder" / "config.json").read_text())
    unet_config = json.loads((model / "unet" / "config.json").read_text())

    texts = ["", *(text for text, _ in PROMPTS)]
    ids = np.array([encode(tokenizer, text, length) for text in texts], dtype=np.int64)
    hidden = sessions["text_encoder"].run(None, {"input_ids": ids})[0]  # [3,L,D]
    size = unet_config["sample_size"]
    rng = np.random.default_rng(seed)
    noise = rng.standard_normal((1, unet_config["in_channels"], size, size)).astype(np.float32)

    scheduler = build_scheduler(kind, config)
    scheduler.set_timesteps(steps)
    sample = torch.from_numpy(noise) * float(scheduler.init_noise_sigma)
    for timestep in scheduler.timesteps:
        scaled = scheduler.scale_model_input(sample, timestep).numpy()
        guided = guided_prediction(sessions["unet"], scaled, timestep, hidden, [w for _, w in PROMPTS], guidance)
        sample = scheduler.step(torch.from_numpy(guided), timestep, sample).prev_sample
    rgb = sessions["vae_decoder"].run(
        None, {"latent_sample": sample.numpy() / np.float32(vae_config["scaling_factor"])}
    )[0]
    pixels = np.round((np.clip(rgb[0], -1, 1) + 1) * 127.5).astype(np.uint8).transpose(1, 2, 0)  # [H,W,3]
    return {
        "scheduler": kind,
        "steps": steps,
        "guidance": guidance,
        "prompts": [{"text": t, "weight": w} for t, w in PROMPTS],
        "inputIds": ids.tolist(),
        "timesteps": numbers(scheduler.timesteps),
        "noise": {"shape": list(noise.shape), "values": numbers(noise)},
        "finalLatents": numbers(sample),
        "rgb": {"shape": list(pixels.shape), "hex": pixels.tobytes().hex()},
    }


def guided_prediction(
    unet: ort.InferenceSession,
    sample: np.ndarray,
    timestep: torch.Tensor,
    hidden: np.ndarray,
    weights: Sequence[float],
    guidance: float,
) -> np.ndarray:
    """sample [1,C,h,w], hidden [1+n,L,D] (row 0 is the empty prompt) -> guided prediction [1,C,h,w]."""
    feeds = {
        "sample": np.repeat(sample, len(hidden), axis=0),
        "timestep": np.array([float(timestep)], dtype=np.float32),
        "encoder_hidden_states": hidden,
    }
    rows = unet.run(None, feeds)[0]
    steer = sum(np.float32(w) * (rows[i + 1] - rows[0]) for i, w in enumerate(weights))
    return (rows[0] + np.float32(guidance) * steer)[None]


def write_pipeline_vectors(model: Path, path: Path) -> None:
    """DDIM and Euler, ten steps, guidance 4, two weighted prompts, on one model folder."""
    runs = [pipeline_vector(model, kind, steps=10, guidance=4.0, seed=11) for kind in ("ddim", "euler")]
    manifest = (model / "model.json").read_bytes()
    write_json(
        path,
        {
            "formatVersion": 1,
            "madeBy": {**versions(), "onnxruntime": ort.__version__},
            "model": json.loads(manifest)["id"],
            "modelManifestSha256": hashlib.sha256(manifest).hexdigest(),
            "runs": runs,
        },
    )


def _session(path: Path) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def versions() -> dict:
    import diffusers

    return {"diffusers": diffusers.__version__, "torch": torch.__version__.split("+")[0]}


def number(value: float) -> float:
    return float(f"{value:.9g}")


def numbers(values: torch.Tensor | np.ndarray) -> list[float]:
    return [number(float(v)) for v in np.asarray(values, dtype=np.float64).reshape(-1)]


def write_json(path: Path, value: dict, dumps: Callable[..., str] = json.dumps) -> None:
    path.write_text(dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
