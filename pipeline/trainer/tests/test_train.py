"""A killed run goes on as if nothing had happened; one seed gives one model."""

from __future__ import annotations

import dataclasses
import os
import random
import signal

import numpy as np
import pytest
import torch
from conftest import TOY_PLAN, TOY_SHAPE

from yosegaki_trainer.device import Device
from yosegaki_trainer.models import build_vae
from yosegaki_trainer.progress import Stopped
from yosegaki_trainer.schedule import build_scheduler
from yosegaki_trainer.train import Training, held_loss, learning_rate, make_batch, snr_weight, spread_timesteps
from yosegaki_trainer.vae import VaePlan, VaeTraining, batch_indices


def _weights(training: Training) -> torch.Tensor:
    return torch.cat([p.detach().flatten() for p in (*training.networks.parameters(), *training.average.parameters())])


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_killed_and_resumed_at_random_batches_gives_the_same_weights(tmp_path, toy_data, precision):
    device, plan = Device(precision), dataclasses.replace(TOY_PLAN, steps=16)
    whole = Training(TOY_SHAPE, toy_data, plan, tmp_path / "whole", device)
    whole.run()
    rng = random.Random(5)
    for _ in range(5):
        part = Training(TOY_SHAPE, toy_data, plan, tmp_path / "killed", device)
        for _ in range(rng.randint(1, 3)):
            part.advance()
        part.save()
        part.advance()  # lost with the kill
    last = Training(TOY_SHAPE, toy_data, plan, tmp_path / "killed", device)
    assert last.step < plan.steps
    last.run()
    assert torch.equal(_weights(whole), _weights(last))


def test_looking_at_a_run_does_not_change_it(tmp_path, toy_data):
    seen = dataclasses.replace(toy_data, held=(toy_data.latents[:3], toy_data.meanings[:3]))
    runs = []
    for name, data, every in (("unseen", toy_data, 10**9), ("seen", seen, 2)):
        training = Training(TOY_SHAPE, data, dataclasses.replace(TOY_PLAN, sample_every=every), tmp_path / name)
        training.run(build_vae(TOY_SHAPE))
        runs.append(_weights(training))
    assert torch.equal(*runs)
    assert sorted(path.name for path in (tmp_path / "seen").glob("sample-*.png")) == [
        "sample-000002.png",
        "sample-000004.png",
        "sample-000006.png",
    ]


def test_the_held_out_loss_is_always_of_the_same_noise(tmp_path, toy_data):
    data = dataclasses.replace(toy_data, held=(toy_data.latents[:3], toy_data.meanings[:3]))
    training = Training(TOY_SHAPE, data, TOY_PLAN, tmp_path)
    losses = [held_loss(training.networks, training.scheduler, data, training.device) for _ in range(2)]
    training.advance()
    assert losses[0] == losses[1] != held_loss(training.networks, training.scheduler, data, training.device)


def test_several_processes_have_the_batch_between_them(toy_data):
    batch = make_batch(build_scheduler(), toy_data, TOY_PLAN, step=3)
    parts = [batch.part(_OneOf(index, 2)) for index in range(2)]
    for name, values in batch._asdict().items():
        shares = [getattr(part, name) for part in parts]
        assert torch.equal(torch.stack(shares, dim=1).flatten(0, 1), values), name


class _OneOf(Device):
    """One of `total` processes."""

    def __init__(self, index: int, total: int):
        super().__init__()
        object.__setattr__(self, "own", slice(index, None, total))

    @property
    def share(self) -> slice:
        return self.own


def test_a_run_may_end_before_its_plan_does(tmp_path, toy_data):
    training = Training(TOY_SHAPE, toy_data, dataclasses.replace(TOY_PLAN, until=2), tmp_path)
    training.run()
    assert training.step == 2


def test_a_run_that_is_asked_to_stop_saves_its_last_step(tmp_path, toy_data):
    training = Training(TOY_SHAPE, toy_data, TOY_PLAN, tmp_path)
    advance = training.advance

    def advance_then_ask() -> float:
        loss = advance()
        if training.step == 2:
            os.kill(os.getpid(), signal.SIGTERM)
        return loss

    training.advance = advance_then_ask
    with pytest.raises(Stopped):
        training.run()
    assert Training(TOY_SHAPE, toy_data, TOY_PLAN, tmp_path).step == 2


def test_one_seed_twice_agrees_and_another_does_not(tmp_path, toy_data):
    runs = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        training = Training(TOY_SHAPE, toy_data, dataclasses.replace(TOY_PLAN, seed=seed), tmp_path / name)
        training.advance()
        training.advance()
        runs.append(_weights(training))
    assert torch.equal(runs[0], runs[1])
    assert not torch.equal(runs[0], runs[2])


def test_resumed_autoencoder_gives_the_same_weights(tmp_path):
    pictures = np.random.default_rng(1).integers(0, 255, (12, 16, 16, 3), dtype=np.uint8)

    def weights(name: str, *stops: int) -> torch.Tensor:
        for stop in stops:
            training = VaeTraining(TOY_SHAPE, pictures, VaePlan(steps=6, batch=4), tmp_path / name)
            while training.step < stop:
                training.advance()
            training.save()
        return torch.cat([p.detach().flatten() for p in training.vae.parameters()])

    assert torch.equal(weights("whole", 6), weights("parts", 1, 2, 5, 6))


def test_an_epoch_shows_every_picture_once():
    seen = np.concatenate([batch_indices(20, 4, seed=5, step=step) for step in range(5, 10)])
    assert sorted(seen) == list(range(20))


def test_timesteps_are_spread_over_the_schedule():
    torch.manual_seed(0)
    steps = spread_timesteps(10)
    assert sorted((steps // 100).tolist()) == list(range(10))


def test_pure_noise_keeps_its_weight_and_clean_samples_lose_theirs():
    weights = snr_weight(build_scheduler(), torch.tensor([0, 500, 999]))
    assert weights[2] == 1.0
    assert weights[0] < 0.1


def test_the_rate_rises_stays_and_falls_to_nothing():
    plan = dataclasses.replace(TOY_PLAN, steps=100, warmup=10, decay=0.3)
    rates = [learning_rate(step, plan) for step in range(101)]
    assert rates[0] == 0.1
    assert rates[10] == rates[69] == 1.0
    assert rates[100] == 0.0
