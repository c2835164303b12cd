"""Token ids that Python's CLIPTokenizer gives for one folder, for the TypeScript painter to be held against."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

from transformers import CLIPTokenizer

from .vectors import write_json

TEXTS = (
    "",
    " ",
    "a red apple",
    "A RED Apple, on a table!",
    "りんご",
    "赤いりんごと青い猫が海の上を飛ぶ",
    "ﾘﾝｺﾞ １２３ ガギグ",
    "👩‍🎨🎨 paint ❤️ 🇯🇵",
    "it's don't they'll we've I'm you'd 'S 'T",
    "hello   world\n\ttab\r\n",
    "100 cats and 3.14",
    "wow! so!!good ! !!!",
    "(a:1.2) [b] {c} -- ... ___ #$%&*+/<=>?@^`|~\\",
    "naïve—dash “quotes” café cafe\u0301 ﬁ ½ Ⅷ ÀÉÎ ẞ ß",
    "<|endoftext|> in the middle <|startoftext|> of<|endoftext|>it",
    "<|ENDOFTEXT|> loud <|StartOfText|>",
    "word</w> </w> <w>",
    "İstanbul ΣΊΣΥΦΟΣ ΟΔΟΣ Ǆ K Å",
    "한국어 العربية עברית हिन्दी ไทย",
    "zero\u200bwidth no\u00a0break wide\u3000space line\u2028sep next\u0085line bom\ufeffmark",
    "ctrl\x00\x01\x1c\x1f\x7f end",
    "  leading and trailing  ",
    "x" * 300,
    "a cat " * 100,
    "猫" * 100,
    "supercalifragilisticexpialidocious",
)
PADS = ("<|endoftext|>", "!")
"""Of SD 1.x, of SD 2.x."""


def write_tokenizer_vectors(folder: Path, path: Path) -> None:
    """folder: vocab.json, merges.txt and their configs. Ids are cut and padded to model_max_length."""
    import transformers

    cases = []
    for pad in PADS:
        with tempfile.TemporaryDirectory() as copy:
            shutil.copytree(folder, copy, dirs_exist_ok=True)
            for name in ("special_tokens_map.json", "tokenizer_config.json"):
                config = json.loads((folder / name).read_text(encoding="utf-8"))
                (Path(copy) / name).write_text(json.dumps({**config, "pad_token": pad}), encoding="utf-8")
            tokenizer = CLIPTokenizer.from_pretrained(copy)
            texts = [
                {"text": text, "ids": tokenizer(text, padding="max_length", truncation=True)["input_ids"]}
                for text in TEXTS
            ]
        cases.append({"padToken": pad, "length": tokenizer.model_max_length, "texts": texts})
    write_json(path, {"formatVersion": 1, "madeBy": {"transformers": transformers.__version__}, "cases": cases})
