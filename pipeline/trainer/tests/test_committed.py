"""What is committed is whole: hashes, size, and a public-domain statement for every work learnt from."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest

from yosegaki_trainer.clipart import PUBLIC_DOMAIN
from yosegaki_trainer.concepts import CONCEPTS, load_curation

ROOT = Path(__file__).parents[3]
STARTER = ROOT / "pipeline" / "models" / "starter"


@pytest.mark.parametrize("folder", [STARTER, ROOT / "tests" / "models" / "tiny"], ids=["starter", "tiny"])
def test_every_file_has_the_hash_its_manifest_says(folder):
    files = json.loads((folder / "model.json").read_text())["files"]
    assert files
    for name, digest in files.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, name


def test_the_starter_model_is_small_enough_for_the_repository():
    assert sum(p.stat().st_size for p in STARTER.rglob("*") if p.is_file()) <= 30_000_000


def test_every_work_learnt_from_is_listed_and_public_domain():
    with (STARTER / "works.csv").open(encoding="utf-8", newline="") as file:
        works = list(csv.DictReader(file))
    assert {work["file"] for work in works} <= {file for files in load_curation().values() for file in files}
    assert {work["use"] for work in works} == {"learnt", "held back"}
    assert all(work["sha256"] and work["title"] for work in works)
    assert {work["licence"] for work in works} <= PUBLIC_DOMAIN
    assert {work["concept"] for work in works} == {concept.id for concept in CONCEPTS}


def test_no_refused_file_was_learnt_from_and_each_has_its_reason():
    with (STARTER / "refused.csv").open(encoding="utf-8", newline="") as file:
        refused = {row["file"]: row["reason"] for row in csv.DictReader(file)}
    with (STARTER / "works.csv").open(encoding="utf-8", newline="") as file:
        assert not {work["file"] for work in csv.DictReader(file)} & set(refused)
    assert all(refused.values())


def test_the_vectors_were_made_on_the_committed_models():
    for name, folder in (("starter", STARTER), ("tiny", ROOT / "tests" / "models" / "tiny")):
        vectors = json.loads((ROOT / "tests" / "vectors" / f"pipeline-{name}.json").read_text())
        assert vectors["modelManifestSha256"] == hashlib.sha256((folder / "model.json").read_bytes()).hexdigest()
