"""A CLIP tokenizer folder (`vocab.json` + `merges.txt`) whose few merges are learnt from our own words.

The layout is CLIP's: 256 byte marks, the same with `</w>`, the merges, the two special tokens. Nothing is downloaded.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

BOS, EOS = "<|startoftext|>", "<|endoftext|>"
END = "</w>"


def byte_marks() -> dict[int, str]:
    """GPT-2's printable mark for each byte, in CLIP's order of ids."""
    printable = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    marks = {byte: chr(byte) for byte in printable}
    for n, byte in enumerate(b for b in range(256) if b not in marks):
        marks[byte] = chr(256 + n)
    return marks


def learn_merges(words: Iterable[str], count: int) -> list[tuple[str, str]]:
    """The `count` most frequent pairs, one after the other; ties go to the pair that sorts first."""
    marks = byte_marks()
    spelt = []
    for word in sorted(set(words)):
        letters = [marks[byte] for byte in word.lower().encode()]
        spelt.append([*letters[:-1], letters[-1] + END])
    merges: list[tuple[str, str]] = []
    while len(merges) < count:
        pairs = Counter(pair for word in spelt for pair in pairwise(word))
        if not pairs:
            break
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        spelt = [_merged(word, best) for word in spelt]
    return merges


def _merged(word: list[str], pair: tuple[str, str]) -> list[str]:
    result: list[str] = []
    for mark in word:
        if result and (result[-1], mark) == pair:
            result[-1] += mark
        else:
            result.append(mark)
    return result


def save_clip_tokenizer(folder: Path, words: Iterable[str], merges: int, length: int, pad: str = EOS) -> int:
    """Write the four files that CLIP's tokenizer had before tokenizer.json; returns the size of the vocabulary.

    words: split at spaces already. length: model_max_length. pad: `<|endoftext|>` for SD 1.x, `!` for SD 2.x.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pairs = learn_merges(words, merges)
    marks = list(byte_marks().values())
    tokens = [*marks, *(mark + END for mark in marks), *(a + b for a, b in pairs), BOS, EOS]
    vocabulary = {token: n for n, token in enumerate(dict.fromkeys(tokens))}
    _write(folder / "vocab.json", vocabulary)
    lines = ["#version: 0.2", *(f"{a} {b}" for a, b in pairs)]
    (folder / "merges.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    special = {"bos_token": _token(BOS), "eos_token": _token(EOS), "pad_token": pad, "unk_token": _token(EOS)}
    _write(folder / "special_tokens_map.json", special)
    config = {
        "add_prefix_space": False,
        "bos_token": {"__type": "AddedToken", **_token(BOS)},
        "do_lower_case": True,
        "eos_token": {"__type": "AddedToken", **_token(EOS)},
        "errors": "replace",
        "model_max_length": length,
        "pad_token": pad,
        "tokenizer_class": "CLIPTokenizer",
        "unk_token": {"__type": "AddedToken", **_token(EOS)},
    }
    _write(folder / "tokenizer_config.json", config)
    return len(vocabulary)


def _token(content: str) -> dict:
    return {"content": content, "lstrip": False, "normalized": True, "rstrip": False, "single_word": False}


def _write(path: Path, value: dict) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
