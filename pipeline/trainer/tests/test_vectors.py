"""The schedulers' vectors in tests/vectors are what diffusers gives today."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path

import pytest
import torch
from diffusers.utils import is_scipy_available

from yosegaki_trainer.scheduler_configs import CONFIGS
from yosegaki_trainer.scheduler_vectors import FILES, STEP_COUNTS, config_vector, correctly_rounded

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


@pytest.fixture(autouse=True, scope="module")
def one_thread():
    """Tensors of eight values are no work to share."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.mark.parametrize(
    ("arithmetic", "tolerance", "counts"),
    [(correctly_rounded, 1e-5, STEP_COUNTS), (nullcontext, 2e-4, (1, 2, 7))],
    ids=["rounded", "plain"],
)
@pytest.mark.parametrize(("class_name", "n"), ROWS)
def test_vectors_are_current(class_name, n, arithmetic, tolerance, counts):
    """`plain`: torch as it is, whose last bits differ from machine to machine and grow on the way."""
    stored = COMMITTED[class_name]["configs"][n]
    with arithmetic():
        fresh = config_vector(class_name, *CONFIGS[class_name][n], counts, again=stored)
    of_counts = {key: [row for row in stored[key] if row["steps"] in counts] for key in ("walks", "skipped")}
    assert_same(json.loads(json.dumps(fresh)), {**stored, **of_counts}, tolerance)


def assert_same(now, then, tolerance):
    """Numbers to a tolerance relative to the largest in their list, all else exactly."""
    if isinstance(then, dict):
        assert now.keys() == then.keys()
        for key in then:
            assert_same(now[key], then[key], tolerance)
    elif isinstance(then, list) and then and not isinstance(then[0], float):
        assert len(now) == len(then)
        for one, other in zip(now, then, strict=True):
            assert_same(one, other, tolerance)
    elif isinstance(then, list) and then:
        allowed = tolerance * max(map(abs, then))
        assert len(now) == len(then)
        assert all(abs(one - other) <= allowed for one, other in zip(now, then, strict=True)), (now, then)
    elif isinstance(then, float):
        assert now == pytest.approx(then, rel=tolerance)
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
