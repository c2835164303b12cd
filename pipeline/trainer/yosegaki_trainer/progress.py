"""One progress line with the time left, and a log in JSON lines beside it."""

from __future__ import annotations

import json
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path


class Progress:
    """Shows `name done/total (percent, time left) note`, at most twice a second; on a terminal the line is redrawn."""

    def __init__(self, name: str, total: int, every: float | None = None, start: int = 0):
        self.name, self.total, self.start = name, total, start
        self.live = sys.stderr.isatty()
        self.every = every if every is not None else (0.5 if self.live else 15.0)
        self.began = self.shown = time.monotonic()

    def show(self, done: int, note: Callable[[], str] = str) -> None:
        """note: asked for only when it is shown."""
        now = time.monotonic()
        last = done >= self.total
        if now - self.shown < self.every and not last:
            return
        self.shown = now
        percent = 100 * done / max(1, self.total)
        text = f"{self.name} {done}/{self.total} ({percent:.0f}%, {_clock(self.seconds_left(done))} left) {note()}"
        end = "\n" if last or not self.live else ""
        print(("\r\033[K" if self.live else "") + text.rstrip(), end=end, file=sys.stderr, flush=True)

    def seconds_left(self, done: int) -> float:
        """At the speed since the start."""
        speed = (done - self.start) / max(1e-9, time.monotonic() - self.began)
        return (self.total - done) / speed if speed > 0 else 0.0


class JsonLog:
    """Appends one JSON object a line: {"time": ..., "event": ..., ...}."""

    def __init__(self, path: Path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path

    def write(self, event: str, **values: object) -> None:
        line = {"time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "event": event, **values}
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


class StopSignal:
    """Inside `with StopSignal() as stop`, SIGTERM and SIGINT only set `stop.asked`: the step at hand can be finished
    and saved. The former handlers come back afterwards. Outside the main thread it does nothing."""

    def __init__(self) -> None:
        self.asked = False
        self._former: dict[int, object] = {}

    def __enter__(self) -> StopSignal:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                self._former[number] = signal.signal(number, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._former.items():
            signal.signal(number, handler)

    def require_unasked(self) -> None:
        """Ends the command where it was asked to stop: what comes next must not begin on half-done work."""
        if self.asked:
            raise Stopped("stopped; the same command goes on from here")

    def _ask(self, number: int, frame: object) -> None:
        self.asked = True


class Stopped(Exception):
    """Somebody asked the command to stop, and its work is saved."""


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
