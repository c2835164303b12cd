"""The PyTorch networks behind one of our ONNX folders, read back from the weights in its graphs.

An exporter renames, transposes and reshapes weights, and joins equal ones. Which is which is found by exporting the
same networks once more with known random numbers: a tensor of that second file holds the numbers of one parameter, and
the tensor that the same node of the folder's graph reads holds its real ones. So nothing but the folder is needed.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from diffusers import AutoencoderKL, AutoencoderTiny, SchedulerMixin, UNet2DConditionModel
from onnx import numpy_helper
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

from .autoencoder import PatchAutoencoder
from .export import EIGHT_BIT, HALF, SCALE, _DecoderGraph, _EncoderGraph, _export_graph, _TextGraph, _UnetGraph
from .sd import SdParts, graph_plans, trace
from .tokenizer import encode, load_tokenizer


@dataclass
class LoadedFolder:
    """Networks in evaluation mode, float32, on the CPU."""

    text_encoder: CLIPTextModel
    unet: UNet2DConditionModel
    vae: PatchAutoencoder | AutoencoderKL
    tiny_vae: AutoencoderTiny | None
    tokenise: Callable[[Sequence[str]], torch.Tensor]
    """Texts -> ids [N,L], cut and padded."""
    clip_tokenizer: CLIPTokenizer | None
    scheduler_config: dict
    scaling_factor: float

    def embed(self, texts: Sequence[str]) -> torch.Tensor:
        """Texts -> last_hidden_state [N,L,D], one at a time as the painter does."""
        with torch.no_grad():
            rows = [self.text_encoder(input_ids=ids[None]).last_hidden_state for ids in self.tokenise(texts)]
        return torch.cat(rows)

    def decode(self, latents: torch.Tensor) -> torch.Tensor:
        """Scaled latents [B,C,h,w] -> pictures [B,3,H,W] in [-1,1]."""
        with torch.no_grad():
            if isinstance(self.vae, PatchAutoencoder):
                return self.vae.decoder(latents / self.scaling_factor).clamp(-1, 1)
            return self.vae.decode(latents / self.scaling_factor).sample


def load(folder: Path) -> LoadedFolder:
    """Read a folder of `export.py` or `sd.py`. Raises ValueError where its graphs are of other networks."""
    if (folder / "tokenizer" / "tokenizer.json").exists():
        return _load_own(folder)
    return _load_sd(folder)


def paint(
    loaded: LoadedFolder,
    prompts: Sequence[str],
    weights: Sequence[float],
    guidance: float,
    steps: int,
    noise: torch.Tensor,
    scheduler: SchedulerMixin,
) -> tuple[torch.Tensor, np.ndarray]:
    """One picture by PyTorch alone: `eps_u + g * sum_i w_i (eps_i - eps_u)`, eps_u being the empty prompt.

    noise: [1,C,h,w]. Returns the finished latents [1,C,h,w] and the RGB bytes [H,W,3].
    """
    hidden = loaded.embed(["", *prompts])
    scheduler.set_timesteps(steps)
    sample = noise * scheduler.init_noise_sigma
    with torch.no_grad():
        for timestep in scheduler.timesteps:
            scaled = scheduler.scale_model_input(sample, timestep)
            rows = loaded.unet(scaled.expand(len(hidden), -1, -1, -1), timestep, hidden).sample
            steer = sum(w * (row - rows[:1]) for w, row in zip(weights, rows[1:, None], strict=True))
            sample = scheduler.step(rows[:1] + guidance * steer, timestep, sample).prev_sample
    return sample, rgb_bytes(loaded.decode(sample))


def rgb_bytes(pictures: torch.Tensor) -> np.ndarray:
    """[1,3,H,W] in [-1,1] -> [H,W,3] bytes, rounded half to even."""
    return ((pictures[0].clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8).permute(1, 2, 0).numpy()


def _load_own(folder: Path) -> LoadedFolder:
    tokenizer, length = load_tokenizer(folder / "tokenizer")
    text = CLIPTextModel(CLIPTextConfig(**_config(folder, "text_encoder"), attn_implementation="eager"))
    unet = UNet2DConditionModel.from_config(_config(folder, "unet"))
    config = _config(folder, "vae_decoder")
    factor = config["factor"]
    vae = PatchAutoencoder(config["latent_channels"], tuple(config["widths"]), config["blocks"], factor)
    size, channels, dim = unet.config.sample_size, unet.config.in_channels, unet.config.cross_attention_dim
    latents, hidden = torch.zeros(2, channels, size, size), torch.zeros(2, length, dim)
    side = size * factor
    unet_inputs = ["sample", "timestep", "encoder_hidden_states"]
    graphs = {
        "text_encoder": (_TextGraph(text), (torch.ones(2, length, dtype=torch.int64),), ["input_ids"]),
        "unet": (_UnetGraph(unet), (latents, torch.zeros(1), hidden), unet_inputs),
        "vae_decoder": (_DecoderGraph(vae.decoder), (latents,), ["latent_sample"]),
        "vae_encoder": (_EncoderGraph(vae), (torch.zeros(2, 3, side, side),), ["sample"]),
    }
    for part, (module, args, inputs) in graphs.items():

        def export(to: Path, module=module, args=args, inputs=inputs) -> None:
            _export_graph(module, args, to, inputs, "out", static_inputs=("timestep",))

        # The autoencoder's graph is of its encoder alone.
        prefix = {"vae_encoder": "model.encoder."}.get(part, "")
        _read_back(module, folder / part / "model.onnx", export, prefix)
    return LoadedFolder(
        text_encoder=text.eval(),
        unet=unet.eval(),
        vae=vae.eval(),
        tiny_vae=None,
        tokenise=lambda texts: torch.tensor([encode(tokenizer, text, length) for text in texts]),
        clip_tokenizer=None,
        scheduler_config=_config(folder, "scheduler"),
        scaling_factor=config["scaling_factor"],
    )


def _load_sd(folder: Path) -> LoadedFolder:
    tokenizer = CLIPTokenizer.from_pretrained(str(folder / "tokenizer"))
    parts = SdParts(
        CLIPTextModel(CLIPTextConfig(**_config(folder, "text_encoder"), attn_implementation="eager")).eval(),
        UNet2DConditionModel.from_config(_config(folder, "unet")).eval(),
        AutoencoderKL.from_config(_config(folder, "vae_decoder")).eval(),
        AutoencoderTiny.from_config(_config(folder, "tiny_decoder")).eval(),
    )
    encoder = onnx.load(folder / "vae_encoder" / "model.onnx", load_external_data=False)
    variant = "old" if encoder.graph.output[0].name == "latent_sample" else "new"
    opset = encoder.opset_import[0].version
    prefixes = {
        "vae_decoder": ("module.decoder.", "module.post_quant_conv."),
        "vae_encoder": ("module.encoder.", "module.quant_conv."),
        "tiny_decoder": ("module.decoder.",),
        # Its pooled result is no input of any other network, but it is traced all the same.
        "text_encoder": ("",),
        "unet": ("",),
    }
    for plan in graph_plans(parts, variant):

        def export(to: Path, plan=plan) -> None:
            model = trace(plan, to, opset, external=None)
            (to / "model.onnx").write_bytes(model.SerializeToString())

        _read_back(plan.module, folder / plan.part / "model.onnx", export, prefixes[plan.part])
    return LoadedFolder(
        text_encoder=parts.text_encoder,
        unet=parts.unet,
        vae=parts.vae,
        tiny_vae=parts.tiny_vae,
        tokenise=lambda texts: torch.tensor(
            tokenizer(list(texts), padding="max_length", truncation=True)["input_ids"], dtype=torch.int64
        ),
        clip_tokenizer=tokenizer,
        scheduler_config=_config(folder, "scheduler"),
        scaling_factor=parts.vae.config.scaling_factor,
    )


@torch.no_grad()
def _read_back(
    module: torch.nn.Module, graph: Path, export: Callable[[Path], None], prefixes: str | tuple[str, ...]
) -> None:
    """Give the module's parameters under `prefixes` the values they have in `graph`, which `export` would write."""
    parameters = {name: p for name, p in module.named_parameters() if name.startswith(prefixes)}
    for values in parameters.values():
        # Numbers that float16 holds exactly, because large tensors are stored so.
        values.copy_(torch.randn_like(values).half().float())
    with tempfile.TemporaryDirectory() as scratch:
        export(Path(scratch))
        known = _tensors_by_place(Path(scratch) / "model.onnx")
    by_values = {_fingerprint(values): place for place, values in known.items()}
    stored = _tensors_by_place(graph)
    for name, values in parameters.items():
        turned = values.ndim == 2 and _fingerprint(values.numpy()) not in by_values
        found = by_values.get(_fingerprint(values.numpy().T if turned else values.numpy()))
        if found is None:
            raise ValueError(f"{name} is not among the exported weights")
        if found not in stored or stored[found].shape != known[found].shape:
            raise ValueError(f"{graph}: {name} is missing or of another shape")
        now = torch.from_numpy(stored[found].copy())
        values.copy_(now.T if turned else now.reshape(values.shape))


def _tensors_by_place(graph: Path) -> dict[tuple[int, str, int], np.ndarray]:
    """Weights as float32 by the place where the graph reads them: (index of the node, its kind, index of its input)."""
    model = onnx.load(graph)
    tensors = {each.name: each for each in model.graph.initializer}
    nodes = []
    for node in model.graph.node:
        if node.op_type == "Constant" and node.attribute[0].name == "value":
            tensors[node.output[0]] = node.attribute[0].t
        elif node.op_type == "Cast" and node.input[0].endswith((HALF, EIGHT_BIT)):
            tensors[node.output[0]] = tensors[node.input[0]]
        elif node.op_type == "Mul" and node.input[1].endswith(SCALE):
            whole, scale = (numpy_helper.to_array(tensors[name]) for name in node.input)
            tensors[node.output[0]] = numpy_helper.from_array(whole * scale)
        else:
            nodes.append(node)
    return {
        (n, node.op_type, i): numpy_helper.to_array(tensors[name]).astype(np.float32)
        for n, node in enumerate(nodes)
        for i, name in enumerate(node.input)
        if name in tensors and tensors[name].data_type in (onnx.TensorProto.FLOAT, onnx.TensorProto.FLOAT16)
    }


def _fingerprint(values: np.ndarray) -> bytes:
    """The numbers in order, whatever their shape."""
    return np.ascontiguousarray(values, dtype=np.float32).tobytes()


def _config(folder: Path, part: str) -> dict:
    name = "scheduler_config.json" if part == "scheduler" else "config.json"
    return json.loads((folder / part / name).read_text(encoding="utf-8"))
