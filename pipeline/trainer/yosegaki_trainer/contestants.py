"""Others that paint the painter's picture, for `npm run bench -- paint`: the same loop over the same model folder.

A contestant is a process. It reads asks from stdin, a JSON line each, and answers each with a JSON line:

ask      {"prompts": [text], "steps", "guidance", "noise": base64 of float32 [C,h,w], "pixels": bool}
answer   {"seconds", "peakMb", "rgb": base64 of bytes [H,W,3], if asked for}

Timed is all from the text to the RGB bytes. A text once embedded is remembered, as the painter remembers it.
"""

from __future__ import annotations

import base64
import json
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TextIO

import numpy as np

from .numpy_ddim import NumpyDdim

Paint = Callable[[list[str], int, float, np.ndarray], np.ndarray]
"""(texts of equal shares, steps, guidance, noise [1,C,h,w]) -> RGB bytes [H,W,3]"""


def serve(paint: Paint, latent_shape: tuple[int, int, int], asks: TextIO, answers: TextIO) -> None:
    """Answer one ask after the other until there are no more. The first line says that the contestant is ready."""

    def answer(line: dict) -> None:
        print(json.dumps(line), file=answers, flush=True)

    answer({"ready": True})
    for line in asks:
        ask = json.loads(line)
        noise = np.frombuffer(base64.b64decode(ask["noise"]), np.float32).reshape(1, *latent_shape)
        started = time.perf_counter()
        pixels = paint(ask["prompts"], ask["steps"], ask["guidance"], noise)
        seconds = time.perf_counter() - started
        shown = {"rgb": base64.b64encode(pixels.tobytes()).decode("ascii")} if ask["pixels"] else {}
        answer({"seconds": seconds, "peakMb": peak_mb(), **shown})


def serve_named(name: str, model: Path, threads: int) -> None:
    """Be one contestant on stdin and stdout."""
    answers, sys.stdout = sys.stdout, sys.stderr  # what libraries print must not become an answer
    makers = {"python-ort": ort_paint, "python-ort-tuned": partial(ort_paint, tuned=True), "diffusers": diffusers_paint}
    paint = makers[name](model, threads)
    serve(paint, latent_shape(model), sys.stdin, answers)


def peak_mb() -> float:
    """Most memory this process has had at once. Not ru_maxrss, which begins with what the parent had."""
    status = Path("/proc/self/status")
    if not status.exists():
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def latent_shape(model: Path) -> tuple[int, int, int]:
    unet = _read(model / "unet" / "config.json")
    return (unet["in_channels"], unet["sample_size"], unet["sample_size"])


def ort_paint(model: Path, threads: int, tuned: bool = False) -> Paint:
    """onnxruntime and numpy alone, as onnxruntime sets itself up; tuned: with the painter's session options."""
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_ALL
    if tuned:
        options.add_session_config_entry("session.force_spinning_stop", "1")

    def session(part: str) -> ort.InferenceSession:
        return ort.InferenceSession(str(model / part / "model.onnx"), options, providers=["CPUExecutionProvider"])

    encoder, unet, decoder = session("text_encoder"), session("unet"), session("vae_decoder")
    tokenise = tokeniser(model)
    scheduler_config = _read(model / "scheduler" / "scheduler_config.json")
    factor = np.float32(_read(model / "vae_decoder" / "config.json")["scaling_factor"])
    numbers = {"tensor(float)": np.float32, "tensor(int64)": np.int64, "tensor(int32)": np.int32}
    ids_type = numbers[encoder.get_inputs()[0].type]
    timestep_port = next(port for port in unet.get_inputs() if port.name == "timestep")
    timestep_shape = (1,) * len(timestep_port.shape)
    known: dict[str, np.ndarray] = {}

    def embed(text: str) -> np.ndarray:
        if text not in known:
            ids = np.array([tokenise(text)], ids_type)
            known[text] = encoder.run(["last_hidden_state"], {"input_ids": ids})[0]
        return known[text]

    def paint(texts: list[str], steps: int, guidance: float, noise: np.ndarray) -> np.ndarray:
        hidden = np.concatenate([embed(text) for text in ["", *texts]])
        scheduler = NumpyDdim(scheduler_config, steps)
        sample, scale = noise, np.float32(guidance)
        for timestep in scheduler.timesteps:
            feeds = {
                "sample": np.repeat(sample, len(hidden), axis=0),
                "timestep": np.full(timestep_shape, timestep, numbers[timestep_port.type]),
                "encoder_hidden_states": hidden,
            }
            rows = unet.run(["out_sample"], feeds)[0]
            base, wishes = rows[:1], rows[1:]
            steer = (wishes - base).mean(axis=0, keepdims=True)
            sample = scheduler.step(base + scale * steer, timestep, sample)
        picture = decoder.run(["sample"], {"latent_sample": sample / factor})[0]
        return np.round((np.clip(picture[0], -1, 1) + 1) * 127.5).astype(np.uint8).transpose(1, 2, 0)

    return paint


def diffusers_paint(model: Path, threads: int) -> Paint:
    """diffusers' modules and DDIMScheduler on PyTorch."""
    import torch

    from .vectors import build_scheduler

    torch.set_num_threads(threads)
    networks = _loaded_elsewhere(model)
    text_encoder, unet, vae = networks["text_encoder"], networks["unet"], networks["vae"]
    tokenise = tokeniser(model)
    scheduler_config = _read(model / "scheduler" / "scheduler_config.json")
    factor = _read(model / "vae_decoder" / "config.json")["scaling_factor"]
    known: dict[str, torch.Tensor] = {}

    def embed(text: str) -> torch.Tensor:
        if text not in known:
            known[text] = text_encoder(input_ids=torch.tensor([tokenise(text)])).last_hidden_state
        return known[text]

    @torch.inference_mode()
    def paint(texts: list[str], steps: int, guidance: float, noise: np.ndarray) -> np.ndarray:
        hidden = torch.cat([embed(text) for text in ["", *texts]])
        scheduler = build_scheduler("ddim", scheduler_config)
        scheduler.set_timesteps(steps)
        sample = torch.from_numpy(noise.copy()) * scheduler.init_noise_sigma
        for timestep in scheduler.timesteps:
            scaled = scheduler.scale_model_input(sample.expand(len(hidden), -1, -1, -1), timestep)
            rows = unet(scaled, timestep, hidden, return_dict=False)[0]
            base, wishes = rows[:1], rows[1:]
            steer = (wishes - base).mean(dim=0, keepdim=True)
            sample = scheduler.step(base + guidance * steer, timestep, sample, return_dict=False)[0]
        # diffusers' own autoencoders decode; the starter's is a decoder beside an encoder.
        latents = sample / factor
        picture = vae.decode(latents, return_dict=False)[0] if hasattr(vae, "decode") else vae.decoder(latents)
        return ((picture[0].clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8).permute(1, 2, 0).numpy()

    return paint


def _loaded_elsewhere(model: Path) -> dict:
    """The PyTorch networks. Reading them back from graphs takes memory, which must not count as that of painting."""
    import torch
    from diffusers import AutoencoderKL, UNet2DConditionModel
    from transformers import CLIPTextConfig, CLIPTextModel

    from .autoencoder import PatchAutoencoder

    vae_config = _read(model / "vae_decoder" / "config.json")
    if "blocks" in vae_config:
        vae = PatchAutoencoder(
            vae_config["latent_channels"], tuple(vae_config["widths"]), vae_config["blocks"], vae_config["factor"]
        )
    else:
        vae = AutoencoderKL.from_config(vae_config)
    networks = {
        "text_encoder": CLIPTextModel(CLIPTextConfig(**_read(model / "text_encoder" / "config.json"))),
        "unet": UNet2DConditionModel.from_config(_read(model / "unet" / "config.json")),
        "vae": vae,
    }
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "networks.pt"
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            pool.submit(_save_networks, model, path).result()
        for name, weights in torch.load(path, mmap=True).items():
            networks[name].load_state_dict(weights)
            networks[name].eval()
    return networks


def _save_networks(model: Path, path: Path) -> None:
    import torch

    from .torch_folder import load

    loaded = load(model)
    parts = {"text_encoder": loaded.text_encoder, "unet": loaded.unet, "vae": loaded.vae}
    torch.save({name: part.state_dict() for name, part in parts.items()}, path)


def tokeniser(model: Path) -> Callable[[str], list[int]]:
    """Text -> ids, cut and padded."""
    folder = model / "tokenizer"
    if (folder / "tokenizer.json").exists():
        from .tokenizer import encode, load_tokenizer

        tokenizer, length = load_tokenizer(folder)
        return lambda text: encode(tokenizer, text, length)
    from transformers import CLIPTokenizer

    clip = CLIPTokenizer.from_pretrained(str(folder))
    return lambda text: clip(text, padding="max_length", truncation=True)["input_ids"]


def _read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))
