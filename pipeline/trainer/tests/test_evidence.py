"""Every file of the collection is accounted for: learnt from, held back, or refused with its reason."""

from __future__ import annotations

import csv
import json

import pytest

from yosegaki_trainer import evidence
from yosegaki_trainer.evidence import write_evidence

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:cc="http://web.resource.org/cc/" xmlns:dc="http://purl.org/dc/'
    'elements/1.1/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><metadata><rdf:RDF><cc:Work rdf:about="">'
    "<dc:title>{title}</dc:title>{licence}</cc:Work></rdf:RDF></metadata></svg>"
)
PUBLIC_DOMAIN = '<cc:license rdf:resource="http://web.resource.org/cc/PublicDomain"/>'


@pytest.fixture
def rows(tmp_path, monkeypatch):
    monkeypatch.setattr(evidence, "load_curation", lambda: {"cat": ["cat.svg", "spare.svg"]})
    clipart = tmp_path / "clipart"
    clipart.mkdir()
    for name, licence in (
        ("cat", PUBLIC_DOMAIN),
        ("dog", PUBLIC_DOMAIN),
        ("sofa", PUBLIC_DOMAIN),
        ("spare", PUBLIC_DOMAIN),
        ("nobody", ""),
    ):
        (clipart / f"{name}.svg").write_text(SVG.format(title=f"A\n {name}", licence=licence))
    for use, name in (("cache", "cat"), ("held", "dog")):
        (tmp_path / use).mkdir()
        work = {"file": f"{name}.svg", "title": f"A\n {name}", "creator": "x", "licence": "PD", "sha256": "12"}
        (tmp_path / use / "works.json").write_text(json.dumps({"works": [{**work, "concept": name}]}))
    model = tmp_path / "model"
    model.mkdir()
    counts = write_evidence(tmp_path, model, clipart)
    assert counts == {
        "learnt": 1,
        "held back": 1,
        "not chosen": 1,
        "enough others of its concept": 1,
        "no licence statement": 1,
    }
    return {name: list(csv.DictReader((model / name).open(encoding="utf-8"))) for name in ("works.csv", "refused.csv")}


def test_works_learnt_from_are_listed_with_their_licence_as_found(rows):
    assert [(row["file"], row["use"], row["title"], row["licence"]) for row in rows["works.csv"]] == [
        ("cat.svg", "learnt", "A cat", "PD"),
        ("dog.svg", "held back", "A dog", "PD"),
    ]


def test_every_other_file_is_listed_with_the_reason(rows):
    assert [(row["file"], row["reason"]) for row in rows["refused.csv"]] == [
        ("nobody.svg", "no licence statement"),
        ("sofa.svg", "not chosen"),
        ("spare.svg", "enough others of its concept"),
    ]
