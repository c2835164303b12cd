"""The same work on many items, by as many processes as there are cores."""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

CHUNK = 16
_PARENT_DEATH = 1
"""PR_SET_PDEATHSIG of prctl(2)."""

_work: Callable | None = None


def cores() -> int:
    """That this process may use."""
    return len(os.sched_getaffinity(0))


def in_processes(work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """`work` of every item, in their order. What `work` holds reaches the processes by forking: it is never copied."""
    if cores() == 1:
        yield from map(work, items)
        return
    with ProcessPoolExecutor(cores(), get_context("fork"), _begin, (work,)) as pool:
        yield from pool.map(_call, items, chunksize=CHUNK)


def die_with_parent() -> None:
    """For a process of ours: to be gone when the one that began it is killed."""
    ctypes.CDLL(None).prctl(_PARENT_DEATH, signal.SIGKILL)


def _begin(work: Callable) -> None:
    global _work
    die_with_parent()
    _work = work


def _call(item: object) -> object:
    return _work(item)
