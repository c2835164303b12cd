"""Gives the text encoder a start: it learns what captions mean before the UNet asks.

A UNet that meets a random text encoder learns to paint without words first, and a short training ends before it has
learnt to listen. So the encoder is trained for a minute or two to tell every part of a meaning from our own captions,
and to say the same for two captions of one meaning, Japanese or English. No text but our own is used.
"""

from __future__ import annotations

import random

import torch
from tokenizers import Tokenizer
from torch.nn import functional as F
from transformers import CLIPTextModel

from .captions import COLUMNS, random_meaning, training_caption
from .concepts import CONCEPTS
from .progress import Progress
from .tokenizer import encode


class CaptionEncoder:
    """Captions to token ids [B,L]."""

    def __init__(self, tokenizer: Tokenizer, length: int):
        self.tokenizer, self.length = tokenizer, length

    def __call__(self, captions: list[str]) -> torch.Tensor:
        return torch.tensor([encode(self.tokenizer, text, self.length) for text in captions], dtype=torch.int64)


def pretrain_text(
    encoder: CLIPTextModel, captions: CaptionEncoder, steps: int, seed: int, batch: int = 40, rate: float = 2e-3
) -> float:
    """Train `encoder` in place and where it is; returns the share of concepts it then names from captions it draws."""
    torch.manual_seed(seed)
    sizes = [values + 1 for values in COLUMNS]
    heads = torch.nn.Linear(encoder.config.hidden_size, sum(sizes)).to(encoder.device)
    optimiser = torch.optim.AdamW([*encoder.parameters(), *heads.parameters()], lr=rate, weight_decay=0.01)
    rng = random.Random(seed)
    progress = Progress("text", steps)
    right = 0.0
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = rate * min(1.0, (step + 1) / 50) * (1 - step / steps)
        meanings = [random_meaning(rng) for _ in range(batch)]
        # Two captions a meaning; a third of them in the two languages by chance, all without dropping.
        texts = [training_caption(m, rng, drop=0, part=0) for m in meanings for _ in range(2)]
        pooled = encoder(input_ids=captions(texts).to(encoder.device)).last_hidden_state.mean(dim=1)  # [2B,D]
        labels = torch.tensor([m.to_row() for m in meanings for _ in range(2)]).to(encoder.device)
        pieces = heads(pooled).split(sizes, dim=1)
        loss = sum(F.cross_entropy(piece, labels[:, i] + 1) for i, piece in enumerate(pieces))
        loss = loss + F.mse_loss(pooled[0::2], pooled[1::2])
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        hits = float((pieces[0].argmax(dim=1) == labels[:, 0] + 1).float().mean())
        right = hits if step == 0 else 0.95 * right + 0.05 * hits
        progress.show(step + 1, lambda loss=loss, right=right: f"loss {loss.item():.3f} concepts {right:.3f}")
    return right


def pooled_agreement(encoder: CLIPTextModel, captions: CaptionEncoder) -> float:
    """Mean cosine between the pooled vectors of each concept's bare noun in Japanese and in English."""
    with torch.no_grad():
        ja, en = (
            encoder(input_ids=captions(nouns).to(encoder.device)).last_hidden_state.mean(dim=1)
            for nouns in ([c.ja[0] for c in CONCEPTS], [c.en[0] for c in CONCEPTS])
        )
        centre = torch.cat([ja, en]).mean(dim=0)
        return float(F.cosine_similarity(ja - centre, en - centre, dim=1).mean())
