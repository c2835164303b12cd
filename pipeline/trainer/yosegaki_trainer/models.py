"""The three networks of a painter, built from plain configs and random weights. Nothing pretrained is ever loaded."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from diffusers import UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel

from .autoencoder import PatchAutoencoder
from .tokenizer import BOS_ID, EOS_ID, PAD_ID


@dataclass(frozen=True)
class ModelShape:
    """Sizes of one model. A picture of R px has R/f x R/f latents, f being `downsample`."""

    resolution: int = 64
    downsample: int = 4
    latent_channels: int = 4
    vae_widths: tuple[int, int] = (32, 48)
    vae_blocks: int = 2
    tiny_widths: tuple[int, ...] = ()
    """Of a quicker decoder for previews; empty for none."""
    unet_channels: tuple[int, ...] = (64, 128, 192)
    unet_layers: int = 1
    norm_groups: int = 32
    head_dim: int = 32
    text_dim: int = 128
    text_layers: int = 2
    text_heads: int = 4
    text_length: int = 24
    vocab_size: int = 1024

    @property
    def latent_size(self) -> int:
        return self.resolution // self.downsample


def build_vae(shape: ModelShape) -> PatchAutoencoder:
    """Autoencoder: pictures [B,3,R,R] in [-1,1] <-> latents [B,C,R/f,R/f]."""
    return PatchAutoencoder(
        shape.latent_channels, shape.vae_widths, shape.vae_blocks, shape.downsample, shape.tiny_widths
    )


def build_unet(shape: ModelShape) -> UNet2DConditionModel:
    """UNet: sample [B,C,h,w], timestep, encoder_hidden_states [B,L,D] -> out_sample [B,C,h,w].

    Words reach it twice: by cross-attention, and pooled onto the time embedding (`addition_embed_type="text"`). With
    cross-attention alone a short training ignored the words. The finest level has no attention: at 16x16 it costs more
    than it gives.
    """
    levels = len(shape.unet_channels)
    return UNet2DConditionModel(
        sample_size=shape.latent_size,
        in_channels=shape.latent_channels,
        out_channels=shape.latent_channels,
        block_out_channels=shape.unet_channels,
        layers_per_block=shape.unet_layers,
        down_block_types=("DownBlock2D",) + ("CrossAttnDownBlock2D",) * (levels - 1),
        up_block_types=("CrossAttnUpBlock2D",) * (levels - 1) + ("UpBlock2D",),
        cross_attention_dim=shape.text_dim,
        attention_head_dim=tuple(max(1, c // shape.head_dim) for c in shape.unet_channels),
        norm_num_groups=shape.norm_groups,
        addition_embed_type="text",
        addition_embed_type_num_heads=shape.text_heads,
    )


def build_text_encoder(shape: ModelShape) -> CLIPTextModel:
    """CLIP-format text encoder: input_ids [B,L] int64 -> last_hidden_state [B,L,D]. Own random weights."""
    config = CLIPTextConfig(
        vocab_size=shape.vocab_size,
        hidden_size=shape.text_dim,
        intermediate_size=shape.text_dim * 4,
        num_hidden_layers=shape.text_layers,
        num_attention_heads=shape.text_heads,
        max_position_embeddings=shape.text_length,
        pad_token_id=PAD_ID,
        bos_token_id=BOS_ID,
        eos_token_id=EOS_ID,
        attn_implementation="eager",
    )
    return CLIPTextModel(config)


def count_parameters(module: torch.nn.Module) -> int:
    return sum(p.numel() for p in module.parameters())
