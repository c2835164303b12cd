"""DDIM in numpy, after diffusers' DDIMScheduler, whose import alone would bring PyTorch along."""

from __future__ import annotations

import numpy as np


class NumpyDdim:
    """Without added noise. Takes diffusers' scheduler_config.json."""

    def __init__(self, config: dict, steps: int):
        count = config["num_train_timesteps"]
        if config.get("clip_sample", True) or config.get("thresholding"):
            raise ValueError("clip_sample and thresholding are not among what this DDIM can do")
        self.alphas = np.cumprod(1 - _betas(config, count), dtype=np.float64).astype(np.float32)
        self.final = np.float32(1) if config.get("set_alpha_to_one", True) else self.alphas[0]
        self.prediction = config.get("prediction_type", "epsilon")
        self.stride = count // steps
        self.timesteps = _spaced(config, count, steps)

    def step(self, output: np.ndarray, timestep: int, sample: np.ndarray) -> np.ndarray:
        before = timestep - self.stride
        now, then = self.alphas[timestep], self.alphas[before] if before >= 0 else self.final
        signal, noise = np.sqrt(now), np.sqrt(1 - now)
        if self.prediction == "epsilon":
            clean, direction = (sample - noise * output) / signal, output
        elif self.prediction == "v_prediction":
            clean, direction = signal * sample - noise * output, signal * output + noise * sample
        else:
            clean, direction = output, (sample - signal * output) / noise
        return np.sqrt(then) * clean + np.sqrt(1 - then) * direction


def _betas(config: dict, count: int) -> np.ndarray:
    start, end, kind = config["beta_start"], config["beta_end"], config["beta_schedule"]
    if kind == "linear":
        betas = np.linspace(start, end, count, dtype=np.float32)
    elif kind == "scaled_linear":
        betas = np.linspace(start**0.5, end**0.5, count, dtype=np.float32) ** 2
    else:
        raise ValueError(f"beta_schedule {kind} is not among what this DDIM can do")
    if not config.get("rescale_betas_zero_snr"):
        return betas
    roots = np.sqrt(np.cumprod(1 - betas, dtype=np.float64).astype(np.float32))
    bars = ((roots - roots[-1]) * (roots[0] / (roots[0] - roots[-1]))) ** 2
    return 1 - np.concatenate([bars[:1], bars[1:] / bars[:-1]])


def _spaced(config: dict, count: int, steps: int) -> list[int]:
    spacing, offset = config.get("timestep_spacing", "leading"), config.get("steps_offset", 0)
    if spacing == "trailing":
        times = np.round(count - np.arange(steps) * (count / steps)) - 1
    elif spacing == "leading":
        times = np.arange(steps)[::-1] * (count // steps) + offset
    else:
        times = np.round(np.linspace(0, count - 1, steps))[::-1]
    return [int(each) for each in times]
