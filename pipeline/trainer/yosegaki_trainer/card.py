"""Writes the model card: README.md beside the weights, with the run's own figures and nothing that was not measured.

What eyes judged is written by hand into `judged.md` beside it, what the log does not tell of the training into
`trained.md`; both are taken into the card.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

from .concepts import COLOURS, CONCEPTS, COUNTS, SETTINGS
from .config import RunConfig
from .models import build_text_encoder, build_unet, build_vae, count_parameters
from .proof import start_similarity

UNJUDGED = "まだ誰もこの学習の絵を見て判定していません。 · Nobody has looked at this run's sheets yet.\n"


def write_card(run: Path, config: RunConfig, model: Path) -> None:
    figures = json.loads((run / "evaluation" / "evaluation.json").read_text(encoding="utf-8"))
    log = [json.loads(line) for line in (run / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    judged, trained = model / "judged.md", model / "trained.md"
    parts = [
        _head(config, model),
        _summary(config, model, figures),
        _what(config),
        _data(config, model),
        _training(config, log, start_similarity(run, config)),
        *([trained.read_text(encoding="utf-8")] if trained.exists() else []),
        _figures(figures),
        "## 目で見て · Judged by eye\n\n" + (judged.read_text(encoding="utf-8") if judged.exists() else UNJUDGED),
        _copies(figures["copies"]),
        _limits(),
        _licences(),
    ]
    (model / "README.md").write_text("\n".join(parts), encoding="utf-8")


def _head(config: RunConfig, model: Path) -> str:
    manifest = json.loads((model / "model.json").read_text(encoding="utf-8"))
    title = manifest.get("title", {"ja": manifest["id"], "en": manifest["id"]})
    return f"# {title['ja']} · {title['en']} ({manifest['id']})\n"


def _summary(config: RunConfig, model: Path, figures: dict) -> str:
    side, uses = config.shape.resolution, _uses(model)
    return f"""## 日本語の要約

- {side}×{side} ピクセルの絵を、日本語か英語の言葉から描きます。白い紙か簡単な背景に、ひとつかふたつの物。
- **すべて乱数から学習しました。** 自動符号化器・UNet・文章の符号化器のどれにも他人の学習済みの重みはなく、損失の計算にも
  判定にも、よそのネットワークは使っていません。
- 学んだのは、Debian が配布する Open Clip Art のうち、ファイル自身がパブリックドメインと記している {uses["learnt"]} 点だけです
  (`works.csv`。ほかの {uses["held back"]} 点は、測定のためだけに取り分け)。使わなかったファイルと理由は `refused.csv` に。
- 知っているのは {len(CONCEPTS)} の名詞、{len(COLOURS)} の色、{len(SETTINGS)} つの場面、「ふたつ・みっつ」、「〜と〜」「〜の下の〜」です。
- 判定用の自作モデルは、よくある名詞 24 の絵の {_percent(figures["common"]["top1"])} を 48 の中から言い当てました
  (見たことのない本物の絵では {_percent(figures["judge"]["heldTop1"])})。日本語と英語で同じ物になったのは
  {_percent(figures["languagesAgree"]["common"])} です。
- 少ない絵を何度も見て学んだので、**元の絵に似た絵が出ます**(下の「Copies」)。
- 重みも、これで描いた絵も CC0 1.0 です。
"""


def _what(config: RunConfig) -> str:
    shape = config.shape
    side, channels, size = shape.resolution, shape.latent_channels, shape.latent_size
    networks = (build_unet(shape), build_text_encoder(shape), build_vae(shape))
    unet, text, vae = (f"{count_parameters(network) / 1e6:.1f} M" for network in networks)
    tiny = ", `tiny_decoder` for previews" if shape.tiny_widths else ""
    return f"""## What it is

A diffusion model in the ONNX layout of diffusers/Optimum, every weight trained from random numbers.

| part | size | input -> output |
|---|---|---|
| `text_encoder` | CLIP format, {shape.text_layers} layers x {shape.text_dim}, {text} parameters | `input_ids` [B,{shape.text_length}] -> `last_hidden_state` [B,{shape.text_length},{shape.text_dim}] |
| `unet` | UNet2DConditionModel, {"/".join(map(str, shape.unet_channels))} channels, {unet} | `sample` [B,{channels},{size},{size}], `timestep` [1], `encoder_hidden_states` -> `out_sample` |
| `vae_decoder`, `vae_encoder`{tiny} | own patch autoencoder, f{shape.downsample}, {vae} | [B,{channels},{size},{size}] <-> [B,3,{side},{side}] |
| `preview.json` | {channels}x3 matrix and bias | scaled latents -> RGB at {size}x{size} |

v-prediction, zero terminal SNR, trailing timesteps. Weights are stored {"in eight bits (UNet) and as float16" if config.eight_bit else "as float16"}, computed as float32.
"""


def _data(config: RunConfig, model: Path) -> str:
    uses, variety = _uses(model), config.variety
    with (model / "refused.csv").open(encoding="utf-8", newline="") as file:
        refused = Counter(row["reason"] for row in csv.DictReader(file))
    reasons = ", ".join(f"{count:,} {reason}" for reason, count in refused.most_common())
    turns = sum(variety.times(concept.id) for concept in CONCEPTS)
    return f"""## What it learnt from

{uses["learnt"]} drawings of Open Clip Art as packaged by Debian (`openclipart-svg`), each of which says in its own metadata that it is
public domain; {uses["held back"]} more are kept back to measure with. `works.csv` has every one with file, title, creator, licence statement
as found and SHA-256; `refused.csv` every other file of the collection with its reason ({reasons}).
They were chosen by tags and titles, then each was looked at. Drawings of trademarked mascots were left out although their files say
public domain.

The drawings were rendered again, centred, in {config.per_concept * turns:,} pictures: {variety.mirrored:.0%} mirrored, {variety.recoloured:.0%} with
their own fills recoloured (and then always captioned with the colour), {variety.in_a_setting:.0%} on a ground drawn by rule
({", ".join(term.id for term in SETTINGS)}), {variety.counted:.0%} as two or three of a kind, {variety.paired:.0%} with a second thing beside or
overhead. Captions come from tables of our own, half Japanese (kanji, hiragana, katakana), half English; {config.plan.dropout:.0%} are
empty. The 24 common nouns were seen {_times(variety.shown)} as often as the others.

No pretrained weights, no pretrained tokenizer, no loss network, no captioner, no filter network and no judge from elsewhere took part.
"""


def _training(config: RunConfig, log: list[dict], similarity: dict[str, float]) -> str:
    plan, vae = config.plan, config.vae
    stages = Counter()
    for line in log:
        if line["event"] == "stage":
            stages[line["stage"]] += line["seconds"]
    first = next((line for line in log if line["event"] == "train"), {"loss": float("nan")})
    last = next((line for line in reversed(log) if line["event"] == "train"), first)
    seen = next((line for line in reversed(log) if line["event"] == "autoencoder"), {"heldPsnr": None})
    psnr, anew = seen["heldPsnr"], seen.get("decoderSteps")
    decoder = f", then the decoder anew, {anew:,} steps x {seen['decoderBatch']}" if anew else ""
    held = [line for line in log if line["event"] == "held"]
    course = ", ".join(f"{line['step']:,}: {line['loss']:.4f}" for line in _some(held, 6))
    return f"""## Training

| | |
|---|---|
| autoencoder | {vae.steps:,} steps x {vae.batch}{decoder}; PSNR on drawings kept back {psnr} dB |
| UNet + text | {plan.end:,} steps x {plan.batch} = {plan.end * plan.batch:,} samples, {config.precision}; loss {first["loss"]} -> {last["loss"]} |
| loss on drawings kept back, by step | {course} |
| seconds of each stage, since it was last taken up | {", ".join(f"{name} {seconds:,.0f}" for name, seconds in stages.items())} |
| cosine of weights to their random start | {", ".join(f"{name} {value}" for name, value in similarity.items())} |

The random start can be made again from the seed ({plan.seed}); weights that began from somebody else's model would have a cosine near 0
to it.
"""


def _figures(figures: dict) -> str:
    def row(name: str, sheet: str) -> str:
        found = figures[sheet]
        return f"| {name} | {found['of']} | {_percent(found['top1'])} | {_percent(found['top5'])} |"

    judge, agree = figures["judge"], figures["languagesAgree"]
    return f"""## Measured

By a small image-text model (`judge.py`) trained from random weights on the same pictures: does it find each painted picture's own
prompt? Both languages, seeds 7 and 11, DDIM 25 steps, guidance 3.

| prompts | among | first | among the first five |
|---|---|---|---|
{row("24 common nouns", "common")}
{row("24 rarer nouns", "rarer")}
{row("12 colours with nouns", "colours")}
{row("12 scenes", "scenes")}
| real pictures it learnt from | 48 | {_percent(judge["learntTop1"])} | |
| real pictures of {judge["heldWorks"]} drawings that neither learnt from ({judge["heldPictures"]} pictures) | 48 | {_percent(judge["heldTop1"])} | |

The last two lines are how far the judge itself is to be trusted. Where painted pictures score above the real ones it learnt from, that says
how well words steer within what was learnt, not that people recognise the picture. Japanese and English prompts of one noun are taken for the same thing in
{_percent(agree["common"])} of the common and {_percent(agree["rarer"])} of the rarer ones.
"""


def _copies(copies: dict) -> str:
    def row(name: str) -> str:
        pixels, seen = copies["pixels"][name], copies["judge"][name]
        if not pixels:
            return f"| {name} | | | | |"
        return f"| {name} | {pixels['least']} | {pixels['median']} | {seen['least']} | {seen['median']} |"

    rows = "\n".join(row(name) for name in copies["pixels"])
    return f"""## Copies

Distance to the nearest of all {copies["among"]:,} learnt pictures: root mean square at 16x16 px (1 is black against white, mirror images
count), and 1 - cosine of what the judge sees. The real pictures are such as show one thing on white paper, as the painted ones do.

| pictures | pixels: least | median | judge: least | median |
|---|---|---|---|---|
{rows}

{_honest_sentence(copies["pixels"])}
"""


def _honest_sentence(pixels: dict) -> str:
    painted, others = pixels["painted"]["median"], pixels["learnt, other works"].get("median", 0)
    if painted < others:
        return (
            f"**It paints much from memory**: a painted picture is nearer to one learnt drawing ({painted}) than learnt drawings are to each\n"
            f"other ({others}); a person who knows the drawings can often name the one it had in mind."
        )
    return (
        f"A painted picture is no nearer to a learnt drawing ({painted}) than learnt drawings are to each other ({others}); single ones may be:\n"
        "see the closest pairs."
    )  # fmt: skip


def _limits() -> str:
    return f"""## Limits

- It knows {len(CONCEPTS)} nouns, {len(COLOURS)} colours, {len(SETTINGS)} settings, {" and ".join(term.id for term in COUNTS)}, and two things beside or above each
  other. Any other word gives something it knows. No actions, no left and right.
- Colours of things that never had them come from recoloured fills; brown, black, white and grey were seen only where a drawing has
  them of itself.
- Fine lines and small faces are lost in the autoencoder.
"""


def _licences() -> str:
    return """## Licences

- The weights, this card and the lists: CC0 1.0.
- What you paint with it: CC0 1.0, as far as it is ours to say. Where a picture comes out close to one drawing, that drawing is public
  domain by its own statement (`works.csv`).

## Made again

`npm run train -- starter` makes data, model, evaluation and card from nothing but the clip art. One seed on one machine gives the same
weights; other processors and library versions round differently, so expect the same model in kind, not in bytes. SHA-256 of every
file: `model.json`.
"""


def _uses(model: Path) -> Counter:
    with (model / "works.csv").open(encoding="utf-8", newline="") as file:
        return Counter(row["use"] for row in csv.DictReader(file))


def _some(lines: list[dict], count: int) -> list[dict]:
    """At most `count` of them, evenly spread, the last among them."""
    if len(lines) <= count:
        return lines
    return [lines[round(i * (len(lines) - 1) / (count - 1))] for i in range(count)]


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
