"""A whole run, small: from clip art to a model folder with its card; killed at any batch it comes to the same end."""

from __future__ import annotations

import json
import multiprocessing
import random
import shutil
import signal
import time
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
import torch
from test_data import SVG

from yosegaki_trainer import data
from yosegaki_trainer.cli import main
from yosegaki_trainer.concepts import CONCEPTS

CONFIG = {
    "shape": {
        "resolution": 32, "downsample": 8, "vae_widths": [8, 8], "vae_blocks": 1, "tiny_widths": [4, 4],
        "unet_channels": [8, 16], "norm_groups": 4, "head_dim": 8, "text_dim": 16, "text_layers": 1, "text_heads": 2,
        "text_length": 32, "vocab_size": 512,
    },
    "vae": {"steps": 6, "batch": 4, "save_every": 0},
    "plan": {"steps": 12, "batch": 4, "text_steps": 2, "sample_every": 6, "save_every": 0},
    "per_concept": 2,
    "variety": {"works": 3},
    "judge_steps": 2,
    "precision": "fp32",
    "manifest": {"id": "mini-1", "version": "1", "licence": "CC0-1.0"},
}  # fmt: skip


@pytest.fixture(scope="module")
def clipart(tmp_path_factory) -> Path:
    """The curated files, each a grey disc of another size."""
    root = tmp_path_factory.mktemp("clipart")
    files = [file for listed in data.load_curation().values() for file in listed]
    for number, file in enumerate(files):
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(SVG.format(r=6 + number / 50))
    return root


@pytest.fixture(scope="module")
def whole(tmp_path_factory, clipart) -> Path:
    """A run that nobody disturbed, with its model beside it."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "config.json").write_text(json.dumps(CONFIG))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(data, "RENDER_SIDE", 58)
        assert main(_arguments(folder, clipart)) == 0
    return folder


def _arguments(folder: Path, clipart: Path, *more: str) -> list[str]:
    named = {"--config": folder / "config.json", "--run": folder / "run", "--out": folder / "model"}
    given = [str(each) for pair in named.items() for each in pair]
    return ["run", *given, "--docs", str(folder / "docs"), "--clipart", str(clipart), *more]


def test_the_chain_ends_in_a_model_folder_with_card_and_evidence(whole):
    model = whole / "model"
    manifest = json.loads((model / "model.json").read_text())
    assert manifest["id"] == "mini-1"
    assert len(manifest["concepts"]) == len(CONCEPTS)
    assert "tiny_decoder/model.onnx" in manifest["files"]
    card = (model / "README.md").read_text()
    for heading in ("日本語の要約", "What it learnt from", "Training", "Measured", "Copies", "Limits", "Licences"):
        assert f"## {heading}" in card
    assert "Nobody has looked" in card
    assert (model / "works.csv").read_text().count("learnt") > 300
    assert (model / "refused.csv").exists()


def test_what_is_to_be_shown_is_in_docs(whole):
    figures = json.loads((whole / "docs" / "evaluation.json").read_text())
    assert figures["common"]["of"] == 48
    assert figures["judge"]["heldPictures"] > 0
    shown = {path.name for path in (whole / "docs").iterdir()}
    assert {"common.webp", "rarer.webp", "colours.webp", "scenes.webp", "copies.svg"} <= shown
    assert len(json.loads((whole / "run" / "evaluation" / "blind.json").read_text())["common"]) == 96


def test_the_log_tells_progress_and_the_time_of_every_stage(whole):
    lines = [json.loads(line) for line in (whole / "run" / "log.jsonl").read_text().splitlines()]
    stages = [line["stage"] for line in lines if line["event"] == "stage"]
    assert stages == ["data", "vae", "train", "export", "evaluate", "card"]
    assert [line["step"] for line in lines if line["event"] == "held"] == [6, 12]


def test_a_hand_written_judgement_comes_into_the_card(whole, clipart):
    (whole / "model" / "judged.md").write_text("A cat is a cat.\n")
    assert main(_arguments(whole, clipart, "--stages", "card")) == 0
    card = (whole / "model" / "README.md").read_text()
    assert "A cat is a cat." in card
    assert "Nobody has looked" not in card


def test_killed_five_times_it_comes_to_the_same_weights(tmp_path, whole, clipart):
    (tmp_path / "config.json").write_text(json.dumps(CONFIG))
    for name in ("cache", "held"):
        shutil.copytree(whole / "run" / name, tmp_path / "run" / name, ignore=shutil.ignore_patterns("latents.npy"))
    rng, checkpoint = random.Random(3), tmp_path / "run" / "train.pt"
    # Processes in which the libraries are loaded already.
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["yosegaki_trainer.run"])
    told = _arguments(tmp_path, clipart, "--threads", "2", "--stages", "data", "vae", "train")
    for _ in range(5):
        process = processes.Process(target=main, args=(told,))
        process.start()
        _wait_for_saves(process, checkpoint, rng.randint(1, 2))
        assert process.is_alive()
        process.kill()
        process.join()
        assert process.exitcode == -signal.SIGKILL
    assert torch.load(checkpoint, weights_only=True)["step"] < CONFIG["plan"]["steps"]
    assert main(_arguments(tmp_path, clipart, "--stages", "train")) == 0
    ended = [torch.load(run / "run" / "train.pt", weights_only=True) for run in (whole, tmp_path)]
    for part in ("model", "ema"):
        for name, value in ended[0][part].items():
            assert torch.equal(value, ended[1][part][name]), name


def _wait_for_saves(process: BaseProcess, checkpoint: Path, count: int) -> None:
    """Until the checkpoint was written `count` times more, or the process has ended."""
    seen = checkpoint.stat().st_mtime_ns if checkpoint.exists() else None
    deadline = time.monotonic() + 60
    while count > 0 and process.is_alive() and time.monotonic() < deadline:
        now = checkpoint.stat().st_mtime_ns if checkpoint.exists() else None
        if now != seen:
            seen, count = now, count - 1
        time.sleep(0.001)
