"""The benchmark's contestants paint one picture, and the loop in numpy is diffusers' own."""

from __future__ import annotations

import base64
import io
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from yosegaki_trainer.contestants import diffusers_paint, latent_shape, ort_paint, serve, tokeniser
from yosegaki_trainer.numpy_ddim import NumpyDdim
from yosegaki_trainer.scheduler_vectors import toy_model_output
from yosegaki_trainer.torch_folder import LoadedFolder, load, paint
from yosegaki_trainer.vectors import build_scheduler

ROOT = Path(__file__).parents[3]
TINY = ROOT / "tests" / "models" / "tiny"
SD = ROOT / "tests" / "models" / "sd"


@pytest.fixture(scope="module")
def loaded() -> dict[Path, LoadedFolder]:
    return {model: load(model) for model in (TINY, SD)}


BASE = {"num_train_timesteps": 1000, "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
CONFIGS = [
    {"prediction_type": "v_prediction", "timestep_spacing": "trailing", "rescale_betas_zero_snr": True},
    {"prediction_type": "epsilon", "steps_offset": 1, "set_alpha_to_one": False},
    {"prediction_type": "sample", "timestep_spacing": "linspace", "beta_schedule": "linear"},
]


@pytest.mark.parametrize("steps", [1, 7, 25])
@pytest.mark.parametrize("options", CONFIGS, ids=lambda options: options["prediction_type"])
def test_ddim_in_numpy_walks_as_diffusers_does(options, steps):
    config = {**BASE, "clip_sample": False, **options}
    ours, theirs = NumpyDdim(config, steps), build_scheduler("ddim", config)
    theirs.set_timesteps(steps)
    assert ours.timesteps == theirs.timesteps.tolist()
    sample = np.random.default_rng(1).standard_normal((1, 4, 2, 2)).astype(np.float32)
    for i, timestep in enumerate(ours.timesteps):
        output = toy_model_output(sample, i)
        expected = theirs.step(torch.from_numpy(output), timestep, torch.from_numpy(sample)).prev_sample
        sample = ours.step(output, timestep, sample)
        assert sample.dtype == np.float32
        assert np.abs(sample - expected.numpy()).max() < 1e-5


@pytest.mark.parametrize("options", [{"clip_sample": True}, {"clip_sample": False, "thresholding": True}])
def test_what_ddim_in_numpy_cannot_do_is_refused(options):
    with pytest.raises(ValueError, match="not among"):
        NumpyDdim({**BASE, **options}, 5)


@pytest.mark.parametrize("make", [ort_paint, diffusers_paint])
@pytest.mark.parametrize("model", [TINY, SD], ids=lambda model: model.name)
def test_a_contestant_paints_the_picture_of_torch_folder(loaded, model, make):
    noise = np.random.default_rng(5).standard_normal((1, *latent_shape(model))).astype(np.float32)
    scheduler = build_scheduler("ddim", loaded[model].scheduler_config)
    prompts = ["りんご", "a cat"]
    _, expected = paint(loaded[model], prompts, [0.5, 0.5], 4.0, 4, torch.from_numpy(noise), scheduler)
    pixels = make(model, 2)(prompts, 4, 4.0, noise)
    assert pixels.shape == expected.shape
    assert np.abs(pixels.astype(int) - expected).mean() < 0.5


@pytest.mark.parametrize("model", [TINY, SD], ids=lambda model: model.name)
def test_tokens_are_those_of_the_folder(loaded, model):
    tokenise = tokeniser(model)
    for text in ("", "赤いりんご", "a blue cat " * 40):
        assert tokenise(text) == loaded[model].tokenise([text])[0].tolist()


def test_each_ask_is_answered_with_a_line():
    def grey(texts: list[str], steps: int, guidance: float, noise: np.ndarray) -> np.ndarray:
        assert (texts, steps, guidance) == (["cat", "dog"], 3, 2.5)
        return np.full((2, 2, 3), noise.sum(), np.uint8)

    noise = base64.b64encode(np.ones((1, 2, 2), np.float32).tobytes()).decode()
    ask = {"prompts": ["cat", "dog"], "steps": 3, "guidance": 2.5, "noise": noise}
    asks = io.StringIO("".join(json.dumps({**ask, "pixels": pixels}) + "\n" for pixels in (True, False)))
    answers = io.StringIO()
    serve(grey, (1, 2, 2), asks, answers)
    ready, shown, bare = map(json.loads, answers.getvalue().splitlines())
    assert ready == {"ready": True}
    assert base64.b64decode(shown["rgb"]) == bytes([4] * 12)
    assert set(bare) == {"seconds", "peakMb"}
    assert bare["seconds"] > 0
    assert bare["peakMb"] > 1


def test_onnxruntime_alone_brings_no_pytorch():
    code = (
        "import sys; from pathlib import Path; from yosegaki_trainer.contestants import ort_paint;"
        f"ort_paint(Path({str(TINY)!r}), 1); sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT / "pipeline" / "trainer").returncode == 0
