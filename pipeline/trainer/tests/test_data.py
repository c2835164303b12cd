"""The picture cache is balanced, is what its seed says, and a run can go on where another stands."""

from __future__ import annotations

import json

import numpy as np
import pytest

from yosegaki_trainer import data
from yosegaki_trainer.concepts import CONCEPTS, SHOWN
from yosegaki_trainer.data import Variety, build_cache
from yosegaki_trainer.run import continue_run

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:cc="http://web.resource.org/cc/" '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" width="40" height="40"><metadata><rdf:RDF><cc:Work '
    'rdf:about=""><cc:license rdf:resource="http://web.resource.org/cc/PublicDomain"/></cc:Work></rdf:RDF></metadata>'
    '<circle cx="20" cy="20" r="{r}" style="fill:#808080"/></svg>'
)


@pytest.fixture
def clipart(tmp_path, monkeypatch):
    """Two drawings a concept."""
    root = tmp_path / "clipart"
    root.mkdir()
    curation = {}
    for concept in CONCEPTS:
        curation[concept.id] = [f"{concept.id}-{r}.svg" for r in (8, 12)]
        for r, file in zip((8, 12), curation[concept.id], strict=True):
            (root / file).write_text(SVG.format(r=r))
    monkeypatch.setattr(data, "load_curation", lambda: curation)
    return root


def test_cache_is_balanced_and_follows_its_seed(tmp_path, clipart):
    variety = Variety(shown=2, works=1)
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        build_cache(tmp_path / name, 16, 2, seed, clipart, variety)
    pictures = [np.load(tmp_path / name / "pictures.npy") for name in "abc"]
    assert np.array_equal(pictures[0], pictures[1])
    assert not np.array_equal(pictures[0], pictures[2])
    counts = np.bincount(np.load(tmp_path / "a" / "meanings.npy")[:, 0])
    assert counts.tolist() == [4 if concept.id in SHOWN else 2 for concept in CONCEPTS]
    listing = json.loads((tmp_path / "a" / "works.json").read_text())
    assert len(listing["works"]) == len(CONCEPTS)


def test_a_file_without_a_licence_is_listed_as_refused(tmp_path, clipart):
    bad = clipart / "cat-8.svg"
    bad.write_text(bad.read_text().replace("cc:license", "cc:nothing"))
    drawings, refused = data.load_drawings(clipart)
    assert len(drawings) == 2 * len(CONCEPTS) - 1
    assert [(work.file, work.refusal) for work in refused] == [("cat-8.svg", "no licence statement")]


def test_a_run_continues_another_but_never_over_its_own_checkpoint(tmp_path):
    former = tmp_path / "former"
    former.mkdir()
    for name in ("vae.pt", "scaling.json", "train.pt"):
        (former / name).write_text(name)
    continue_run(former, tmp_path / "new")
    assert (tmp_path / "new" / "scaling.json").read_text() == "scaling.json"
    with pytest.raises(ValueError, match="checkpoint of its own"):
        continue_run(former, tmp_path / "new")
