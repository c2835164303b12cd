"""`python -m yosegaki_trainer <what>`: the trainer as a process. Progress goes to stderr, results to stdout as JSON."""

from __future__ import annotations

import argparse
import json
import logging
import sys
import time
from pathlib import Path

from .clipart import CLIPART_ROOT
from .concepts import CONCEPTS


def main(argv: list[str] | None = None) -> int:
    parser = _parser()
    args = parser.parse_args(argv)
    logging.getLogger().setLevel(logging.ERROR)
    if getattr(args, "threads", None):
        import torch

        torch.set_num_threads(args.threads)
    try:
        result = args.action(args)
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"yosegaki_trainer {args.command}: {error}", file=sys.stderr)
        return 1
    if result is not None:
        print(json.dumps(result, ensure_ascii=False))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="yosegaki_trainer", description="Trains Yosegaki's painter from random weights."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="what")

    def command(name: str, action, help: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=help, description=help)
        sub.set_defaults(action=action)
        return sub

    for name, action, help in (
        ("data", _data, "draw the clip art and make the picture cache"),
        ("vae", _vae, "train the autoencoder (resumes) and encode all pictures"),
        ("train", _train, "train UNet and text encoder (resumes)"),
        ("all", _all, "data, vae and train, one after the other (resumes)"),
    ):
        sub = command(name, action, help)
        sub.add_argument("--config", type=Path, required=True, help="run.json")
        sub.add_argument("--run", type=Path, required=True, help="folder of the run")
        sub.add_argument("--clipart", type=Path, default=CLIPART_ROOT, help="root of the SVG files")
        sub.add_argument("--threads", type=int, help="CPU threads to use")

    sub = command("continue", _continue, "begin a run where another one stands, to train on with other pictures")
    sub.add_argument("--from", dest="former", type=Path, required=True, help="folder of the other run")
    sub.add_argument("--run", type=Path, required=True)

    sub = command("export", _export, "write the ONNX folder of a run's last checkpoint")
    sub.add_argument("--config", type=Path, required=True)
    sub.add_argument("--run", type=Path, required=True)
    sub.add_argument("--out", type=Path, required=True, help="model folder")
    sub.add_argument("--version", required=True)
    sub.add_argument("--created-at", help="ISO time for the manifest; now when left out")

    sub = command("sheet", _sheet, "paint the contact sheet with an exported model")
    sub.add_argument("--model", type=Path, required=True)
    sub.add_argument("--out", type=Path, required=True)
    sub.add_argument("--font", type=Path, help="a font with Japanese glyphs")
    sub.add_argument("--steps", type=int, default=25)
    sub.add_argument("--guidance", type=float, default=3.0)
    sub.add_argument("--seed", type=int, default=7)
    sub.add_argument("--cache", type=Path, help="a run's picture cache, to measure the nearest learnt picture")

    sub = command("works", _works, "write works.csv and refused.csv of a run beside its model")
    sub.add_argument("--run", type=Path, required=True)
    sub.add_argument("--model", type=Path, required=True)
    sub.add_argument("--clipart", type=Path, default=CLIPART_ROOT)

    sub = command("tiny", _tiny, "write the tiny random-weights model for tests")
    sub.add_argument("--out", type=Path, required=True)

    sub = command("sd", _sd, "write a Stable Diffusion 1.x class folder of random weights, as Optimum exports one")
    sub.add_argument("--out", type=Path, required=True)
    sub.add_argument("--scale", choices=("tiny", "full"), default="tiny", help="full: the sizes of SD 1.5, 4.3 GB")
    sub.add_argument("--variant", choices=("new", "old"), default="new", help="which age of exporter")
    sub.add_argument("--half", action="store_true", help="store large weights as float16")

    sub = command("scheduler-vectors", _scheduler_vectors, "write the schedulers' reference vectors, made by diffusers")
    sub.add_argument("--out", type=Path, required=True)

    sub = command("tokenizer-vectors", _tokenizer_vectors, "write the token ids that CLIPTokenizer gives")
    sub.add_argument("--model", type=Path, required=True, help="model folder with tokenizer/vocab.json")
    sub.add_argument("--out", type=Path, required=True)

    sub = command("bench", _bench, "paint on stdin's asks, as a contestant of `npm run bench -- paint`")
    sub.add_argument("--contestant", choices=("python-ort", "python-ort-tuned", "diffusers"), required=True)
    sub.add_argument("--model", type=Path, required=True)
    # Not `threads`: that is PyTorch's, which one of the two must never import.
    sub.add_argument("--threads", dest="intra_op_threads", type=int, required=True)

    sub = command("vectors", _vectors, "write reference pictures made by diffusers on one model")
    sub.add_argument("--model", type=Path, required=True)
    sub.add_argument("--out", type=Path, required=True)
    sub.add_argument("--name", required=True, help="pipeline-NAME.json")
    return parser


def _data(args: argparse.Namespace) -> None:
    from .run import RunConfig, stage_data

    stage_data(RunConfig.load(args.config), args.run, args.clipart)


def _vae(args: argparse.Namespace) -> None:
    from .run import RunConfig, stage_vae

    stage_vae(RunConfig.load(args.config), args.run)


def _train(args: argparse.Namespace) -> None:
    from .run import RunConfig, stage_train

    stage_train(RunConfig.load(args.config), args.run)


def _all(args: argparse.Namespace) -> None:
    _data(args)
    _vae(args)
    _train(args)


def _continue(args: argparse.Namespace) -> None:
    from .run import continue_run

    continue_run(args.former, args.run)


def _export(args: argparse.Namespace) -> dict:
    from .run import RunConfig, stage_export

    config = RunConfig.load(args.config)
    created = args.created_at or time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    manifest = {
        "id": f"starter-{args.version}",
        "version": args.version,
        "title": {"ja": "はじめの絵の具箱", "en": "Starter paintbox"},
        "stage": 1,
        "resolution": config.shape.resolution,
        "licence": "CC0-1.0",
        "credit": {
            "ja": "Open Clip Art(パブリックドメイン)の作者のみなさんに学びました",
            "en": "Learnt from the public-domain artists of Open Clip Art",
        },
        "defaultSteps": 25,
        "defaultGuidance": 3,
        "defaultScheduler": "ddim",
        "concepts": [{"en": c.en[0], "ja": c.ja[0]} for c in CONCEPTS],
        "createdAt": created,
    }
    stage_export(config, args.run, args.out, manifest)
    size = sum(p.stat().st_size for p in args.out.rglob("*") if p.is_file())
    return {"model": str(args.out), "bytes": size}


def _sheet(args: argparse.Namespace) -> dict:
    import numpy as np

    from .evaluate import PaintSettings, contact_sheet, nearest_works

    settings = PaintSettings(steps=args.steps, guidance=args.guidance, seed=args.seed)
    pictures = contact_sheet(args.model, args.out, settings, args.font)
    result: dict = {"sheet": str(args.out), "pictures": len(pictures)}
    if args.cache:
        _, distances = nearest_works(pictures, np.load(args.cache / "pictures.npy", mmap_mode="r"))
        result["nearest"] = {"median": round(float(np.median(distances)), 4), "least": round(float(distances.min()), 4)}
    return result


def _works(args: argparse.Namespace) -> dict:
    from .card import write_refused, write_works

    works = write_works(args.run / "cache", args.model)
    return {"works": works, "refused": dict(write_refused(args.model, works, args.clipart))}


def _tiny(args: argparse.Namespace) -> dict:
    from .tiny import write_tiny

    write_tiny(args.out)
    return {"model": str(args.out), "bytes": sum(p.stat().st_size for p in args.out.rglob("*") if p.is_file())}


def _sd(args: argparse.Namespace) -> dict:
    from .sd import write_sd

    write_sd(args.out, args.scale, args.variant, args.half)
    return {"model": str(args.out), "bytes": sum(p.stat().st_size for p in args.out.rglob("*") if p.is_file())}


def _scheduler_vectors(args: argparse.Namespace) -> dict:
    from .scheduler_vectors import write_scheduler_vectors

    args.out.mkdir(parents=True, exist_ok=True)
    write_scheduler_vectors(args.out)
    return {"vectors": str(args.out)}


def _tokenizer_vectors(args: argparse.Namespace) -> dict:
    from .tokenizer_vectors import write_tokenizer_vectors

    args.out.mkdir(parents=True, exist_ok=True)
    write_tokenizer_vectors(args.model / "tokenizer", args.out / "clip-tokenizer.json")
    return {"vectors": str(args.out)}


def _bench(args: argparse.Namespace) -> None:
    from .contestants import serve_named

    serve_named(args.contestant, args.model, args.intra_op_threads)


def _vectors(args: argparse.Namespace) -> dict:
    from .vectors import write_pipeline_vectors

    args.out.mkdir(parents=True, exist_ok=True)
    write_pipeline_vectors(args.model, args.out / f"pipeline-{args.name}.json")
    return {"vectors": str(args.out)}
