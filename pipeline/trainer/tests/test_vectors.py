"""The vectors in tests/vectors are what diffusers gives today."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from yosegaki_trainer.scheduler_vectors import scheduler_configs, scheduler_vector

COMMITTED = Path(__file__).parents[3] / "tests" / "vectors" / "schedulers.json"
VECTORS = {v["name"]: v for v in json.loads(COMMITTED.read_text())["vectors"]}


@pytest.mark.parametrize(
    ("name", "kind", "config", "counts"), scheduler_configs(), ids=lambda v: v if isinstance(v, str) else ""
)
def test_vectors_are_current(name, kind, config, counts):
    for steps in counts:
        fresh, stored = scheduler_vector(name, kind, config, steps), VECTORS[f"{kind}/{name}/{steps}"]
        assert fresh["timesteps"] == stored["timesteps"]
        for now, then in zip(fresh["trace"], stored["trace"], strict=True):
            for key in now:
                np.testing.assert_allclose(now[key], then[key], rtol=1e-5, atol=1e-6)


def test_both_schedulers_and_all_step_counts_are_covered():
    assert {v["scheduler"] for v in VECTORS.values()} == {"ddim", "euler"}
    assert {v["steps"] for v in VECTORS.values()} == {1, 2, 7, 25}
