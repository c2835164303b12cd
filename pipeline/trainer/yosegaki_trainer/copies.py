"""Is it a copy? How near painted pictures are to what was learnt from, beside how near real pictures are to each other.

Two distances: of the pixels, averaged down to 16x16 px (mirror images count as the same), and of what the judge sees.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .judge import Judge

SIDE = 16


@dataclass
class Nearest:
    """For each of A pictures: which learnt one is nearest, [A], and how far that is, [A]."""

    indices: np.ndarray
    distances: np.ndarray

    def quantiles(self) -> dict[str, float]:
        if len(self.distances) == 0:
            return {}
        names = {"least": 0.0, "quarter": 0.25, "median": 0.5, "threeQuarters": 0.75}
        return {name: round(float(np.quantile(self.distances, part)), 4) for name, part in names.items()}


def nearest_by_pixels(pictures: np.ndarray, learnt: np.ndarray, apart: np.ndarray | None = None) -> Nearest:
    """Root-mean-square distance in 0..1 between uint8 [A,R,R,3] and the nearest of [B,16*16*3], or its mirror image.

    learnt: as `shrink_all` gives them. apart: bool [A,B], which ones do not count.
    """
    sides = [_squares(shrink_all(each), learnt) for each in (pictures, pictures[:, :, ::-1])]
    squares = np.minimum(*sides) / learnt.shape[1]
    return _nearest(np.sqrt(np.maximum(squares, 0)), apart)


def nearest_by_judge(
    judge: Judge, pictures: np.ndarray, learnt: np.ndarray, apart: np.ndarray | None = None
) -> Nearest:
    """1 - cosine, in 0..2, of the judge's embeddings; learnt: float32 [B,SIZE], embedded already."""
    return _nearest(1 - judge.embed_pictures(pictures) @ learnt.T, apart)


def _nearest(distances: np.ndarray, apart: np.ndarray | None) -> Nearest:
    if apart is not None:
        distances = np.where(apart, np.inf, distances)
    if len(distances) == 0:
        return Nearest(np.empty(0, np.int64), np.empty(0))
    indices = distances.argmin(axis=1)
    return Nearest(indices, distances[np.arange(len(distances)), indices])


def _squares(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return (a**2).sum(1)[:, None] + (b**2).sum(1)[None] - 2 * a @ b.T


def shrink_all(pictures: np.ndarray, batch: int = 1024) -> np.ndarray:
    """uint8 [N,R,R,3] -> float32 [N,16*16*3] in 0..1."""
    parts = []
    for start in range(0, len(pictures), batch):
        x = np.asarray(pictures[start : start + batch], dtype=np.float32) / 255
        count, size = len(x), x.shape[1] // SIDE
        parts.append(x.reshape(count, SIDE, size, SIDE, size, 3).mean(axis=(2, 4)).reshape(count, -1))
    return np.concatenate(parts) if parts else np.empty((0, SIDE * SIDE * 3), np.float32)
