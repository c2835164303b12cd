"""Reference numbers of the schedulers, made by diffusers itself, for the TypeScript painter to be held against.

One file per class, `tests/vectors/schedulers/<class>.json`: many configs (scheduler_configs.py), tensors of eight
values, every model call's results. A walk holds for each call

  modelOutput         what the model was said to have given
  noise               fresh noise, absent where diffusers draws none or less than 1e-9 of it reaches the result
  scaledInput         absent where it is the sample itself
  prevSample          the result
  predOriginalSample  absent where diffusers does not return it

Numbers are the shortest that are the same float32.

diffusers' own code runs, but on torch whose square roots, logarithms and exponentials are rounded correctly
(`correctly_rounded`): torch's own are off by one unit in up to a third of all values, depending on the processor, and
near zero SNR that grows to 1e-4 of a picture. test_vectors.py holds the files against plain torch too.
"""

from __future__ import annotations

import copy
import math
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

import diffusers
import numpy as np
import torch
from diffusers import SchedulerMixin

from .scheduler_configs import CONFIGS
from .vectors import versions, write_json

SHAPE = (1, 4, 1, 2)
"""Shape of the tensors. Schedulers work per value, or over all of them; eight are plenty."""

STEP_COUNTS = (1, 2, 7, 50)

FROM = (7, 3)
"""The step count of the walks that begin in the middle, as from a picture, and the step that they begin at."""

SDE = "DPMSolverMultistepScheduler-sde"
"""Counted as a class of its own: the stochastic kinds of DPMSolverMultistepScheduler."""

FILES = {
    "DDIMScheduler": "ddim",
    "DDPMScheduler": "ddpm",
    "PNDMScheduler": "pndm",
    "EulerDiscreteScheduler": "euler-discrete",
    "EulerAncestralDiscreteScheduler": "euler-ancestral-discrete",
    "HeunDiscreteScheduler": "heun-discrete",
    "DPMSolverMultistepScheduler": "dpm-solver-multistep",
    SDE: "dpm-solver-multistep-sde",
    "UniPCMultistepScheduler": "unipc-multistep",
    "LCMScheduler": "lcm",
    "FlowMatchEulerDiscreteScheduler": "flow-match-euler-discrete",
}

NEVER_NOISY = (
    "DDIMScheduler",
    "PNDMScheduler",
    "EulerDiscreteScheduler",
    "HeunDiscreteScheduler",
    "DPMSolverMultistepScheduler",
    "UniPCMultistepScheduler",
)
"""Draw no noise unless asked by arguments of `step`; in these files that is an error."""

MANY_CALLS = ("PNDMScheduler", "HeunDiscreteScheduler")
"""Several calls of the model in some steps: diffusers' own pictures from pictures begin inside such a step."""


def toy_model_output(sample: np.ndarray, step: int) -> np.ndarray:
    """A stand-in for the UNet: any deterministic function of sample and step index. Its results are stored as well."""
    wave = np.sin(np.arange(sample.size, dtype=np.float64).reshape(sample.shape) * 0.7 + step * 1.3)
    return (0.6 * np.tanh(sample.astype(np.float64)) + 0.5 * wave).astype(np.float32)


def short_numbers(values: torch.Tensor | np.ndarray) -> list[float]:
    """Every float32 by its shortest decimals: one tenth is 0.1."""
    return [float(str(value)) for value in np.asarray(values, dtype=np.float32).reshape(-1)]


def cheap(values: np.ndarray) -> torch.Tensor:
    """What diffusers is fed: three decimals, so that the files stay small."""
    return torch.from_numpy(np.round(values.astype(np.float64), 3).astype(np.float32))


def normals(seed: int) -> torch.Tensor:
    return cheap(np.random.default_rng(seed).standard_normal(SHAPE))


def build(class_name: str, config: dict) -> SchedulerMixin:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return getattr(diffusers, class_name.removesuffix("-sde")).from_config(config)


def planned(class_name: str, config: dict, steps: int, mu: float | None) -> SchedulerMixin:
    """A new scheduler with its timesteps set."""
    scheduler = build(class_name, config)
    scheduler.set_timesteps(steps, **({} if mu is None else {"mu": mu}))
    return scheduler


@contextmanager
def noise_drawn_by(scheduler: SchedulerMixin, draw: Callable[[], torch.Tensor]) -> Iterator[None]:
    module = sys.modules[type(scheduler).__module__]
    own = getattr(module, "randn_tensor", None)
    module.randn_tensor = lambda *_, **__: draw()
    try:
        yield
    finally:
        module.randn_tensor = own


def refuse() -> torch.Tensor:
    raise AssertionError("noise was drawn by a scheduler that never draws any")


@contextmanager
def correctly_rounded() -> Iterator[None]:
    """Elementary functions of float32 tensors worked out in float64, so that they are the same on every machine."""

    def wide(own: Callable[..., torch.Tensor]) -> Callable[..., torch.Tensor]:
        def rounded(values: torch.Tensor) -> torch.Tensor:
            return own(values.double()).float() if values.dtype == torch.float32 else own(values)

        return rounded

    own_power = torch.Tensor.__pow__

    def power(values: torch.Tensor, exponent: float) -> torch.Tensor:
        return values.sqrt() if isinstance(exponent, float) and exponent == 0.5 else own_power(values, exponent)

    with ExitStack() as patches:
        for name in ("sqrt", "log", "exp", "expm1", "sigmoid"):
            for place in (torch, torch.Tensor):
                patches.enter_context(patch.object(place, name, wide(getattr(torch.Tensor, name))))
        patches.enter_context(patch.object(torch.Tensor, "__pow__", power))
        yield


def step_noise(scheduler: SchedulerMixin, *call: torch.Tensor) -> bool:
    """Whether the step that comes would draw noise that its result depends on. The scheduler stays as it is.

    DDPM adds a deviation of 1e-10 to a last step at t > 0, as it keeps its variance from zero: that is none.
    """
    results = []
    for value in (0.0, 1.0):
        trial = copy.copy(scheduler)
        # All that a step changes in place.
        vars(trial).update({key: list(value) for key, value in vars(trial).items() if isinstance(value, list)})
        with noise_drawn_by(trial, lambda value=value: torch.full(SHAPE, value)):
            results.append(trial.step(*call).prev_sample)
    return not torch.allclose(*results, rtol=0, atol=1e-9)


def walk(
    class_name: str, config: dict, steps: int, mu: float | None, begin: int = 0, again: dict | None = None
) -> dict:
    """One walk from noise to its end, or from step `begin` on; `again`: with the model outputs of that record."""
    scheduler = planned(class_name, config, steps, mu)
    if hasattr(scheduler, "set_begin_index"):
        # Else a first timestep that comes twice would be taken for the second one.
        scheduler.set_begin_index(begin)
    timesteps = scheduler.timesteps[begin:]
    sigma = float(getattr(scheduler, "init_noise_sigma", 1.0))
    sample = normals(7) * sigma
    record = {
        "steps": steps,
        **({"from": begin} if begin else {}),
        "timesteps": short_numbers(timesteps),
        "initNoiseSigma": short_numbers(np.array([sigma]))[0],
        "order": scheduler.order,
        "initialSample": short_numbers(sample),
        "calls": [],
    }
    for call, timestep in enumerate(timesteps):
        scaled = sample
        if hasattr(scheduler, "scale_model_input"):
            scaled = scheduler.scale_model_input(sample, timestep)
        output = cheap(toy_model_output(scaled.numpy(), call))
        if again:
            output = torch.tensor(again["calls"][call]["modelOutput"]).reshape(SHAPE)
        noise = normals(1000 + call)
        noisy = class_name not in NEVER_NOISY and step_noise(scheduler, output, timestep, sample)
        with noise_drawn_by(scheduler, (lambda noise=noise: noise) if class_name not in NEVER_NOISY else refuse):
            result = scheduler.step(output, timestep, sample)
        predicted = getattr(result, "pred_original_sample", getattr(result, "denoised", None))
        record["calls"].append(
            {
                "modelOutput": short_numbers(output),
                **({"noise": short_numbers(noise)} if noisy else {}),
                **({} if torch.equal(scaled, sample) else {"scaledInput": finite(scaled)}),
                "prevSample": finite(result.prev_sample),
                **({} if predicted is None else {"predOriginalSample": finite(predicted)}),
            }
        )
        sample = result.prev_sample
    return record


def noised(class_name: str, config: dict, steps: int, mu: float | None) -> dict:
    """add_noise at the first, the middle and the last call: where a touch-up starts from."""
    original, noise = cheap(np.clip(normals(11).numpy(), -1, 1)), normals(13)
    calls = len(planned(class_name, config, steps, mu).timesteps)
    results = []
    for call in sorted({0, calls // 2, calls - 1}):
        scheduler = planned(class_name, config, steps, mu)
        if hasattr(scheduler, "set_begin_index"):
            scheduler.set_begin_index(call)
        timestep = scheduler.timesteps[call : call + 1]
        if hasattr(scheduler, "scale_noise"):
            noisy = scheduler.scale_noise(original, timestep, noise)
        else:
            noisy = scheduler.add_noise(original, noise, timestep)
        results.append({"call": call, "noisy": finite(noisy)})
    return {
        "steps": steps,
        "original": short_numbers(original),
        "noise": short_numbers(noise),
        "results": results,
    }


def config_vector(
    class_name: str, name: str, config: dict, counts: tuple[int, ...] = STEP_COUNTS, again: dict | None = None
) -> dict:
    """All walks of one config; what diffusers itself cannot walk stands in `skipped` with its reason.

    again: an earlier result, whose model outputs are taken: being rounded, new ones would jump at the least difference.
    """
    mu = config.get("mu")
    options = {key: value for key, value in config.items() if key != "mu"}
    earlier = {(w["steps"], w.get("from", 0)): w for w in again["walks"]} if again else {}
    walks: list[dict] = []
    skipped: list[dict] = []
    for count in counts:
        try:
            walks.append(walk(class_name, options, count, mu, again=earlier.get((count, 0))))
        except AssertionError:
            raise
        except Exception as error:
            skipped.append({"steps": count, "reason": f"{type(error).__name__}: {error}"})
    count, begin = FROM
    if class_name not in MANY_CALLS:
        walks.append(walk(class_name, options, count, mu, begin, earlier.get(FROM)))
    return {
        "name": name,
        "config": full_config(build(class_name, options)),
        **({} if mu is None else {"mu": mu}),
        "walks": walks,
        "skipped": skipped,
        "addNoise": noised(class_name, options, FROM[0], mu),
    }


def full_config(scheduler: SchedulerMixin) -> dict:
    """As diffusers saves it. JSON has no infinity: it is a string."""
    options = {key: value for key, value in scheduler.config.items() if not key.startswith("_")}
    infinite = {key: "-Infinity" for key, value in options.items() if value == -math.inf}
    return {"_class_name": type(scheduler).__name__, **options, **infinite}


def class_vectors(class_name: str) -> dict:
    with correctly_rounded():
        configs = [config_vector(class_name, name, config) for name, config in CONFIGS[class_name]]
    return {
        "formatVersion": 2,
        "madeBy": {**versions(), "elementaryFunctions": "correctly rounded"},
        "className": class_name,
        "shape": SHAPE,
        "configs": configs,
    }


def write_scheduler_vectors(out: Path) -> None:
    if not diffusers.utils.is_scipy_available():
        raise ValueError("diffusers' beta sigmas need scipy: pip install scipy")
    for class_name, file in FILES.items():
        write_json(out / f"{file}.json", class_vectors(class_name))


def finite(values: torch.Tensor) -> list[float]:
    if not torch.isfinite(values).all():
        raise ValueError("diffusers leaves numbers that are not finite")
    return short_numbers(values)
