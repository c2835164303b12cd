"""The Stable Diffusion class folder: made again it is the committed one, and its graphs are what Optimum writes."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import pytest
import torch
from transformers import CLIPTokenizer

from yosegaki_trainer.clip_tokenizer import learn_merges
from yosegaki_trainer.sd import SD15_SCHEDULER, write_sd

COMMITTED = Path(__file__).parents[3] / "tests" / "models" / "sd"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Both variants: {name: (folder, PyTorch networks)}."""
    folders = {name: tmp_path_factory.mktemp(name) for name in ("new", "old")}
    return {name: (folder, write_sd(folder, "tiny", name)) for name, folder in folders.items()}


def _ports(values) -> dict[str, list[str | int]]:
    return {v.name: [d.dim_param or d.dim_value for d in v.type.tensor_type.shape.dim] for v in values}


def _run(folder: Path, part: str, feeds: dict, output: str) -> np.ndarray:
    session = ort.InferenceSession(str(folder / part / "model.onnx"), providers=["CPUExecutionProvider"])
    return session.run([output], feeds)[0]


def test_the_committed_folder_is_what_the_script_makes(made):
    folder, _ = made["new"]
    names = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert names == {p.relative_to(COMMITTED).as_posix() for p in COMMITTED.rglob("*") if p.is_file()}
    for name in names:
        if not name.endswith(".onnx"):
            assert (folder / name).read_bytes() == (COMMITTED / name).read_bytes(), name
    assert sum(p.stat().st_size for p in COMMITTED.rglob("*") if p.is_file()) <= 3_000_000


@pytest.mark.parametrize("variant", ["new", "old"])
def test_names_and_open_sizes_are_optimums(made, variant):
    folder, _ = made[variant]
    graphs = {
        part: onnx.load(folder / part / "model.onnx", load_external_data=False).graph
        for part in ("text_encoder", "unet", "vae_encoder", "vae_decoder", "tiny_decoder")
    }
    text, unet = graphs["text_encoder"], graphs["unet"]
    assert _ports(text.input) == {"input_ids": ["batch_size", "sequence_length"]}
    outputs = list(_ports(text.output))
    hidden = [] if variant == "old" else ["hidden_states.0", "hidden_states.1", "hidden_states.2"]
    assert outputs == ["last_hidden_state", "pooler_output", *hidden]
    inputs = _ports(unet.input)
    assert inputs["sample"] == ["batch_size", 4, "height", "width"]
    assert inputs["timestep"] == ([] if variant == "new" else ["steps"])
    assert inputs["encoder_hidden_states"] == ["batch_size", "sequence_length", 32]
    assert list(_ports(unet.output)) == ["out_sample"]
    encoded = "latent_parameters" if variant == "new" else "latent_sample"
    assert list(_ports(graphs["vae_encoder"].output)) == [encoded]
    for part in ("vae_decoder", "tiny_decoder"):
        assert _ports(graphs[part].input) == {"latent_sample": ["batch_size", 4, "latent_height", "latent_width"]}
        assert list(_ports(graphs[part].output)) == ["sample"]
    config = json.loads((folder / "vae_decoder" / "config.json").read_text())
    assert ("scaling_factor" in config) == (variant == "new")
    assert (folder / "unet" / "weights.pb").exists() == (variant == "old")
    assert json.loads((folder / "scheduler" / "scheduler_config.json").read_text()) == SD15_SCHEDULER


@pytest.mark.parametrize("variant", ["new", "old"])
@pytest.mark.parametrize("size", [(8, 8), (8, 16)])
def test_graphs_agree_with_torch_at_every_size(made, variant, size):
    folder, parts = made[variant]
    torch.manual_seed(1)
    latents, ids = torch.randn(2, 4, *size), torch.randint(0, 700, (2, 77), dtype=torch.int32)
    with torch.no_grad():
        hidden = parts.text_encoder(input_ids=ids).last_hidden_state
        wanted = {
            ("text_encoder", "last_hidden_state"): hidden,
            ("unet", "out_sample"): parts.unet(latents, 321, hidden).sample,
            ("vae_decoder", "sample"): parts.vae.decode(latents).sample,
            ("tiny_decoder", "sample"): parts.tiny_vae.decode(latents).sample,
        }
    timestep = np.array(321 if variant == "new" else [321], np.int64)
    feeds = {
        "text_encoder": {"input_ids": ids.numpy()},
        "unet": {"sample": latents.numpy(), "timestep": timestep, "encoder_hidden_states": hidden.numpy()},
        "vae_decoder": {"latent_sample": latents.numpy()},
        "tiny_decoder": {"latent_sample": latents.numpy()},
    }
    for (part, output), value in wanted.items():
        assert np.abs(_run(folder, part, feeds[part], output) - value.numpy()).max() < 2e-5, part


def test_prompts_steps_and_noise_make_a_difference(made):
    _, parts = made["new"]
    tokenizer = CLIPTokenizer.from_pretrained(str(COMMITTED / "tokenizer"))
    ids = tokenizer(["a red apple", "青い猫"], padding="max_length", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        hidden = parts.text_encoder(input_ids=ids).last_hidden_state
        latents = torch.randn(1, 4, 8, 8).expand(2, -1, -1, -1)
        early, late = parts.unet(latents, 900, hidden).sample, parts.unet(latents, 100, hidden).sample
    assert (early[0] - early[1]).std() > 0.1
    assert (early - late).std() > 0.1


def test_half_weights_halve_the_file(tmp_path, made):
    folder, _ = made["new"]
    write_sd(tmp_path, "tiny", "new", half=True)
    size = (tmp_path / "unet" / "model.onnx").stat().st_size
    assert size < 0.7 * (folder / "unet" / "model.onnx").stat().st_size


def test_nothing_of_this_machine_is_written(made):
    for folder, _ in made.values():
        for file in folder.rglob("*"):
            assert not file.is_file() or b"site-packages" not in file.read_bytes()


def test_merges_are_the_most_frequent_pairs_first():
    assert learn_merges(["aab", "aac", "xaab"], 2) == [("a", "a"), ("aa", "b</w>")]
