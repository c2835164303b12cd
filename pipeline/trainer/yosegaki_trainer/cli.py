"""`python -m yosegaki_trainer <what>`: the trainer as a process. Progress goes to stderr, results to stdout as JSON."""

from __future__ import annotations

import argparse
import json
import logging
import re
import sys
from pathlib import Path

from .clipart import CLIPART_ROOT
from .progress import Stopped


def main(argv: list[str] | None = None) -> int:
    parser = _parser()
    args = parser.parse_args(argv)
    logging.getLogger().setLevel(logging.ERROR)
    if getattr(args, "threads", None):
        import torch

        torch.set_num_threads(args.threads)
    try:
        result = args.action(args)
    except Stopped as stopped:
        print(f"yosegaki_trainer {args.command}: {stopped}", file=sys.stderr)
        return 130
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

    sub = command("run", _run, "do every stage of a run that is not done yet; the same command goes on after a kill")
    sub.add_argument("--config", type=Path, help="what to train, like starter.json; a run that has begun keeps its own")
    sub.add_argument("--run", type=Path, required=True, help="folder of the run")
    sub.add_argument("--out", type=Path, help="model folder to write; left out, nothing is exported")
    sub.add_argument("--docs", type=Path, help="folder for the contact sheets, beside the run's own")
    sub.add_argument("--budget", type=_duration, help="time it may take here, like 10m or 2h: fewer steps where needed")
    sub.add_argument("--stages", nargs="+", metavar="STAGE", help="only these: data vae train export evaluate card")
    sub.add_argument("--clipart", type=Path, default=CLIPART_ROOT, help="root of the SVG files")
    sub.add_argument("--font", type=Path, help="a font with Japanese glyphs, for labels")
    sub.add_argument("--threads", type=int, help="CPU threads to use")

    sub = command("continue", _continue, "begin a run where another one stands, to train on with other pictures")
    sub.add_argument("--from", dest="former", type=Path, required=True, help="folder of the other run")
    sub.add_argument("--run", type=Path, required=True)

    sub = command("decoder", _decoder, "train a run's decoder anew, everything else staying as it is")
    sub.add_argument("--run", type=Path, required=True)
    sub.add_argument("--steps", type=int, required=True)
    sub.add_argument("--batch", type=int, default=16)
    sub.add_argument("--rate", type=float, default=1e-3)

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


def _duration(text: str) -> float:
    """Seconds of 90s, 10m, 2h."""
    match = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)([smh])", text)
    if match is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no duration: write it like 90s, 10m or 2h")
    return float(match[1]) * {"s": 1, "m": 60, "h": 3600}[match[2]]


def _run(args: argparse.Namespace) -> dict:
    from .config import RunConfig
    from .run import STAGES, Run, open_run, run_stages

    stages = args.stages or list(STAGES)
    unknown = [name for name in stages if name not in STAGES]
    if unknown:
        raise ValueError(f"there is no stage {unknown[0]}: the stages are {' '.join(STAGES)}")
    config = open_run(args.run, RunConfig.load(args.config) if args.config else None, args.budget)
    run = Run(args.run, config, args.out, args.docs, args.clipart, args.font)
    run_stages(run, [name for name in STAGES if name in stages])
    return {"run": str(args.run), "model": str(args.out) if args.out else None, "stages": stages}


def _continue(args: argparse.Namespace) -> None:
    from .run import continue_run

    continue_run(args.former, args.run)


def _decoder(args: argparse.Namespace) -> dict:
    from .config import RunConfig
    from .run import Run, train_decoder
    from .vae import VaePlan

    run = Run(args.run, RunConfig.load(args.run / "config.json"))
    psnr = train_decoder(run, VaePlan(steps=args.steps, batch=args.batch, rate=args.rate))
    return {"run": str(args.run), "heldPsnr": psnr}


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
