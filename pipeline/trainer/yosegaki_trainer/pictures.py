"""Between pixels and tensors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from PIL import Image


def to_batch(pictures: np.ndarray, place: torch.device | str = "cpu") -> torch.Tensor:
    """uint8 [B,H,W,3] -> float32 [B,3,H,W] in [-1,1], at that place."""
    return torch.from_numpy(np.array(pictures)).to(place).permute(0, 3, 1, 2).float().div(127.5).sub(1)


def to_pixels(batch: torch.Tensor) -> np.ndarray:
    """float [B,3,H,W] in [-1,1] -> uint8 [B,H,W,3]."""
    return batch.clamp(-1, 1).add(1).mul(127.5).round().byte().permute(0, 2, 3, 1).contiguous().numpy()


def save_grid(batch: torch.Tensor, path: Path, columns: int) -> None:
    """Save [B,3,H,W] as one picture, `columns` wide."""
    pixels = to_pixels(batch)
    count, height, width, _ = pixels.shape
    rows = -(-count // columns)
    sheet = np.full((rows * height, columns * width, 3), 255, np.uint8)
    for i, picture in enumerate(pixels):
        y, x = divmod(i, columns)
        sheet[y * height : (y + 1) * height, x * width : (x + 1) * width] = picture
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(sheet).save(path)
