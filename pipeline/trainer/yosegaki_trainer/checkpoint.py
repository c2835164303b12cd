"""Checkpoints that survive a kill: written beside the old one, then moved over it."""

from __future__ import annotations

import os
from pathlib import Path

import torch


def save_checkpoint(path: Path, state: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".tmp")
    torch.save(state, fresh)
    os.replace(fresh, path)


def load_checkpoint(path: Path) -> dict | None:
    """The state last saved, or None before the first save. Only tensors and plain values are unpickled."""
    return torch.load(path, weights_only=True) if path.exists() else None
