"""Everything that decides a run's result, apart from the clip art itself: read from JSON, kept with the run."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from .data import CachePlan
from .device import best_precision
from .models import ModelShape
from .scenes import Variety
from .train import TrainPlan
from .vae import VaePlan


@dataclass(frozen=True)
class RunConfig:
    """precision: None is the best that the machine computes in. manifest: fields of model.json, see export."""

    shape: ModelShape = field(default_factory=ModelShape)
    vae: VaePlan = field(default_factory=lambda: VaePlan(steps=3500))
    plan: TrainPlan = field(default_factory=lambda: TrainPlan(steps=6000))
    variety: Variety = field(default_factory=Variety)
    per_concept: int = 600
    judge_steps: int = 1500
    seed: int = 1
    precision: str | None = None
    eight_bit: bool = False
    """Store the UNet's weights in a byte each."""
    manifest: dict = field(default_factory=dict)
    budget: float | None = None
    """Seconds that the run was fitted to; None: not fitted."""

    def to_dict(self) -> dict:
        return asdict(self)

    @property
    def cache(self) -> CachePlan:
        return CachePlan(self.shape.resolution, self.per_concept, self.seed, self.variety)

    @staticmethod
    def from_dict(values: dict) -> RunConfig:
        """Unknown names are an error, missing ones keep their defaults."""
        parts = {"shape": ModelShape, "vae": VaePlan, "plan": TrainPlan, "variety": Variety}
        read = {name: kind(**_tuples(values[name])) for name, kind in parts.items() if name in values}
        return RunConfig(**{**values, **read})

    @staticmethod
    def load(path: Path) -> RunConfig:
        values = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(values, dict):
            raise ValueError(f"{path}: expected an object")
        try:
            return RunConfig.from_dict(values)
        except TypeError as error:
            raise ValueError(f"{path}: {error}") from error

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(self.to_dict(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def settled(self) -> RunConfig:
        """With nothing left for the machine to decide."""
        return replace(self, precision=self.precision or best_precision())


def _tuples(values: dict) -> dict:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
