"""The command line: one clear line for a wrong value, JSON for a result."""

from __future__ import annotations

import json

import pytest

from yosegaki_trainer.cli import main
from yosegaki_trainer.config import RunConfig


def _run(run, config, *more: str) -> int:
    return main(["run", "--config", str(config), "--run", str(run), *more])


def test_a_missing_config_is_one_line_and_status_1(tmp_path, capsys):
    assert _run(tmp_path / "run", tmp_path / "none.json") == 1
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1
    assert "none.json" in lines[0]


@pytest.mark.parametrize("text", ["{", '{"plan": {"step": 3}}', '{"nonsense": 1}', "[]"])
def test_a_wrong_config_is_one_line_and_status_1(tmp_path, capsys, text):
    config = tmp_path / "config.json"
    config.write_text(text)
    assert _run(tmp_path / "run", config) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("duration", ["ten minutes", "10", "-5m", "1d"])
def test_a_budget_that_is_no_duration_is_refused(tmp_path, capsys, duration):
    with pytest.raises(SystemExit) as error:
        _run(tmp_path / "run", tmp_path / "config.json", f"--budget={duration}")
    assert error.value.code == 2
    assert "10m" in capsys.readouterr().err


def test_an_unknown_stage_is_refused_with_the_known_ones(tmp_path, capsys):
    config = tmp_path / "config.json"
    config.write_text("{}")
    assert _run(tmp_path / "run", config, "--stages", "data", "dream") == 1
    said = capsys.readouterr().err
    assert "dream" in said
    assert "evaluate" in said


def test_without_the_clip_art_the_package_to_install_is_named(tmp_path, capsys):
    config = tmp_path / "config.json"
    config.write_text("{}")
    assert _run(tmp_path / "run", config, "--clipart", str(tmp_path / "none"), "--stages", "data") == 1
    assert "openclipart-svg" in capsys.readouterr().err


def test_a_run_keeps_what_it_was_begun_with(tmp_path, capsys):
    first, other = tmp_path / "first.json", tmp_path / "other.json"
    first.write_text('{"per_concept": 3}')
    other.write_text('{"per_concept": 4}')
    missing = ("--clipart", str(tmp_path / "none"), "--stages", "data")
    _run(tmp_path / "run", first, *missing)
    capsys.readouterr()
    assert _run(tmp_path / "run", other, *missing) == 1
    assert "another config" in capsys.readouterr().err
    assert RunConfig.load(tmp_path / "run" / "config.json").per_concept == 3


def test_an_unknown_command_is_refused(capsys):
    with pytest.raises(SystemExit) as error:
        main(["paint-me-a-cat"])
    assert error.value.code == 2


def test_a_config_survives_being_written_and_read(tmp_path):
    path = tmp_path / "run.json"
    path.write_text(json.dumps(RunConfig().to_dict()))
    assert RunConfig.load(path) == RunConfig()
