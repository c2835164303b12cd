"""The ONNX files say what the torch modules say, and the committed tiny model is what the code makes."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import math
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import pytest
import torch

from yosegaki_trainer.export import export_painter
from yosegaki_trainer.tiny import TINY_SHAPE, build_tiny, write_tiny
from yosegaki_trainer.tokenizer import encode, load_tokenizer

COMMITTED = Path(__file__).parents[3] / "tests" / "models" / "tiny"


@pytest.fixture(scope="module")
def exported(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("tiny")
    write_tiny(folder)
    return folder


def _run(folder: Path, part: str, feeds: dict) -> np.ndarray:
    return ort.InferenceSession(str(folder / part / "model.onnx"), providers=["CPUExecutionProvider"]).run(None, feeds)[
        0
    ]


def test_graphs_agree_with_torch(exported):
    painter = build_tiny()
    for module in (painter.text_encoder, painter.unet, painter.vae):
        module.eval()
    torch.manual_seed(5)
    ids = torch.randint(3, 200, (3, TINY_SHAPE.text_length))
    latents = torch.randn(3, 4, 8, 8)
    pictures = torch.rand(3, 3, 32, 32) * 2 - 1
    with torch.no_grad():
        hidden = painter.text_encoder(input_ids=ids).last_hidden_state
        wanted = {
            "text_encoder": hidden,
            "unet": painter.unet(latents, torch.tensor([321.0]), hidden).sample,
            "vae_decoder": painter.vae.decoder(latents).clamp(-1, 1),
            "vae_encoder": painter.vae.encoder(pictures),
        }
    feeds = {
        "text_encoder": {"input_ids": ids.numpy()},
        "unet": {
            "sample": latents.numpy(),
            "timestep": np.array([321.0], np.float32),
            "encoder_hidden_states": hidden.numpy(),
        },
        "vae_decoder": {"latent_sample": latents.numpy()},
        "vae_encoder": {"sample": pictures.numpy()},
    }
    for part, value in wanted.items():
        got = _run(exported, part, feeds[part])
        # Weights are stored in half precision: relative to the size of the values.
        scale = float(value.abs().max())
        assert np.abs(got - value.numpy()).max() <= 2e-3 * max(1.0, scale), part


def test_inputs_and_outputs_are_float32_and_weights_half(exported):
    model = onnx.load(exported / "unet" / "model.onnx")
    types = {value.name: value.type.tensor_type.elem_type for value in (*model.graph.input, *model.graph.output)}
    assert set(types) == {"sample", "timestep", "encoder_hidden_states", "out_sample"}
    assert set(types.values()) == {onnx.TensorProto.FLOAT}
    halves = sum(t.data_type == onnx.TensorProto.FLOAT16 for t in model.graph.initializer)
    assert halves > 20


def test_weights_in_eight_bits_stay_near_what_they_were(tmp_path):
    painter = dataclasses.replace(build_tiny(), eight_bit=True)
    export_painter(painter, tmp_path, {})
    model = onnx.load(tmp_path / "unet" / "model.onnx")
    sizes = {t.data_type: 0 for t in model.graph.initializer}
    for tensor in model.graph.initializer:
        sizes[tensor.data_type] += math.prod(tensor.dims)
    assert sizes[onnx.TensorProto.INT8] > 0.5 * sum(sizes.values())
    torch.manual_seed(5)
    latents, hidden = torch.randn(3, 4, 8, 8), torch.randn(3, TINY_SHAPE.text_length, TINY_SHAPE.text_dim)
    with torch.no_grad():
        wanted = painter.unet.eval()(latents, torch.tensor([321.0]), hidden).sample.numpy()
    feeds = {
        "sample": latents.numpy(),
        "timestep": np.array([321.0], np.float32),
        "encoder_hidden_states": hidden.numpy(),
    }
    got = _run(tmp_path, "unet", feeds)
    assert np.abs(got - wanted).mean() < 0.02 * np.abs(wanted).mean()


def test_manifest_lists_every_file_with_its_hash(exported):
    manifest = json.loads((exported / "model.json").read_text())
    assert {"unet/model.onnx", "preview.json", "tokenizer/tokenizer.json"} <= set(manifest["files"])
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((exported / name).read_bytes()).hexdigest() == digest


def test_nothing_of_this_machine_is_written(exported):
    for file in exported.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert str(Path.home()).encode() not in data or str(Path.home()) == "/"
            assert b"site-packages" not in data


def test_the_committed_tiny_model_is_of_the_same_layout(exported):
    names = {p.relative_to(exported).as_posix() for p in exported.rglob("*") if p.is_file()}
    committed = {p.relative_to(COMMITTED).as_posix() for p in COMMITTED.rglob("*") if p.is_file()}
    assert names == committed
    for name in ("tokenizer/tokenizer.json", "unet/config.json", "scheduler/scheduler_config.json"):
        assert (exported / name).read_bytes() == (COMMITTED / name).read_bytes()


def test_tokenizer_copes_with_anything():
    tokenizer, length = load_tokenizer(COMMITTED / "tokenizer")
    for text in ("", "赤いりんご", "A red APPLE", "👩‍🎨🎨", "x" * 5000, "ﾘﾝｺﾞ １２３", "\x00\n\t"):
        ids = encode(tokenizer, text, length)
        assert len(ids) == length
        assert ids[0] == 1
        assert 2 in ids
        assert max(ids) < TINY_SHAPE.vocab_size
