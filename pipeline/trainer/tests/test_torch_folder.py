"""Networks read back from a folder say what its graphs say, and paint."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime as ort
import pytest
import torch

from yosegaki_trainer.sd import write_sd
from yosegaki_trainer.torch_folder import LoadedFolder, load, paint
from yosegaki_trainer.vectors import build_scheduler

ROOT = Path(__file__).parents[3]
FOLDERS = {
    "starter": ROOT / "pipeline" / "models" / "starter",
    "tiny": ROOT / "tests" / "models" / "tiny",
    "sd": ROOT / "tests" / "models" / "sd",
}


@pytest.fixture(scope="module")
def loaded() -> dict[str, LoadedFolder]:
    return {name: load(folder) for name, folder in FOLDERS.items()}


def _run(folder: Path, part: str, feeds: dict[str, torch.Tensor]) -> np.ndarray:
    session = ort.InferenceSession(str(folder / part / "model.onnx"), providers=["CPUExecutionProvider"])
    numpy = {"tensor(int32)": np.int32, "tensor(int64)": np.int64, "tensor(float)": np.float32}
    typed = {
        port.name: feeds[port.name].numpy().astype(numpy[port.type]).reshape([1] * len(port.shape))
        if port.name == "timestep"
        else feeds[port.name].numpy().astype(numpy[port.type])
        for port in session.get_inputs()
    }
    return session.run(None, typed)[0]


@pytest.mark.parametrize("name", FOLDERS)
def test_every_network_agrees_with_its_graph(loaded, name):
    folder, networks = FOLDERS[name], loaded[name]
    config = networks.unet.config
    torch.manual_seed(2)
    latents = torch.randn(3, config.in_channels, config.sample_size, config.sample_size)
    texts = ["", "りんご", "a blue cat"]
    hidden = networks.embed(texts)
    feeds = {"sample": latents, "timestep": torch.tensor(321), "encoder_hidden_states": hidden}
    pictures = networks.decode(latents)
    with torch.no_grad():
        noise = networks.unet(latents, 321, hidden).sample
        sd = networks.clip_tokenizer is not None
        encoded = networks.vae.encode(pictures).latent_dist.parameters if sd else networks.vae.encoder(pictures)
    pairs = [
        (hidden, _run(folder, "text_encoder", {"input_ids": networks.tokenise(texts)})),
        (noise, _run(folder, "unet", feeds)),
        (pictures, _run(folder, "vae_decoder", {"latent_sample": latents / networks.scaling_factor})),
        (encoded, _run(folder, "vae_encoder", {"sample": pictures})),
    ]
    for ours, theirs in pairs:
        assert np.abs(ours.numpy() - theirs).max() <= 1e-5 * max(1.0, np.abs(theirs).max())


def test_the_old_variant_is_read_too(tmp_path, loaded):
    made = write_sd(tmp_path, "tiny", "old")
    read = load(tmp_path)
    for ours, theirs in ((read.unet, made.unet), (read.text_encoder, made.text_encoder), (read.vae, made.vae)):
        for (name, mine), (_, other) in zip(ours.named_parameters(), theirs.named_parameters(), strict=True):
            assert torch.equal(mine, other), name
    assert read.scaling_factor == loaded["sd"].scaling_factor


def test_a_graph_of_another_network_is_refused(tmp_path):
    write_sd(tmp_path, "tiny", "new")
    (tmp_path / "unet" / "model.onnx").write_bytes((tmp_path / "vae_decoder" / "model.onnx").read_bytes())
    with pytest.raises(ValueError, match="is missing or of another shape"):
        load(tmp_path)


def test_paint_follows_its_prompts(loaded):
    networks = loaded["tiny"]
    noise = torch.randn(1, 4, 8, 8, generator=torch.Generator().manual_seed(3))

    def painted(prompts: tuple[str, ...], weights: tuple[float, ...]) -> torch.Tensor:
        scheduler = build_scheduler("ddim", networks.scheduler_config)
        latents, rgb = paint(networks, prompts, weights, 4.0, 3, noise, scheduler)
        assert rgb.shape == (32, 32, 3)
        assert rgb.dtype == np.uint8
        return latents

    assert not torch.equal(painted(("りんご",), (1.0,)), painted(("a cat",), (1.0,)))
    assert torch.equal(painted(("りんご", "a cat"), (1.0, 0.0)), painted(("りんご",), (1.0,)))
