"""Reference numbers of the schedulers, made by diffusers itself, for the TypeScript painter to be held against.

One file per class, `tests/vectors/schedulers/<name>.json`: many configs, small tensors, every model call's results.
What goes into a walk (first sample, model outputs, noise) is worked out by formulas that have the same float32 result in
any language, and so is not stored.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import diffusers
import numpy as np
import torch
from diffusers import SchedulerMixin

from .scheduler_configs import CONFIGS, step_counts
from .vectors import number, numbers, versions, write_json

SHAPE = (1, 2, 2, 2)
"""Shape of the tensors. Schedulers work per value, or over all of them; eight are plenty."""

FILES = {
    "DDIMScheduler": "ddim",
    "DDPMScheduler": "ddpm",
    "PNDMScheduler": "pndm",
    "EulerDiscreteScheduler": "euler",
    "EulerAncestralDiscreteScheduler": "euler-ancestral",
    "HeunDiscreteScheduler": "heun",
    "DPMSolverMultistepScheduler": "dpm-solver",
    "UniPCMultistepScheduler": "unipc",
    "LCMScheduler": "lcm",
    "FlowMatchEulerDiscreteScheduler": "flow-match-euler",
}

INITIAL, OUTPUT, NOISE, CLEAN = range(4)
"""What a row of numbers is for."""


def exact_row(purpose: int, call: int) -> torch.Tensor:
    """[*SHAPE] numbers in [-2, 2), multiples of 2^-14: float32 without rounding."""
    n = np.arange(np.prod(SHAPE), dtype=np.uint64)
    mixed = (np.uint64(purpose * 7919 + call * 104729 + 12345) + n * np.uint64(1299709)) & np.uint64(0xFFFFFFFF)
    mixed = (mixed * np.uint64(2654435761)) & np.uint64(0xFFFFFFFF)
    mixed ^= mixed >> np.uint64(15)
    high = ((mixed * np.uint64(2246822519)) & np.uint64(0xFFFFFFFF)) >> np.uint64(16)
    return torch.from_numpy((high.astype(np.float64) / 2**14 - 2).astype(np.float32).reshape(SHAPE))


def toy_model_output(scaled: torch.Tensor, call: int) -> torch.Tensor:
    """A stand-in for the UNet: half of its input and half of a fixed row. One float32 rounding."""
    return scaled * 0.5 + exact_row(OUTPUT, call) * 0.5


def build(class_name: str, config: dict) -> SchedulerMixin:
    """As diffusers reads a config file: what the class does not have stays in its config all the same."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return getattr(diffusers, class_name).from_config({k: v for k, v in config.items() if k != "mu"})


def walk(class_name: str, config: dict, steps: int, begin: int = 0) -> dict:
    """One walk from noise to its end, or from solver step `begin` on."""
    scheduler = build(class_name, config)
    mu = {"mu": config["mu"]} if "mu" in config else {}
    scheduler.set_timesteps(steps, **mu)
    first_call = begin * scheduler.order
    if hasattr(scheduler, "set_begin_index"):
        scheduler.set_begin_index(first_call)
    timesteps = scheduler.timesteps[first_call:]
    sigma = float(getattr(scheduler, "init_noise_sigma", 1.0))
    sample = exact_row(INITIAL, 0) * sigma
    trace = []
    for call, timestep in enumerate(timesteps):
        scaled = scheduler.scale_model_input(sample, timestep) if hasattr(scheduler, "scale_model_input") else sample
        sys.modules[type(scheduler).__module__].randn_tensor = lambda *_, call=call, **__: exact_row(NOISE, call)
        result = scheduler.step(toy_model_output(scaled, call), timestep, sample)
        row = {"prevSample": _finite(result.prev_sample)}
        predicted = getattr(result, "pred_original_sample", getattr(result, "denoised", None))
        if predicted is not None:
            row["predOriginalSample"] = _finite(predicted)
        trace.append(row)
        sample = result.prev_sample
    return {
        "steps": steps,
        **({"from": begin} if begin else {}),
        "timesteps": numbers(timesteps),
        "initNoiseSigma": number(sigma),
        "trace": trace,
    }


def noised(class_name: str, config: dict, steps: int) -> list[dict]:
    """add_noise at the first, a middle and the last call: where a touch-up starts from."""
    scheduler = build(class_name, config)
    mu = {"mu": config["mu"]} if "mu" in config else {}
    scheduler.set_timesteps(steps, **mu)
    calls = len(scheduler.timesteps)
    results = []
    for call in sorted({0, calls // 2, calls - 1}):
        if hasattr(scheduler, "set_begin_index"):
            scheduler.set_begin_index(call)
        timestep = scheduler.timesteps[call : call + 1]
        clean, noise = exact_row(CLEAN, 0), exact_row(NOISE, call)
        if hasattr(scheduler, "scale_noise"):
            noisy = scheduler.scale_noise(clean, timestep, noise)
        else:
            noisy = scheduler.add_noise(clean, noise, timestep)
        results.append({"call": call, "noisy": _finite(noisy)})
    return results


def config_vector(class_name: str, name: str, config: dict) -> dict:
    counts = step_counts(class_name, name, config)
    walks = [walk(class_name, config, steps) for steps in counts]
    # PNDM's list cannot be sliced: the painter builds a new one.
    if class_name != "PNDMScheduler":
        walks.append(walk(class_name, config, 7, begin=3))
    return {"name": name, "config": config, "walks": walks, "addNoise": noised(class_name, config, 7)}


def class_vectors(class_name: str) -> dict:
    vectors = [config_vector(class_name, name, config) for name, config in CONFIGS[class_name]]
    return {"formatVersion": 2, "madeBy": versions(), "className": class_name, "shape": SHAPE, "configs": vectors}


def write_scheduler_vectors(out: Path) -> None:
    if not diffusers.utils.is_scipy_available():
        raise ValueError("diffusers' beta sigmas need scipy: pip install scipy")
    for class_name, file in FILES.items():
        write_json(out / f"{file}.json", class_vectors(class_name))


def _finite(values: torch.Tensor) -> list[float]:
    if not torch.isfinite(values).all():
        raise ValueError("diffusers leaves no finite numbers with this config")
    return numbers(values)
