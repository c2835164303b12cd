"""A planted copy is found, also mirrored, and pictures of the same work do not count where they must not."""

from __future__ import annotations

import numpy as np
import pytest

from yosegaki_trainer.copies import nearest_by_judge, nearest_by_pixels, shrink_all

RNG = np.random.default_rng(1)
LEARNT = np.repeat(np.repeat(RNG.integers(0, 256, (20, 16, 16, 3), dtype=np.uint8), 2, axis=1), 2, axis=2)


class _Corners:
    """Sees the first eight values of a picture."""

    def embed_pictures(self, pictures: np.ndarray) -> np.ndarray:
        seen = pictures.reshape(len(pictures), -1)[:, :8].astype(np.float32)
        return seen / np.linalg.norm(seen, axis=1, keepdims=True)


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_copy_is_found(mirrored):
    painted = np.clip(LEARNT[[4, 17]].astype(int) + 3, 0, 255).astype(np.uint8)
    nearest = nearest_by_pixels(painted[:, :, ::-1] if mirrored else painted, shrink_all(LEARNT))
    assert nearest.indices.tolist() == [4, 17]
    assert (nearest.distances < 0.02).all()


def test_distances_are_those_of_a_naive_recount():
    painted = RNG.integers(0, 256, (3, 16, 16, 3), dtype=np.uint8)
    learnt = RNG.integers(0, 256, (5, 16, 16, 3), dtype=np.uint8)
    for each, distance in zip(painted, nearest_by_pixels(painted, shrink_all(learnt)).distances, strict=True):
        naive = min(
            float(np.sqrt((((side / 255) - (other / 255)) ** 2).mean()))
            for other in learnt
            for side in (each, each[:, ::-1])
        )
        assert distance == pytest.approx(naive, abs=1e-4)


def test_pictures_of_the_same_work_do_not_count_where_they_are_set_apart():
    apart = np.eye(len(LEARNT), dtype=bool)
    assert (nearest_by_pixels(LEARNT, shrink_all(LEARNT)).distances < 1e-3).all()
    nearest = nearest_by_pixels(LEARNT, shrink_all(LEARNT), apart)
    assert (nearest.indices != np.arange(len(LEARNT))).all()
    assert (nearest.distances > 0.1).all()


def test_what_looks_the_same_to_the_judge_is_near():
    judge = _Corners()
    nearest = nearest_by_judge(judge, LEARNT[[3, 8]], judge.embed_pictures(LEARNT))
    assert nearest.indices.tolist() == [3, 8]
    assert np.allclose(nearest.distances, 0, atol=1e-6)
    assert nearest.quantiles()["median"] == pytest.approx(0, abs=1e-4)


def test_of_no_pictures_there_are_no_quantiles():
    assert nearest_by_pixels(LEARNT[:0], shrink_all(LEARNT)).quantiles() == {}
