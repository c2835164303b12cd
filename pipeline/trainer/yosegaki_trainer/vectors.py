"""Reference numbers made by diffusers itself, for the TypeScript painter to be held against.

`schedulers.json`  many scheduler configs, small tensors: every step's input, prediction and results.
`pipeline.json`    the whole way from prompt ids to RGB on one ONNX model folder.

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

SHAPE = (1, 4, 2, 2)
"""Shape of the scheduler vectors' tensors. Schedulers work per value; sixteen values are plenty."""

PROMPTS = (("赤いりんご", 0.7), ("a cat", 0.3))


def toy_model_output(sample: np.ndarray, step: int) -> np.ndarray:
    """A stand-in for the UNet: any deterministic function of sample and step index. Its results are stored as well."""
    wave = np.sin(np.arange(sample.size, dtype=np.float64).reshape(sample.shape) * 0.7 + step * 1.3)
    return (0.6 * np.tanh(sample.astype(np.float64)) + 0.5 * wave).astype(np.float32)


def scheduler_configs() -> list[tuple[str, str, dict, tuple[int, ...]]]:
    """(name, class, config, step counts) of every scheduler vector."""
    base = {"num_train_timesteps": 1000, "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
    ddim = {**base, "clip_sample": False, "set_alpha_to_one": True, "steps_offset": 0, "timestep_spacing": "leading"}
    euler = {**base, "timestep_spacing": "linspace", "steps_offset": 0}
    linear = {"beta_schedule": "linear", "beta_start": 0.0001, "beta_end": 0.02}
    trailing = {"timestep_spacing": "trailing"}
    cosine = {"beta_schedule": "squaredcos_cap_v2"}
    v = {"prediction_type": "v_prediction"}
    house = {"prediction_type": "v_prediction", "timestep_spacing": "trailing", "rescale_betas_zero_snr": True}
    all_counts, few = (1, 2, 7, 25), (7,)
    rows = [
        ("house", "ddim", {**ddim, **house}, all_counts),
        ("epsilon-leading", "ddim", {**ddim, "prediction_type": "epsilon"}, all_counts),
        ("epsilon-leading-offset", "ddim", {**ddim, "steps_offset": 1, "set_alpha_to_one": False}, few),
        ("epsilon-linspace", "ddim", {**ddim, "timestep_spacing": "linspace"}, few),
        ("epsilon-linear-clip", "ddim", {**ddim, **linear, "clip_sample": True}, few),
        ("epsilon-clip-range", "ddim", {**ddim, "clip_sample": True, "clip_sample_range": 2.0}, few),
        ("sample-cosine-trailing", "ddim", {**ddim, **cosine, **trailing, "prediction_type": "sample"}, few),
        ("v-cosine-clip", "ddim", {**ddim, **cosine, "prediction_type": "v_prediction", "clip_sample": True}, few),
        ("v-zero-snr-linear", "ddim", {**ddim, **house, **linear}, few),
        ("house", "euler", {**euler, **house}, all_counts),
        ("epsilon-linspace", "euler", {**euler, "prediction_type": "epsilon"}, all_counts),
        ("epsilon-leading-offset", "euler", {**euler, "timestep_spacing": "leading", "steps_offset": 1}, few),
        ("epsilon-trailing-linear", "euler", {**euler, **linear, "timestep_spacing": "trailing"}, few),
        ("epsilon-karras", "euler", {**euler, "use_karras_sigmas": True}, all_counts),
        ("v-karras-trailing", "euler", {**euler, **v, **trailing, "use_karras_sigmas": True}, few),
        ("v-cosine", "euler", {**euler, **cosine, "prediction_type": "v_prediction"}, few),
        ("v-log-linear", "euler", {**euler, **v, "interpolation_type": "log_linear"}, few),
        ("sample-linspace", "euler", {**euler, "prediction_type": "sample"}, few),
    ]  # fmt: skip
    return rows


def build_scheduler(kind: str, config: dict) -> SchedulerMixin:
    classes = {"ddim": DDIMScheduler, "euler": EulerDiscreteScheduler}
    known = classes[kind]().config
    return classes[kind](**{k: v for k, v in config.items() if k in known and not k.startswith("_")})


def scheduler_vector(name: str, kind: str, config: dict, steps: int) -> dict:
    """Walk one scheduler from noise to its end and write down everything on the way."""
    scheduler = build_scheduler(kind, config)
    scheduler.set_timesteps(steps)
    rng = np.random.default_rng(7)
    noise = rng.standard_normal(SHAPE).astype(np.float32)
    clean = np.clip(rng.standard_normal(SHAPE), -1, 1).astype(np.float32)
    sample = torch.from_numpy(noise) * float(scheduler.init_noise_sigma)
    vector = {
        "name": f"{kind}/{name}/{steps}",
        "scheduler": kind,
        "config": config,
        "steps": steps,
        "shape": list(SHAPE),
        "timesteps": _numbers(scheduler.timesteps),
        "initNoiseSigma": _number(float(scheduler.init_noise_sigma)),
        "initialSample": _numbers(sample),
        "trace": [],
    }
    if kind == "euler":
        vector["sigmas"] = _numbers(scheduler.sigmas)
    for index, timestep in enumerate(scheduler.timesteps):
        scaled = scheduler.scale_model_input(sample, timestep)
        output = torch.from_numpy(toy_model_output(scaled.numpy(), index))
        result = scheduler.step(output, timestep, sample)
        vector["trace"].append(
            {
                "scaledInput": _numbers(scaled),
                "modelOutput": _numbers(output),
                "prevSample": _numbers(result.prev_sample),
                "predOriginalSample": _numbers(result.pred_original_sample),
            }
        )
        sample = result.prev_sample
    vector["addNoise"] = _add_noise(kind, config, steps, clean, noise)
    return vector


def _add_noise(kind: str, config: dict, steps: int, clean: np.ndarray, noise: np.ndarray) -> dict:
    """add_noise at the first, a middle and the last timestep: where SDEdit starts from."""
    scheduler = build_scheduler(kind, config)
    scheduler.set_timesteps(steps)
    places = sorted({0, steps // 2, steps - 1})
    results = []
    for place in places:
        timestep = scheduler.timesteps[place : place + 1]
        noisy = scheduler.add_noise(torch.from_numpy(clean), torch.from_numpy(noise), timestep)
        results.append({"index": place, "timestep": _number(float(timestep[0])), "noisy": _numbers(noisy)})
    return {"original": _numbers(clean), "noise": _numbers(noise), "results": results}


def write_scheduler_vectors(path: Path) -> None:
    vectors = [
        scheduler_vector(name, kind, config, steps)
        for name, kind, config, counts in scheduler_configs()
        for steps in counts
    ]
    _write(path, {"formatVersion": 1, "madeBy": _versions(), "vectors": vectors})


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
        "timesteps": _numbers(scheduler.timesteps),
        "noise": {"shape": list(noise.shape), "values": _numbers(noise)},
        "finalLatents": _numbers(sample),
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
    _write(
        path,
        {
            "formatVersion": 1,
            "madeBy": {**_versions(), "onnxruntime": ort.__version__},
            "model": json.loads(manifest)["id"],
            "modelManifestSha256": hashlib.sha256(manifest).hexdigest(),
            "runs": runs,
        },
    )


def write_vectors(model: Path, out: Path, name: str) -> None:
    """All vectors: schedulers.json and pipeline-<name>.json."""
    out.mkdir(parents=True, exist_ok=True)
    write_scheduler_vectors(out / "schedulers.json")
    write_pipeline_vectors(model, out / f"pipeline-{name}.json")


def _session(path: Path) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _versions() -> dict:
    import diffusers

    return {"diffusers": diffusers.__version__, "torch": torch.__version__.split("+")[0]}


def _number(value: float) -> float:
    return float(f"{value:.9g}")


def _numbers(values: torch.Tensor | np.ndarray) -> list[float]:
    return [_number(float(v)) for v in np.asarray(values, dtype=np.float64).reshape(-1)]


def _write(path: Path, value: dict, dumps: Callable[..., str] = json.dumps) -> None:
    path.write_text(dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
