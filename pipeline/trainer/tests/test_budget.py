"""A budget takes steps away until they fit, and never adds any."""

from __future__ import annotations

import pytest

from yosegaki_trainer import budget
from yosegaki_trainer.config import RunConfig
from yosegaki_trainer.train import TrainPlan


@pytest.fixture(autouse=True)
def _known_speed(monkeypatch):
    """A quarter of a second a step of the autoencoder, half a second one of the UNet, two minutes for the sheets."""
    monkeypatch.setattr(budget, "_measure", lambda config: budget.Speed(0.25, 0.5, 120))


def test_the_steps_fit_into_the_time():
    asked = RunConfig()
    fitted = budget.fit_budget(asked, 600)
    assert 0.25 * fitted.vae.steps + 0.5 * fitted.plan.steps + budget.FIXED + 120 < 600
    assert fitted.plan.steps > 300
    assert fitted.per_concept < asked.per_concept
    assert fitted.budget == 600


def test_more_time_than_needed_changes_nothing():
    asked = RunConfig()
    assert budget.fit_budget(asked, 1e6) == RunConfig(**{**vars(asked), "budget": 1e6})


def test_large_batches_shrink_where_they_would_leave_few_steps(monkeypatch):
    monkeypatch.setattr(budget, "_measure", lambda config: budget.Speed(0.25, config.plan.batch / 64, 120))
    asked = RunConfig(plan=TrainPlan(steps=6000, batch=256))
    fitted = budget.fit_budget(asked, 600)
    assert 16 <= fitted.plan.batch < 256
    assert fitted.plan.steps >= 500


def test_even_a_hopeless_budget_leaves_a_step_of_everything():
    fitted = budget.fit_budget(RunConfig(), 1)
    assert (fitted.vae.steps, fitted.plan.steps, fitted.judge_steps, fitted.per_concept) == (1, 1, 1, 1)
