"""The schedulers' vectors in tests/vectors are what diffusers gives today."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from diffusers.utils import is_scipy_available

from yosegaki_trainer.scheduler_configs import CONFIGS
from yosegaki_trainer.scheduler_vectors import FILES, STEP_COUNTS, config_vector

FOLDER = Path(__file__).parents[3] / "tests" / "vectors" / "schedulers"
COMMITTED = {name: json.loads((FOLDER / f"{file}.json").read_text()) for name, file in FILES.items()}

ROWS = [
    pytest.param(
        name,
        n,
        id=f"{name}/{config_name}",
        marks=pytest.mark.skipif(
            config.get("use_beta_sigmas", False) and not is_scipy_available(), reason="beta sigmas need scipy"
        ),
    )
    for name, configs in CONFIGS.items()
    for n, (config_name, config) in enumerate(configs)
]


@pytest.mark.parametrize(("class_name", "n"), ROWS)
def test_vectors_are_current(class_name, n):
    fresh = json.loads(json.dumps(config_vector(class_name, *CONFIGS[class_name][n])))
    assert_same(fresh, COMMITTED[class_name]["configs"][n])


def assert_same(now, then):
    """Numbers to 1e-5 of the largest in their list, all else exactly."""
    if isinstance(then, dict):
        assert now.keys() == then.keys()
        for key in then:
            assert_same(now[key], then[key])
    elif isinstance(then, list) and then and not isinstance(then[0], float):
        assert len(now) == len(then)
        for one, other in zip(now, then, strict=True):
            assert_same(one, other)
    elif isinstance(then, list) and then:
        np.testing.assert_allclose(now, then, rtol=1e-5, atol=1e-5 * np.abs(then).max())
    elif isinstance(then, float):
        assert now == pytest.approx(then, rel=1e-5)
    else:
        assert now == then


@pytest.mark.parametrize("class_name", FILES)
def test_every_class_has_enough(class_name):
    configs = COMMITTED[class_name]["configs"]
    assert [config["name"] for config in configs] == [name for name, _ in CONFIGS[class_name]]
    assert len(configs) >= 8
    assert {walk["steps"] for config in configs for walk in config["walks"]} == set(STEP_COUNTS)
    for config in configs:
        counts = [walk["steps"] for walk in config["walks"] if "from" not in walk]
        assert sorted(counts + [row["steps"] for row in config["skipped"]]) == list(STEP_COUNTS)


def test_the_files_stay_small():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 4e6
