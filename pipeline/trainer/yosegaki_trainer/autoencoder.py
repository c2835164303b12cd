"""The autoencoder: pictures [B,3,R,R] in [-1,1] <-> latents [B,C,R/f,R/f], f = 4 or 8.

f by f pixels become one latent. A plain linear path carries the mean colour of each patch from the first step on,
and two small convolutional paths add what it lacks. On few hours of CPU that matters: a TAESD-shaped network was still
grey after minutes of training, and an earlier one lost its greens for good. The finest convolutions run at twice the
latents' resolution (pixel unshuffle), where most of a small autoencoder's time goes.
"""

from __future__ import annotations

from types import SimpleNamespace

import torch
from torch import nn

OPPONENT = ((0.5, 0.8, 0.5), (1.5, -1.5, 0.0), (-0.9, -0.9, 1.8))
"""Rows: lightness, red against green, blue against yellow; from RGB in [-1,1], scaled to a spread of about 1."""


class Block(nn.Module):
    """Residual pair of 3x3 convolutions, [B,W,h,w] -> [B,W,h,w]. The second starts near zero."""

    def __init__(self, width: int):
        super().__init__()
        self.first = nn.Conv2d(width, width, 3, padding=1)
        self.second = nn.Conv2d(width, width, 3, padding=1)
        with torch.no_grad():
            self.second.weight.mul_(0.3)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.second(nn.functional.silu(self.first(nn.functional.silu(x))))


class Encoder(nn.Module):
    """[B,3,R,R] -> [B,C,R/f,R/f]"""

    def __init__(self, channels: int, widths: tuple[int, int], blocks: int, factor: int):
        super().__init__()
        fine, coarse = widths
        self.patch = nn.Conv2d(3, channels, factor, stride=factor)
        self.detail = nn.Sequential(
            nn.PixelUnshuffle(factor // 2),
            nn.Conv2d(3 * (factor // 2) ** 2, fine, 3, padding=1),
            Block(fine),
            nn.Conv2d(fine, coarse, 4, stride=2, padding=1),
            *(Block(coarse) for _ in range(blocks)),
            nn.SiLU(),
            nn.Conv2d(coarse, channels, 3, padding=1),
        )
        with torch.no_grad():
            self.patch.weight.mul_(0.1)
            self.patch.weight[:3] = torch.tensor(OPPONENT)[:, :, None, None] / factor**2
            self.patch.bias.zero_()
            self.patch.bias[0] = -1.0

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        return self.patch(pictures) + self.detail(pictures)


class Decoder(nn.Module):
    """[B,C,R/f,R/f] -> [B,3,R,R]"""

    def __init__(self, channels: int, widths: tuple[int, int], blocks: int, factor: int):
        super().__init__()
        fine, coarse = widths
        self.patch = nn.ConvTranspose2d(channels, 3, factor, stride=factor)
        self.detail = nn.Sequential(
            nn.Conv2d(channels, coarse, 3, padding=1),
            *(Block(coarse) for _ in range(blocks)),
            nn.SiLU(),
            nn.Upsample(scale_factor=2, mode="nearest"),
            nn.Conv2d(coarse, fine, 3, padding=1),
            *(Block(fine) for _ in range(blocks)),
            nn.SiLU(),
            nn.Conv2d(fine, 3 * (factor // 2) ** 2, 3, padding=1),
            nn.PixelShuffle(factor // 2),
        )
        with torch.no_grad():
            basis = torch.tensor(OPPONENT)
            inverse = torch.linalg.inv(basis)  # [3 rgb, 3 opponent]
            self.patch.weight.zero_()
            self.patch.weight[:3] = inverse.T[:, :, None, None]
            self.patch.bias.copy_(inverse @ torch.tensor([1.0, 0.0, 0.0]))

    def forward(self, latents: torch.Tensor) -> torch.Tensor:
        return self.patch(latents) + self.detail(latents)


class PatchAutoencoder(nn.Module):
    """Encoder, decoder, and the config written beside them. `config.scaling_factor` is set after training.

    tiny_widths: those of a second, quicker decoder for previews; empty for none.
    """

    def __init__(
        self, channels: int, widths: tuple[int, int], blocks: int, factor: int, tiny_widths: tuple[int, ...] = ()
    ):
        super().__init__()
        self.config = SimpleNamespace(
            latent_channels=channels,
            widths=widths,
            blocks=blocks,
            factor=factor,
            tiny_widths=tiny_widths,
            scaling_factor=1.0,
        )
        self.encoder = Encoder(channels, widths, blocks, factor)
        self.decoder = Decoder(channels, widths, blocks, factor)
        self.tiny = Decoder(channels, tiny_widths, 1, factor) if tiny_widths else None

    def forward(self, pictures: torch.Tensor, noise: torch.Tensor | None = None) -> list[torch.Tensor]:
        """[B,3,R,R] -> their latents [B,C,h,w], and the pictures restored by each decoder. noise: added to the latents
        before decoding. What the tiny decoder learns does not reach the encoder."""
        latents = self.encoder(pictures)
        noisy = latents if noise is None else latents + noise
        restored = [self.decoder(noisy)]
        return [latents, *restored, self.tiny(noisy.detach())] if self.tiny else [latents, *restored]

    def latent_shape(self, resolution: int) -> tuple[int, int, int]:
        side = resolution // self.config.factor
        return self.config.latent_channels, side, side

    def config_dict(self) -> dict:
        return {
            "_class_name": "PatchAutoencoder",
            "in_channels": 3,
            "out_channels": 3,
            "latent_channels": self.config.latent_channels,
            "widths": list(self.config.widths),
            "blocks": self.config.blocks,
            "factor": self.config.factor,
            "scaling_factor": self.config.scaling_factor,
        }

    def tiny_config_dict(self) -> dict:
        return {
            **self.config_dict(),
            "_class_name": "PatchDecoder",
            "widths": list(self.config.tiny_widths),
            "blocks": 1,
        }
