"""The loop of every training: steps with progress, saved now and then, and ended by a polite request to stop."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from .progress import Progress, StopSignal

SMOOTHING = 0.98


class Steps(Protocol):
    """A training that knows how far it is."""

    step: int

    def advance(self) -> float:
        """One optimiser step; returns its loss."""

    def save(self) -> None: ...


@dataclass(frozen=True)
class Standing:
    """Where a training is after a step. loss: smoothed. left: seconds to its end, at the speed so far."""

    step: int
    loss: float
    left: int
    done: bool


def run_steps(
    name: str, steps: Steps, end: int, save_every: float, after: Callable[[Standing], None] = lambda _: None
) -> None:
    """Advance to step `end`, saving every `save_every` seconds and at the end; `after` is called after each step.

    Asked to stop (SIGTERM, SIGINT), it finishes the step at hand, saves, and raises Stopped.
    """
    progress, saved, average = Progress(name, end, start=steps.step), time.monotonic(), None
    with StopSignal() as stop:
        while steps.step < end and not stop.asked:
            loss = steps.advance()
            average = loss if average is None else SMOOTHING * average + (1 - SMOOTHING) * loss
            progress.show(steps.step, f"loss {average:.4f}")
            done = steps.step == end
            if time.monotonic() - saved > save_every or done or stop.asked:
                steps.save()
                saved = time.monotonic()
            after(Standing(steps.step, round(average, 5), round(progress.seconds_left(steps.step)), done))
    stop.require_unasked()
