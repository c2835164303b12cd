"""A folder of Stable Diffusion 1.x's class, of random weights from a fixed seed, exported as Optimum exports one.

For tests: `tiny` is committed (tests/models/sd), `full` has the sizes of SD 1.5 and is made by hand. Nothing pretrained
is ever loaded. Two variants stand for what the years have brought:

`new`   opset 18, timestep a scalar, the encoder's `latent_parameters` (mean and logvar), hidden states beside
        the text encoder's result.
`old`   opset 14, timestep [steps], `latent_sample` drawn inside the graph, no scaling_factor in the configs, the UNet's
        weights in `weights.pb`.
"""

from __future__ import annotations

import json
import logging
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import onnx
import torch
from diffusers import AutoencoderKL, AutoencoderTiny, PNDMScheduler, UNet2DConditionModel
from diffusers.models.attention_processor import AttnProcessor
from transformers import CLIPTextConfig, CLIPTextModel

from .clip_tokenizer import save_clip_tokenizer
from .export import _write_json, store_weights_as_half
from .words import tokenizer_words

SD15_SCHEDULER = {
    "_class_name": "PNDMScheduler",
    "_diffusers_version": "0.6.0",
    "beta_end": 0.012,
    "beta_schedule": "scaled_linear",
    "beta_start": 0.00085,
    "num_train_timesteps": 1000,
    "set_alpha_to_one": False,
    "skip_prk_steps": True,
    "steps_offset": 1,
    "trained_betas": None,
    "clip_sample": False,
}
"""Word for word the scheduler_config.json of SD 1.5."""

MERGES = 256


@dataclass(frozen=True)
class SdScale:
    """Sizes of one model; latents are an eighth of the picture."""

    sample_size: int
    unet_channels: tuple[int, ...]
    unet_layers: int
    norm_groups: int
    heads: int
    text_dim: int
    text_layers: int
    text_heads: int
    vae_channels: tuple[int, ...]
    vae_layers: int
    tiny_channels: int
    tiny_blocks: int


SCALES = {
    "tiny": SdScale(8, (16, 16, 32, 32), 1, 8, 4, 32, 2, 4, (8, 8, 16, 16), 1, 8, 1),
    "full": SdScale(64, (320, 640, 1280, 1280), 2, 32, 8, 768, 12, 12, (128, 256, 512, 512), 2, 64, 3),
}


@dataclass
class SdParts:
    """The PyTorch networks, in evaluation mode."""

    text_encoder: CLIPTextModel
    unet: UNet2DConditionModel
    vae: AutoencoderKL
    tiny_vae: AutoencoderTiny


def build_sd(scale: SdScale, vocab_size: int, seed: int = 20261124) -> SdParts:
    """Random networks with SD 1.5's block types. Weights are spread so that prompts and steps differ."""
    torch.manual_seed(seed)
    text_encoder = CLIPTextModel(
        CLIPTextConfig(
            vocab_size=vocab_size,
            hidden_size=scale.text_dim,
            intermediate_size=4 * scale.text_dim,
            num_hidden_layers=scale.text_layers,
            num_attention_heads=scale.text_heads,
            max_position_embeddings=77,
            hidden_act="quick_gelu",
            bos_token_id=vocab_size - 2,
            eos_token_id=vocab_size - 1,
            pad_token_id=1,
            projection_dim=scale.text_dim,
            attn_implementation="eager",
        )
    )
    unet = UNet2DConditionModel(
        sample_size=scale.sample_size,
        block_out_channels=scale.unet_channels,
        layers_per_block=scale.unet_layers,
        norm_num_groups=scale.norm_groups,
        attention_head_dim=scale.heads,
        cross_attention_dim=scale.text_dim,
    )
    levels = len(scale.vae_channels)
    vae = AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * levels,
        up_block_types=("UpDecoderBlock2D",) * levels,
        block_out_channels=scale.vae_channels,
        layers_per_block=scale.vae_layers,
        norm_num_groups=min(scale.norm_groups, scale.vae_channels[0] // 2),
        sample_size=8 * scale.sample_size,
    )
    tiny_vae = AutoencoderTiny(
        encoder_block_out_channels=(scale.tiny_channels,) * 4,
        decoder_block_out_channels=(scale.tiny_channels,) * 4,
        num_encoder_blocks=(1, scale.tiny_blocks, scale.tiny_blocks, scale.tiny_blocks),
        num_decoder_blocks=(scale.tiny_blocks, scale.tiny_blocks, scale.tiny_blocks, 1),
    )
    _spread(text_encoder, unet, vae, tiny_vae)
    return SdParts(text_encoder.eval(), unet.eval(), vae.eval(), tiny_vae.eval())


@torch.no_grad()
def _spread(
    text_encoder: CLIPTextModel, unet: UNet2DConditionModel, vae: AutoencoderKL, tiny_vae: AutoencoderTiny
) -> None:
    """Every weight differs from every other: no bias stays 0, no norm stays 1, and words reach the picture."""
    for module in (text_encoder, unet, vae):
        for name, values in module.named_parameters():
            if name.endswith("bias"):
                values.add_(0.02 * torch.randn_like(values))
            elif "norm" in name:
                values.add_(0.1 * torch.randn_like(values))
    text_encoder.get_input_embeddings().weight.mul_(20)
    for name, values in unet.named_parameters():
        if "attn2" in name and name.endswith("weight"):
            values.mul_(2)
    unet.conv_out.weight.mul_(3)
    unet.time_embedding.linear_2.weight.mul_(4)
    tiny_vae.decoder.layers[-1].weight.mul_(12)
    tiny_vae.decoder.layers[-1].bias.fill_(0.5)


class _Graph(torch.nn.Module):
    """A module whose forward is a plain function of tensors."""

    def __init__(self, module: torch.nn.Module, call: Callable):
        super().__init__()
        self.module = module
        self.call = call

    def forward(self, *tensors: torch.Tensor):
        return self.call(self.module, *tensors)


@dataclass(frozen=True)
class GraphPlan:
    """One ONNX file: what is traced, with which tensors, under which names, and which axes stay open."""

    part: str
    module: torch.nn.Module
    args: tuple[torch.Tensor, ...]
    inputs: dict[str, dict[int, str]]
    outputs: dict[str, dict[int, str]]


def graph_plans(parts: SdParts, variant: str) -> list[GraphPlan]:
    """The five graphs, with Optimum's names of tensors and axes."""
    old = variant == "old"
    parts.unet.set_attn_processor(AttnProcessor())
    parts.vae.set_attn_processor(AttnProcessor())
    size = parts.unet.config.sample_size
    dim = parts.unet.config.cross_attention_dim
    layers = parts.text_encoder.config.num_hidden_layers
    ids = torch.ones(2, 77, dtype=torch.int32)
    latents = torch.randn(2, 4, size, size)
    pictures = torch.rand(2, 3, 8 * size, 8 * size)
    timestep = torch.tensor([3] if old else 3, dtype=torch.int64)
    hidden = torch.randn(2, 77, dim)

    def text(model, input_ids):
        result = model(input_ids=input_ids, output_hidden_states=not old)
        first = (result.last_hidden_state, result.pooler_output)
        return first if old else (*first, *result.hidden_states)

    def encode(model, sample):
        dist = model.encode(sample).latent_dist
        return dist.sample() if old else dist.parameters

    batch = {0: "batch_size"}
    picture = {**batch, 2: "height", 3: "width"}
    latent = {**batch, 2: "latent_height", 3: "latent_width"}
    words = {**batch, 1: "sequence_length"}
    states = {} if old else {f"hidden_states.{n}": words for n in range(layers + 1)}
    return [
        GraphPlan(
            "text_encoder",
            _Graph(parts.text_encoder, text),
            (ids,),
            {"input_ids": words},
            {"last_hidden_state": words, "pooler_output": batch, **states},
        ),
        GraphPlan(
            "unet",
            _Graph(parts.unet, lambda model, *tensors: model(*tensors, return_dict=False)[0]),
            (latents, timestep, hidden),
            {"sample": picture, "timestep": {0: "steps"} if old else {}, "encoder_hidden_states": words},
            {"out_sample": picture},
        ),
        GraphPlan(
            "vae_encoder",
            _Graph(parts.vae, encode),
            (pictures,),
            {"sample": picture},
            {"latent_sample" if old else "latent_parameters": latent},
        ),
        GraphPlan(
            "vae_decoder",
            _Graph(parts.vae, lambda model, latents: model.decode(latents).sample),
            (latents,),
            {"latent_sample": latent},
            {"sample": picture},
        ),
        GraphPlan(
            "tiny_decoder",
            _Graph(parts.tiny_vae, lambda model, latents: model.decode(latents).sample),
            (latents,),
            {"latent_sample": latent},
            {"sample": picture},
        ),
    ]


def write_sd(out: Path, scale: str = "tiny", variant: str = "new", half: bool = False) -> SdParts:
    """Write the whole folder. scale: tiny, full. variant: new, old. half: store weights as float16 (tiny only)."""
    vocab_size = save_clip_tokenizer(
        out / "tokenizer", [word for entry in tokenizer_words() for word in entry.split()], MERGES, 77
    )
    parts = build_sd(SCALES[scale], vocab_size)
    for plan in graph_plans(parts, variant):
        external = None
        if plan.part == "unet" and variant == "old":
            external = "weights.pb"
        elif plan.part == "unet" and scale == "full":
            external = "model.onnx_data"
        model = trace(plan, out / plan.part, opset=14 if variant == "old" else 18, external=external)
        if model is not None:
            model = store_weights_as_half(model) if half else model
            if scale == "tiny":
                shorten_names(model)
            (out / plan.part / "model.onnx").write_bytes(model.SerializeToString(deterministic=True))
    _write_configs(out, parts, variant)
    return parts


def trace(plan: GraphPlan, folder: Path, opset: int, external: str | None) -> onnx.ModelProto | None:
    """Export by tracing, as Optimum does. With `external` it is written, its weights beside it under that name."""
    folder.mkdir(parents=True, exist_ok=True)
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(dir=folder) as scratch, warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        path = Path(scratch) / "model.onnx"
        torch.onnx.export(
            plan.module,
            plan.args,
            str(path),
            input_names=list(plan.inputs),
            output_names=list(plan.outputs),
            dynamic_axes={name: axes for name, axes in {**plan.inputs, **plan.outputs}.items() if axes},
            opset_version=opset,
            do_constant_folding=True,
            dynamo=False,
        )
        model = onnx.load(path)
    for node in model.graph.node:
        node.doc_string = ""
    if external is None:
        return model
    onnx.save_model(
        model,
        folder / "model.onnx",
        save_as_external_data=True,
        all_tensors_to_one_file=True,
        location=external,
        size_threshold=1024,
    )
    (folder / external).chmod(0o644)  # onnx makes it for its owner alone
    return None


def shorten_names(model: onnx.ModelProto) -> None:
    """Nodes and the values between them are numbered: their traced names outweigh the weights of a tiny model."""
    graph = model.graph
    kept = {value.name for value in (*graph.input, *graph.output, *graph.initializer)}
    short: dict[str, str] = {"": ""}
    for n, node in enumerate(graph.node):
        node.name = f"n{n}"
        for names in (node.input, node.output):
            names[:] = [name if name in kept else short.setdefault(name, f"v{len(short)}") for name in names]
    del graph.value_info[:]


def _write_configs(out: Path, parts: SdParts, variant: str) -> None:
    vae = _config(parts.vae)
    if variant == "old":
        del vae["scaling_factor"]
    _write_json(out / "text_encoder" / "config.json", json.loads(parts.text_encoder.config.to_json_string()))
    _write_json(out / "unet" / "config.json", _config(parts.unet))
    _write_json(out / "vae_encoder" / "config.json", vae)
    _write_json(out / "vae_decoder" / "config.json", vae)
    _write_json(out / "tiny_decoder" / "config.json", _config(parts.tiny_vae))
    _write_json(out / "scheduler" / "scheduler_config.json", SD15_SCHEDULER)
    _write_json(
        out / "model_index.json",
        {
            "_class_name": "StableDiffusionPipeline",
            "_diffusers_version": _config(parts.unet)["_diffusers_version"],
            "feature_extractor": [None, None],
            "requires_safety_checker": False,
            "safety_checker": [None, None],
            "scheduler": ["diffusers", PNDMScheduler.__name__],
            "text_encoder": ["diffusers", "OnnxRuntimeModel"],
            "tokenizer": ["transformers", "CLIPTokenizer"],
            "unet": ["diffusers", "OnnxRuntimeModel"],
            "vae_decoder": ["diffusers", "OnnxRuntimeModel"],
            "vae_encoder": ["diffusers", "OnnxRuntimeModel"],
        },
    )


def _config(module: torch.nn.Module) -> dict:
    return json.loads(module.to_json_string())
