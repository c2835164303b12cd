"""Writes the model card: README.md beside the weights, in Japanese and English, with the run's own figures."""

from __future__ import annotations

from pathlib import Path

from .config import RunConfig


def write_card(run: Path, config: RunConfig, model: Path) -> None:
    raise NotImplementedError
