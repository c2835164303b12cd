"""What a model's makers can be asked to show: every work it learnt from, and every file that was left out, with why."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from .clipart import CLIPART_ROOT, list_files, read_work
from .concepts import load_curation

WORK_COLUMNS = ("file", "title", "creator", "licence", "sha256", "concept", "use")
REFUSED_COLUMNS = ("file", "licence", "reason")


def write_evidence(run: Path, model: Path, root: Path = CLIPART_ROOT) -> dict[str, int]:
    """works.csv and refused.csv beside the weights. Returns how many files there are of each use or reason.

    works.csv: one line a work, as its own metadata has it; `use` is `learnt`, or `held back` for those that were only
    measured with. refused.csv: every other file of the collection.
    """
    uses = {"learnt": _works(run / "cache"), "held back": _works(run / "held")}
    works = [{**work, "use": use} for use, listing in uses.items() for work in listing]
    _write(model / "works.csv", WORK_COLUMNS, sorted(works, key=lambda work: (work["concept"], work["file"])))
    used = {work["file"] for work in works}
    fitting = {file for files in load_curation().values() for file in files}
    refused = [
        {"file": file, "licence": other.licence, "reason": other.refusal or _unused(file in fitting)}
        for file, other in ((file, read_work(root, file)) for file in list_files(root) if file not in used)
    ]
    _write(model / "refused.csv", REFUSED_COLUMNS, refused)
    return {use: len(listing) for use, listing in uses.items()} | dict(Counter(each["reason"] for each in refused))


def _unused(fitting: bool) -> str:
    return "enough others of its concept" if fitting else "not chosen"


def _works(cache: Path) -> list[dict]:
    return json.loads((cache / "works.json").read_text(encoding="utf-8"))["works"]


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[dict]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([" ".join(str(row[column]).split()) for column in columns] for row in rows)
