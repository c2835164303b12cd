"""A killed run goes on as if nothing had happened; one seed gives one model."""

from __future__ import annotations

import dataclasses
import os
import signal

import numpy as np
import torch
from conftest import TOY_PLAN, TOY_SHAPE

from yosegaki_trainer.schedule import build_scheduler
from yosegaki_trainer.train import Training, learning_rate, snr_weight, spread_timesteps
from yosegaki_trainer.vae import batch_indices, train_vae


def _weights(training: Training) -> torch.Tensor:
    return torch.cat([p.detach().flatten() for p in (*training.networks.parameters(), *training.average.parameters())])


def test_resumed_run_gives_the_same_weights(tmp_path, toy_data):
    whole = Training(TOY_SHAPE, toy_data, TOY_PLAN, tmp_path / "whole")
    whole.run()
    first = Training(TOY_SHAPE, toy_data, TOY_PLAN, tmp_path / "killed")
    for _ in range(3):
        first.advance()
    first.save()
    first.advance()  # lost with the kill
    second = Training(TOY_SHAPE, toy_data, TOY_PLAN, tmp_path / "killed")
    assert second.step == 3
    second.run()
    assert torch.equal(_weights(whole), _weights(second))


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

    def train(name: str, *stops: int) -> torch.Tensor:
        for stop in stops:
            vae = train_vae(pictures, TOY_SHAPE, tmp_path / name, stop, batch=4, total=6)
        return torch.cat([p.detach().flatten() for p in vae.parameters()])

    assert torch.equal(train("whole", 6), train("parts", 2, 6))


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
