"""Reference numbers of the schedulers, made by diffusers itself, for the TypeScript painter to be held against.

Many scheduler configs, small tensors: every step's input, prediction and results.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from .vectors import build_scheduler, number, numbers, versions, write_json

SHAPE = (1, 4, 2, 2)
"""Shape of the scheduler vectors' tensors. Schedulers work per value; sixteen values are plenty."""

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
        "timesteps": numbers(scheduler.timesteps),
        "initNoiseSigma": number(float(scheduler.init_noise_sigma)),
        "initialSample": numbers(sample),
        "trace": [],
    }
    if kind == "euler":
        vector["sigmas"] = numbers(scheduler.sigmas)
    for index, timestep in enumerate(scheduler.timesteps):
        scaled = scheduler.scale_model_input(sample, timestep)
        output = torch.from_numpy(toy_model_output(scaled.numpy(), index))
        result = scheduler.step(output, timestep, sample)
        vector["trace"].append(
            {
                "scaledInput": numbers(scaled),
                "modelOutput": numbers(output),
                "prevSample": numbers(result.prev_sample),
                "predOriginalSample": numbers(result.pred_original_sample),
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
        results.append({"index": place, "timestep": number(float(timestep[0])), "noisy": numbers(noisy)})
    return {"original": numbers(clean), "noise": numbers(noise), "results": results}


def write_scheduler_vectors(out: Path) -> None:
    vectors = [
        scheduler_vector(name, kind, config, steps)
        for name, kind, config, counts in scheduler_configs()
        for steps in counts
    ]
    write_json(out / "schedulers.json", {"formatVersion": 1, "madeBy": versions(), "vectors": vectors})
