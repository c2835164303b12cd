"""Writes a painter as an ONNX folder in the layout of diffusers/Optimum, with the two files of our own beside it.

`preview.json` turns latents into a small picture without the decoder; `model.json` is the manifest the server reads.
Graph inputs and outputs stay float32. Weights are stored as float16 followed by a Cast, those of a UNet with
`eight_bit` as int8 followed by a Cast and a scale for each row: constants, which onnxruntime can fold as it loads them.
"""

from __future__ import annotations

import hashlib
import json
import logging
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from diffusers import SchedulerMixin, UNet2DConditionModel
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from transformers import CLIPTextModel

from . import __version__
from .autoencoder import Decoder, PatchAutoencoder
from .models import ModelShape
from .tokenizer import save_tokenizer

OPSET = 18
HALF_FROM = 64
"""Tensors with fewer values than this stay float32: they cost nothing and keep biases exact."""
HALF, EIGHT_BIT, SCALE = "__half", "__bytes", "__scale"
"""Ends of the names of what is stored for a weight."""
EIGHT_BIT_FROM = 512
"""Matrices and kernels with fewer values than this are not stored in bytes."""


@dataclass
class Painter:
    """The trained parts that make one model folder."""

    shape: ModelShape
    tokenizer: Tokenizer
    text_encoder: CLIPTextModel
    unet: UNet2DConditionModel
    vae: PatchAutoencoder
    scheduler: SchedulerMixin
    preview_matrix: np.ndarray  # [C,3], scaled latent channels -> RGB in [-1,1]
    preview_bias: np.ndarray  # [3]
    eight_bit: bool = False
    """Store the UNet's weights in a byte each."""


class _TextGraph(torch.nn.Module):
    def __init__(self, model: CLIPTextModel):
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
        return self.model(input_ids=input_ids).last_hidden_state


class _UnetGraph(torch.nn.Module):
    def __init__(self, model: UNet2DConditionModel):
        super().__init__()
        self.model = model

    def forward(self, sample: torch.Tensor, timestep: torch.Tensor, encoder_hidden_states: torch.Tensor):
        return self.model(sample, timestep, encoder_hidden_states, return_dict=False)[0]


class _DecoderGraph(torch.nn.Module):
    """latent_sample is the unscaled latent: the painter divides by scaling_factor first, as diffusers does."""

    def __init__(self, decoder: Decoder):
        super().__init__()
        self.decoder = decoder

    def forward(self, latent_sample: torch.Tensor) -> torch.Tensor:
        return self.decoder(latent_sample).clamp(-1.0, 1.0)


class _EncoderGraph(torch.nn.Module):
    def __init__(self, model: PatchAutoencoder):
        super().__init__()
        self.model = model

    def forward(self, sample: torch.Tensor) -> torch.Tensor:
        return self.model.encoder(sample)


def export_painter(painter: Painter, out: Path, manifest: dict) -> None:
    """Write the whole model folder. `manifest` holds model.json's fields except formatVersion and files."""
    shape = painter.shape
    h = shape.latent_size
    text = painter.text_encoder.eval()
    unet = painter.unet.eval()
    vae = painter.vae.eval()
    ids = torch.ones(2, shape.text_length, dtype=torch.int64)
    hidden = torch.zeros(2, shape.text_length, shape.text_dim)
    latents = torch.zeros(2, shape.latent_channels, h, h)
    pictures = torch.zeros(2, 3, shape.resolution, shape.resolution)

    save_tokenizer(painter.tokenizer, out / "tokenizer", shape.text_length)
    _export_graph(_TextGraph(text), (ids,), out / "text_encoder", ["input_ids"], "last_hidden_state")
    _export_graph(
        _UnetGraph(unet),
        (latents, torch.zeros(1), hidden),
        out / "unet",
        ["sample", "timestep", "encoder_hidden_states"],
        "out_sample",
        static_inputs=("timestep",),
        eight_bit=painter.eight_bit,
    )
    _export_graph(_DecoderGraph(vae.decoder), (latents,), out / "vae_decoder", ["latent_sample"], "sample")
    if vae.tiny is not None:
        _export_graph(_DecoderGraph(vae.tiny), (latents,), out / "tiny_decoder", ["latent_sample"], "sample")
        _write_json(out / "tiny_decoder" / "config.json", vae.tiny_config_dict())
    _export_graph(_EncoderGraph(vae), (pictures,), out / "vae_encoder", ["sample"], "latent_sample")

    _write_json(out / "text_encoder" / "config.json", json.loads(text.config.to_json_string(use_diff=False)))
    _write_json(out / "unet" / "config.json", _plain_config(unet.config))
    _write_json(out / "vae_decoder" / "config.json", vae.config_dict())
    _write_json(out / "vae_encoder" / "config.json", vae.config_dict())
    _write_json(out / "scheduler" / "scheduler_config.json", _plain_config(painter.scheduler.config))
    _write_json(out / "model_index.json", _model_index(painter))
    _write_json(
        out / "preview.json",
        {
            "matrix": np.round(painter.preview_matrix, 6).tolist(),
            "bias": np.round(painter.preview_bias, 6).tolist(),
        },
    )
    write_manifest(out, manifest)


def write_manifest(out: Path, manifest: dict) -> None:
    """Write model.json: the given fields, and the sha256 of every other file the painter reads."""
    names = sorted(
        p.relative_to(out).as_posix()
        for p in out.rglob("*")
        if p.is_file() and p.suffix in {".json", ".onnx"} and p != out / "model.json"
    )
    files = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in names}
    _write_json(out / "model.json", {"formatVersion": 1, **manifest, "files": files})


def store_weights_in_eight_bits(model: onnx.ModelProto) -> onnx.ModelProto:
    """Turn each large matrix and kernel into int8 and a scale for each row, multiplied back under the old name."""
    nodes, scales = [], []
    for tensor in model.graph.initializer:
        if tensor.data_type != TensorProto.FLOAT or len(tensor.dims) < 2:
            continue
        values = numpy_helper.to_array(tensor)
        if values.size < EIGHT_BIT_FROM:
            continue
        name = tensor.name
        largest = np.abs(values).max(axis=tuple(range(1, values.ndim)), keepdims=True)
        scale = (np.maximum(largest, 1e-12) / 127).astype(np.float32)
        tensor.CopyFrom(numpy_helper.from_array(np.rint(values / scale).astype(np.int8), f"{name}{EIGHT_BIT}"))
        scales.append(numpy_helper.from_array(scale, f"{name}{SCALE}"))
        nodes += [
            helper.make_node(
                "Cast", [f"{name}{EIGHT_BIT}"], [f"{name}__whole"], name=f"cast_{name}", to=TensorProto.FLOAT
            ),
            helper.make_node("Mul", [f"{name}__whole", f"{name}{SCALE}"], [name], name=f"scale_{name}"),
        ]
    model.graph.initializer.extend(scales)
    return _with_first(model, nodes)


def store_weights_as_half(model: onnx.ModelProto) -> onnx.ModelProto:
    """Turn each large float32 initializer into a float16 one and a Cast back to float32 under the old name."""
    casts = []
    for tensor in model.graph.initializer:
        if tensor.data_type != TensorProto.FLOAT:
            continue
        values = numpy_helper.to_array(tensor)
        if tensor.name.endswith(SCALE) or values.size < HALF_FROM or np.abs(values).max() > 6e4:
            continue
        name = tensor.name
        tensor.CopyFrom(numpy_helper.from_array(values.astype(np.float16), f"{name}{HALF}"))
        casts.append(helper.make_node("Cast", [f"{name}{HALF}"], [name], name=f"cast_{name}", to=TensorProto.FLOAT))
    return _with_first(model, casts)


def _with_first(model: onnx.ModelProto, first: list[onnx.NodeProto]) -> onnx.ModelProto:
    nodes = [*first, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    return model


def fit_preview(latents: np.ndarray, pictures: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Least squares from latents [N,C,h,w] (scaled) to pictures [N,3,h,w] in [-1,1]: matrix [C,3] and bias [3]."""
    channels = latents.shape[1]
    x = latents.transpose(0, 2, 3, 1).reshape(-1, channels)
    y = pictures.transpose(0, 2, 3, 1).reshape(-1, 3)
    x1 = np.concatenate([x, np.ones((len(x), 1), x.dtype)], axis=1)
    solution, *_ = np.linalg.lstsq(x1, y, rcond=None)
    return solution[:channels], solution[channels]


def _export_graph(
    module: torch.nn.Module,
    args: tuple[torch.Tensor, ...],
    folder: Path,
    inputs: list[str],
    output: str,
    static_inputs: Iterable[str] = (),
    eight_bit: bool = False,
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    batch = torch.export.Dim("batch", min=1, max=64)
    dynamic = tuple(None if name in static_inputs else {0: batch} for name in inputs)
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        program = torch.onnx.export(
            module,
            args,
            input_names=inputs,
            output_names=[output],
            opset_version=OPSET,
            dynamo=True,
            dynamic_shapes=dynamic,
            verbose=False,
        )
    model = _without_traces(program.model_proto)
    model = store_weights_as_half(store_weights_in_eight_bits(model) if eight_bit else model)
    onnx.checker.check_model(model)
    (folder / "model.onnx").write_bytes(model.SerializeToString(deterministic=True))


def _without_traces(model: onnx.ModelProto) -> onnx.ModelProto:
    """Drop what the exporter notes about the machine it ran on: stack traces, doc strings, value shapes."""
    model.doc_string = ""
    del model.metadata_props[:]
    del model.graph.metadata_props[:]
    del model.graph.value_info[:]
    model.graph.doc_string = ""
    for node in model.graph.node:
        node.doc_string = ""
        del node.metadata_props[:]
    for value in [*model.graph.input, *model.graph.output, *model.graph.initializer]:
        value.doc_string = ""
        del value.metadata_props[:]
    model.producer_name, model.producer_version = "yosegaki_trainer", __version__
    return model


def _plain_config(config: dict) -> dict:
    return {k: v for k, v in dict(config).items() if k not in {"_name_or_path", "_use_default_values"}}


def _model_index(painter: Painter) -> dict:
    return {
        "_class_name": "StableDiffusionPipeline",
        "_diffusers_version": _plain_config(painter.unet.config).get("_diffusers_version"),
        "feature_extractor": [None, None],
        "requires_safety_checker": False,
        "safety_checker": [None, None],
        "scheduler": ["diffusers", type(painter.scheduler).__name__],
        "text_encoder": ["diffusers", "OnnxRuntimeModel"],
        "tokenizer": ["transformers", "PreTrainedTokenizerFast"],
        "unet": ["diffusers", "OnnxRuntimeModel"],
        "vae_decoder": ["diffusers", "OnnxRuntimeModel"],
        "vae_encoder": ["diffusers", "OnnxRuntimeModel"],
    }


def _write_json(path: Path, value: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=False) + "\n", encoding="utf-8")
