"""Writes what belongs beside the weights: the list of works learnt from, and the refused ones."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

from .clipart import CLIPART_ROOT, list_files, read_work


def write_works(cache: Path, model: Path) -> int:
    """works.csv: one line for each work that was learnt from, as its own metadata has it. Returns their number."""
    works = json.loads((cache / "works.json").read_text(encoding="utf-8"))["works"]
    with (model / "works.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["file", "title", "creator", "licence", "sha256", "concept"])
        for work in sorted(works, key=lambda w: (w["concept"], w["file"])):
            row = [work[key] for key in ("file", "title", "creator", "licence", "sha256", "concept")]
            writer.writerow([" ".join(str(value).split()) for value in row])
    return len(works)


def write_refused(model: Path, chosen: int, root: Path = CLIPART_ROOT) -> Counter:
    """refused.csv: why the other files of the collection were not learnt from, counted."""
    reasons = Counter(read_work(root, file).refusal or "not chosen" for file in list_files(root))
    reasons["not chosen"] -= chosen
    with (model / "refused.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["reason", "files"])
        writer.writerows(sorted(reasons.items()))
    return reasons
