"""The command line: one clear line for a wrong value, JSON for a result."""

from __future__ import annotations

import json

import pytest

from yosegaki_trainer.cli import main
from yosegaki_trainer.run import RunConfig


def test_a_missing_config_is_one_line_and_status_1(tmp_path, capsys):
    assert main(["train", "--config", str(tmp_path / "none.json"), "--run", str(tmp_path)]) == 1
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1
    assert "none.json" in lines[0]


@pytest.mark.parametrize("text", ["{", '{"plan": {"step": 3}}', '{"nonsense": 1}', "[]"])
def test_a_wrong_config_is_one_line_and_status_1(tmp_path, capsys, text):
    config = tmp_path / "run.json"
    config.write_text(text)
    assert main(["data", "--config", str(config), "--run", str(tmp_path)]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_an_unknown_command_is_refused(capsys):
    with pytest.raises(SystemExit) as error:
        main(["paint-me-a-cat"])
    assert error.value.code == 2


def test_a_config_survives_being_written_and_read(tmp_path):
    path = tmp_path / "run.json"
    path.write_text(json.dumps(RunConfig().to_dict()))
    assert RunConfig.load(path) == RunConfig()
