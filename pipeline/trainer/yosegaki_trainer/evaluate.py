"""Judges an exported model as the server uses it, through onnxruntime alone; no network from elsewhere takes part.

Contact sheets for people, and figures: does the judge (see judge.py) find each picture's own noun among 48, does one
meaning in two languages give one thing, and how near to the learnt pictures are the painted ones.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime as ort
import torch

from .captions import LANGUAGES, Meaning, caption
from .concepts import RARER, SHOWN, concept_index
from .config import RunConfig
from .copies import Nearest, nearest_by_judge, nearest_by_pixels, shrink_all
from .device import Device
from .judge import Judge, JudgeData, JudgePlan, JudgeTraining
from .plots import Panel, draw_cumulative
from .progress import Progress
from .prompts import NOUNS, PROMPTS, Prompt
from .sheets import blind_order, blind_sheet, find_font, label_pictures, save_sheet
from .text import CaptionEncoder
from .tokenizer import build_tokenizer, encode, load_tokenizer
from .vectors import build_scheduler

SEEDS = (7, 11)
COLUMNS = {"common": 8, "rarer": 8, "colours": 8, "scenes": 8}
JUDGED = 4000
"""Real pictures that the judge is tried on, evenly spread over the cache."""
COMPARED = 400
"""Real pictures whose nearest learnt one is sought, to hold those of the painted ones against."""
ROWS = 24
"""Pictures painted side by side."""


@dataclass(frozen=True)
class PaintSettings:
    steps: int = 25
    guidance: float = 3.0
    seed: int = 7
    scheduler: str = "ddim"


class OnnxPainter:
    """The graphs of a model folder that paint."""

    def __init__(self, model: Path, threads: int = 2):
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        self.sessions = {
            part: ort.InferenceSession(str(model / part / "model.onnx"), options, providers=["CPUExecutionProvider"])
            for part in ("text_encoder", "unet", "vae_decoder")
        }
        self.tokenizer, self.length = load_tokenizer(model / "tokenizer")
        self.scheduler_config = json.loads((model / "scheduler" / "scheduler_config.json").read_text())
        self.scaling = json.loads((model / "vae_decoder" / "config.json").read_text())["scaling_factor"]
        unet = json.loads((model / "unet" / "config.json").read_text())
        self.latent_shape = (unet["in_channels"], unet["sample_size"], unet["sample_size"])

    def embed(self, prompts: Sequence[str]) -> np.ndarray:
        """-> float32 [B,L,D]"""
        ids = np.array([encode(self.tokenizer, text, self.length) for text in prompts], dtype=np.int64)
        return self.sessions["text_encoder"].run(None, {"input_ids": ids})[0]

    def paint(self, prompts: Sequence[str], settings: PaintSettings) -> np.ndarray:
        """One picture a prompt, all from the same noise: uint8 [B,R,R,3]."""
        parts = [self._paint(prompts[start : start + ROWS], settings) for start in range(0, len(prompts), ROWS)]
        return np.concatenate(parts)

    def _paint(self, prompts: Sequence[str], settings: PaintSettings) -> np.ndarray:
        noise = np.random.default_rng(settings.seed).standard_normal((1, *self.latent_shape)).astype(np.float32)
        told, free = self.embed(prompts), self.embed([""])
        scheduler = build_scheduler(settings.scheduler, self.scheduler_config)
        scheduler.set_timesteps(settings.steps)
        latents = np.repeat(noise * np.float32(scheduler.init_noise_sigma), len(prompts), axis=0)
        hidden = np.concatenate([np.repeat(free, len(prompts), axis=0), told])
        for timestep in scheduler.timesteps:
            scaled = scheduler.scale_model_input(torch.from_numpy(latents), timestep).numpy()
            both = self.sessions["unet"].run(
                None,
                {
                    "sample": np.concatenate([scaled, scaled]),
                    "timestep": np.array([float(timestep)], np.float32),
                    "encoder_hidden_states": hidden,
                },
            )[0]
            base, wish = np.split(both, 2)
            guided = torch.from_numpy(base + np.float32(settings.guidance) * (wish - base))
            latents = scheduler.step(guided, timestep, torch.from_numpy(latents)).prev_sample.numpy()
        rgb = self.sessions["vae_decoder"].run(None, {"latent_sample": latents / np.float32(self.scaling)})[0]
        return np.round((np.clip(rgb, -1, 1) + 1) * 127.5).astype(np.uint8).transpose(0, 2, 3, 1)


@dataclass
class Painted:
    """The pictures of one sheet: uint8 [seeds, languages, prompts, R, R, 3]."""

    prompts: tuple[Prompt, ...]
    pictures: np.ndarray


def evaluate_model(model: Path, run: Path, out: Path, docs: Path | None = None, font: Path | None = None) -> dict:
    """Writes evaluation.json, the sheets and the plot to `out`, and what is to be shown to `docs`; returns the figures.

    font: for Japanese labels; by default one that is found where Debian puts it.
    """
    out.mkdir(parents=True, exist_ok=True)
    config = RunConfig.load(run / "config.json")
    painted = paint_sheets(OnnxPainter(model), font or find_font(), out)
    judge = train_judge(run, config)
    learnt, held = single_pictures(run / "cache", JUDGED), single_pictures(run / "held", JUDGED)
    figures = {
        "model": json.loads((model / "model.json").read_text())["id"],
        "judge": {
            "steps": config.judge_steps,
            "learntTop1": noun_accuracy(judge, learnt),
            "heldTop1": noun_accuracy(judge, held),
            "heldPictures": len(held.pictures),
            "heldWorks": len(np.unique(held.works)),
        },
        **{name: retrieval(judge, painted[name]) for name in PROMPTS},
        "languagesAgree": {name: agreement(judge, painted[name]) for name in ("common", "rarer")},
        "copies": compare_copies(judge, painted, run, out),
    }
    (out / "evaluation.json").write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if docs is not None:
        docs.mkdir(parents=True, exist_ok=True)
        for name in (*(f"{sheet}.webp" for sheet in PROMPTS), "copies.svg", "copies-pairs.webp", "evaluation.json"):
            shutil.copyfile(out / name, docs / name)
    return figures


def train_judge(run: Path, config: RunConfig) -> Judge:
    """On the run's own cache; takes up a training that was cut short."""
    meanings = np.load(run / "cache" / "meanings.npy")
    _, labels = np.unique(meanings, axis=0, return_inverse=True)

    def captions(picks: np.ndarray, rng) -> list[str]:
        return [caption(Meaning.from_row(meanings[i]), rng) for i in picks]

    vocab_size = config.shape.vocab_size
    encoder = CaptionEncoder(build_tokenizer(vocab_size), config.shape.text_length)
    data = JudgeData(np.load(run / "cache" / "pictures.npy", mmap_mode="r"), labels.reshape(-1), captions, encoder)
    plan = JudgePlan(config.judge_steps, vocab_size)
    JudgeTraining(data, plan, run / "judge.pt", Device(config.precision or "fp32")).run()
    return Judge.load(run / "judge.pt", encoder)


def paint_sheets(painter: OnnxPainter, font: Path | None, out: Path) -> dict[str, Painted]:
    """Every prompt in both languages from each of SEEDS; saved labelled, and blind with the answers in blind.json."""
    painted, answers = {}, {}
    progress = Progress("paint", len(PROMPTS) * len(SEEDS) * len(LANGUAGES))
    for name, prompts in PROMPTS.items():
        sides = []
        for seed in SEEDS:
            for language in LANGUAGES:
                sides.append(painter.paint([prompt.said(language) for prompt in prompts], PaintSettings(seed=seed)))
                progress.show(len(painted) * len(SEEDS) * len(LANGUAGES) + len(sides))
        pictures = np.stack(sides).reshape(len(SEEDS), len(LANGUAGES), len(prompts), *sides[0].shape[1:])
        painted[name] = Painted(prompts, pictures)
        # A prompt's four pictures side by side: ja and en of one seed, then of the other.
        flat = pictures.transpose(2, 0, 1, 3, 4, 5).reshape(-1, *pictures.shape[3:])
        texts = [prompt.said(language) for prompt in prompts for _ in SEEDS for language in LANGUAGES]
        labels = (
            texts
            if font
            else [f"{prompt.en} ({language})" for prompt in prompts for _ in SEEDS for language in LANGUAGES]
        )
        save_sheet(label_pictures(flat, labels, COLUMNS[name], font=font), out / f"{name}.webp")
        # An order of its own for each sheet: one must not give away another.
        order = list(PROMPTS).index(name) + 1
        save_sheet(blind_sheet(flat, COLUMNS[name], seed=order), out / f"blind-{name}.png")
        answers[name] = [texts[i] for i in blind_order(len(texts), order)]
    (out / "blind.json").write_text(json.dumps(answers, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return painted


@dataclass
class Singles:
    """Pictures of a cache that show one of NOUNS, on whatever ground: uint8 [N,R,R,3], which noun, from which work."""

    pictures: np.ndarray
    nouns: np.ndarray
    works: np.ndarray


def single_pictures(cache: Path, most: int, plain: bool = False) -> Singles:
    """At most `most` of them, evenly spread over the cache. plain: only those on white paper, as nouns are painted."""
    places = {concept: noun for noun, concept in enumerate(map(concept_index, (*SHOWN, *RARER)))}
    meanings = [Meaning.from_row(row) for row in np.load(cache / "meanings.npy")]
    found = [
        i
        for i, meaning in enumerate(meanings)
        if meaning.is_single and meaning.thing.concept in places and not (plain and meaning.setting >= 0)
    ]
    picks = [found[i] for i in np.unique(np.linspace(0, len(found) - 1, most).astype(int))] if found else []
    return Singles(
        np.asarray(np.load(cache / "pictures.npy", mmap_mode="r")[picks]),
        np.array([places[meanings[i].thing.concept] for i in picks], np.int64),
        np.load(cache / "works.npy")[picks],
    )


def noun_accuracy(judge: Judge, singles: Singles) -> float | None:
    """Share of real pictures whose own noun the judge finds among the 48, asked in Japanese and in English."""
    if len(singles.pictures) == 0:
        return None
    texts = [[noun.said(language) for noun in NOUNS] for language in LANGUAGES]
    return round(float(np.mean([top(judge.score(singles.pictures, each), singles.nouns) for each in texts])), 4)


def top(scores: np.ndarray, own: np.ndarray, places: int = 1) -> float:
    """Share of rows of `scores` [A,B] among whose `places` highest columns is `own` [A]."""
    best = np.argsort(-scores, axis=1, kind="stable")[:, :places]
    return float((best == own[:, None]).any(axis=1).mean())


def retrieval(judge: Judge, painted: Painted) -> dict[str, float]:
    """Does the judge find the prompt of each picture: a noun among the 48, any other among those of its sheet."""
    choices = NOUNS if painted.prompts[0] in NOUNS else painted.prompts
    own = np.array([choices.index(prompt) for prompt in painted.prompts])
    results = {}
    for places in (1, 5):
        hits = [
            top(judge.score(painted.pictures[s, at], [choice.said(language) for choice in choices]), own, places)
            for s in range(len(painted.pictures))
            for at, language in enumerate(LANGUAGES)
        ]
        results[f"top{places}"] = round(float(np.mean(hits)), 4)
    return {"of": len(choices), **results}


def agreement(judge: Judge, painted: Painted) -> float:
    """Share of nouns whose Japanese and English pictures, from one seed, the judge takes for the same of the 48."""
    texts = [noun.en for noun in NOUNS]
    same = [
        judge.score(ja, texts).argmax(axis=1) == judge.score(en, texts).argmax(axis=1) for ja, en in painted.pictures
    ]
    return round(float(np.mean(same)), 4)


def compare_copies(judge: Judge, painted: dict[str, Painted], run: Path, out: Path) -> dict:
    """How near painted nouns are to the nearest of all learnt pictures, beside works held back, and learnt pictures to
    those of other works. Saves the plot and the closest pairs."""
    learnt = np.load(run / "cache" / "pictures.npy", mmap_mode="r")
    nouns = [painted[name].pictures for name in ("common", "rarer")]
    flat = np.concatenate([pictures.reshape(-1, *learnt.shape[1:]) for pictures in nouns])
    held, some = (single_pictures(run / name, COMPARED, plain=True) for name in ("held", "cache"))
    same = some.works[:, None] == np.load(run / "cache" / "works.npy")[None]
    groups = {
        "painted": (flat, None),
        "held back": (held.pictures, None),
        "learnt, other works": (some.pictures, same),
    }
    small, embedded = shrink_all(learnt), judge.embed_pictures(learnt)
    pixels = {name: nearest_by_pixels(each, small, but) for name, (each, but) in groups.items()}
    seen = {name: nearest_by_judge(judge, each, embedded, but) for name, (each, but) in groups.items()}
    panels = [
        Panel("Pixels", "distance to the nearest learnt picture, RMS at 16x16 px", _curves(pixels)),
        Panel("What the judge sees", "distance to the nearest learnt picture, 1 - cosine", _curves(seen)),
    ]
    draw_cumulative(panels, out / "copies.svg")
    _save_pairs(flat, learnt, pixels["painted"], out / "copies-pairs.webp")
    return {
        "among": len(learnt),
        "pixels": {name: nearest.quantiles() for name, nearest in pixels.items()},
        "judge": {name: nearest.quantiles() for name, nearest in seen.items()},
    }


def _curves(groups: dict[str, Nearest]) -> dict[str, np.ndarray]:
    return {name: nearest.distances for name, nearest in groups.items()}


def _save_pairs(painted: np.ndarray, learnt: np.ndarray, nearest: Nearest, path: Path, count: int = 12) -> None:
    """The closest pairs: painted, and beside it the learnt picture it is nearest to."""
    closest = np.argsort(nearest.distances, kind="stable")[:count]
    pairs = np.stack([painted[closest], learnt[nearest.indices[closest]]], axis=1).reshape(-1, *painted.shape[1:])
    labels = [text for i in closest for text in (f"{nearest.distances[i]:.3f}", "learnt")]
    save_sheet(label_pictures(pairs, labels, 8), path)
