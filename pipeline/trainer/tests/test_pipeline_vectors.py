"""The pictures and token ids in tests/vectors are what diffusers and transformers give today."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import numpy as np
import pytest

from yosegaki_trainer.tokenizer_vectors import write_tokenizer_vectors
from yosegaki_trainer.vectors import write_pipeline_vectors

ROOT = Path(__file__).parents[3]
VECTORS = ROOT / "tests" / "vectors"


@pytest.mark.parametrize("name", ["tiny", "sd"])
def test_pictures_are_current(tmp_path, name):
    write_pipeline_vectors(ROOT / "tests" / "models" / name, tmp_path / "now.json")
    now, stored = (json.loads(p.read_text()) for p in (tmp_path / "now.json", VECTORS / f"pipeline-{name}.json"))
    assert now["modelManifestSha256"] == stored["modelManifestSha256"]
    assert now["inputIds"] == stored["inputIds"]
    pairs = [*zip(now["runs"], stored["runs"], strict=True)]
    if "fromPicture" in now:
        pairs += zip(now["fromPicture"]["runs"], stored["fromPicture"]["runs"], strict=True)
    for ours, theirs in pairs:
        assert ours["scheduler"] == theirs["scheduler"]
        np.testing.assert_allclose(ours["finalLatents"], theirs["finalLatents"], atol=1e-3)
        mine, other = (
            np.frombuffer(base64.b64decode(run["rgb"]["base64"]), np.uint8).astype(int) for run in (ours, theirs)
        )
        assert np.abs(mine - other).max() <= 1


def test_token_ids_are_current(tmp_path):
    write_tokenizer_vectors(ROOT / "tests" / "models" / "sd" / "tokenizer", tmp_path / "now.json")
    now, stored = (json.loads(p.read_text()) for p in (tmp_path / "now.json", VECTORS / "clip-tokenizer.json"))
    assert now["cases"] == stored["cases"]
