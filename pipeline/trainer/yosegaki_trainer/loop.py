"""The loop of every training: steps with progress, saved now and then, and ended by a polite request to stop."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import torch

from .progress import Progress, StopSignal

SMOOTHING = 0.98


class Steps(Protocol):
    """A training that knows how far it is."""

    step: int

    def advance(self) -> torch.Tensor:
        """One optimiser step; returns its loss, where it was computed: nobody waits for a GPU to tell it."""

    def save(self) -> None: ...


@dataclass(frozen=True)
class Standing:
    """Where a training is after a step. average: of the loss, smoothed. left: seconds to its end, at this speed."""

    step: int
    average: torch.Tensor
    left: int
    done: bool

    @property
    def loss(self) -> float:
        return round(float(self.average), 5)


def run_steps(
    name: str, steps: Steps, end: int, save_every: float, after: Callable[[Standing], None] = lambda _: None
) -> None:
    """Advance to step `end`, saving every `save_every` seconds and at the end; `after` is called after each step.

    Asked to stop (SIGTERM, SIGINT), it finishes the step at hand, saves, and raises Stopped.
    """
    progress, saved, average = Progress(name, end, start=steps.step), time.monotonic(), None
    with StopSignal() as stop:
        while steps.step < end and not stop.asked:
            loss = steps.advance().detach()
            average = loss if average is None else torch.lerp(loss, average, SMOOTHING)
            left = round(progress.seconds_left(steps.step))
            now = Standing(steps.step, average, left, steps.step == end)
            progress.show(steps.step, lambda now=now: f"loss {now.loss:.4f}")
            if time.monotonic() - saved > save_every or now.done or stop.asked:
                steps.save()
                saved = time.monotonic()
            after(now)
    stop.require_unasked()
