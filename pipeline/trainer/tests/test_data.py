"""The picture cache is balanced, is what its seed says, and a run can go on where another stands."""

from __future__ import annotations

import json
from collections import Counter

import numpy as np
import pytest

from yosegaki_trainer import data
from yosegaki_trainer.concepts import CONCEPTS, SHOWN
from yosegaki_trainer.data import CachePlan, build_caches, is_held
from yosegaki_trainer.run import continue_run
from yosegaki_trainer.scenes import Variety

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:cc="http://web.resource.org/cc/" '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" width="40" height="40"><metadata><rdf:RDF><cc:Work '
    'rdf:about=""><cc:license rdf:resource="http://web.resource.org/cc/PublicDomain"/></cc:Work></rdf:RDF></metadata>'
    '<circle cx="20" cy="20" r="{r}" style="fill:#808080"/></svg>'
)


FEW = CONCEPTS[:30]
"""Enough of them, some seen more often than others: what is true of these is of all."""


@pytest.fixture
def clipart(tmp_path, monkeypatch):
    """Four drawings a concept, no two alike."""
    root = tmp_path / "clipart"
    root.mkdir()
    curation = {concept.id: [f"{concept.id}-{n}.svg" for n in range(4)] for concept in FEW}
    for number, file in enumerate(file for files in curation.values() for file in files):
        (root / file).write_text(SVG.format(r=8 + number / 100))
    monkeypatch.setattr(data, "load_curation", lambda: curation)
    monkeypatch.setattr(data, "CONCEPTS", FEW)
    monkeypatch.setattr(data, "RENDER_SIDE", 58)
    return root


def _cache(out, clipart, seed: int = 1, **variety) -> CachePlan:
    plan = CachePlan(16, 2, seed, Variety(**variety), held=40)
    build_caches(out, plan, clipart)
    return plan


def test_cache_is_balanced_and_follows_its_seed(tmp_path, clipart):
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        _cache(tmp_path / name, clipart, seed, shown=2)
    pictures = [np.load(tmp_path / name / "cache" / "pictures.npy") for name in "abc"]
    assert np.array_equal(pictures[0], pictures[1])
    assert not np.array_equal(pictures[0], pictures[2])
    works = json.loads((tmp_path / "a" / "cache" / "works.json").read_text())["works"]
    drawn = Counter(works[work]["concept"] for work in np.load(tmp_path / "a" / "cache" / "works.npy"))
    assert drawn == {concept.id: 4 if concept.id in SHOWN else 2 for concept in FEW}


def test_works_held_back_are_in_no_picture_that_is_learnt_from(tmp_path, clipart):
    _cache(tmp_path, clipart)
    listed = {name: json.loads((tmp_path / name / "works.json").read_text())["works"] for name in ("cache", "held")}
    files = {name: {work["file"] for work in works} for name, works in listed.items()}
    assert files["held"]
    assert not files["held"] & files["cache"]
    assert len(files["held"] | files["cache"]) == 4 * len(FEW)
    assert all(is_held(data.read_work(clipart, file)) for file in files["held"])
    assert len(np.load(tmp_path / "held" / "pictures.npy")) == 40


def test_a_file_without_a_licence_is_listed_as_refused(tmp_path, clipart):
    bad = clipart / "cat-0.svg"
    bad.write_text(bad.read_text().replace("cc:license", "cc:nothing"))
    drawings, refused = data.load_drawings(clipart)
    assert len(drawings) == 4 * len(FEW) - 1
    assert [(work.file, work.refusal) for work in refused] == [("cat-0.svg", "no licence statement")]


def test_a_run_continues_another_but_never_over_its_own_checkpoint(tmp_path):
    former = tmp_path / "former"
    former.mkdir()
    for name in ("vae.pt", "scaling.json", "train.pt"):
        (former / name).write_text(name)
    continue_run(former, tmp_path / "new")
    assert (tmp_path / "new" / "scaling.json").read_text() == "scaling.json"
    with pytest.raises(ValueError, match="checkpoint of its own"):
        continue_run(former, tmp_path / "new")
