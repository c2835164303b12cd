"""A small byte-level BPE for Japanese and English captions.

The merges are learnt from single *words*, never from sentences. Japanese has no spaces, so a BPE trained on captions
would glue "赤いりんご" into one token and know nothing of "青いりんご". Trained on words it can only join inside a
word, and a caption falls into its words by itself. Every byte is in the alphabet: unknown text costs more tokens,
never an error.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from .concepts import all_words
from .words import tokenizer_words

PAD, BOS, EOS = "<|pad|>", "<|startoftext|>", "<|endoftext|>"
PAD_ID, BOS_ID, EOS_ID = 0, 1, 2

_HIRAGANA = [chr(c) for c in range(0x3041, 0x3097)]
_KATAKANA = [chr(c) for c in range(0x30A1, 0x30FB)] + ["ー", "、", "。", "・"]


def train_tokenizer(words: Iterable[str], vocab_size: int) -> Tokenizer:
    """Learn a byte-level BPE from single words.

    words: vocabulary words, ja and en; each counts the same. vocab_size: upper bound, >= 260.
    """
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocab_size,
        min_frequency=1,
        special_tokens=[AddedToken(token, special=True) for token in (PAD, BOS, EOS)],
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    # Kana are given a high count, so that each becomes one token before any word is merged.
    corpus = [kana for kana in _HIRAGANA + _KATAKANA for _ in range(50)] + sorted(set(words))
    tokenizer.train_from_iterator(corpus, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{BOS} $A {EOS}", special_tokens=[(BOS, BOS_ID), (EOS, EOS_ID)]
    )
    return tokenizer


def build_tokenizer(vocab_size: int) -> Tokenizer:
    """The tokenizer of every model of ours: learnt from the concepts' words and a common stock."""
    return train_tokenizer(tokenizer_words(all_words()), vocab_size)


def encode(tokenizer: Tokenizer, text: str, length: int) -> list[int]:
    """Ids of one prompt, exactly `length` long: cut (the end mark is kept), then padded on the right with PAD_ID."""
    ids = tokenizer.encode(text).ids
    if len(ids) > length:
        ids = [*ids[: length - 1], EOS_ID]
    return ids + [PAD_ID] * (length - len(ids))


def save_tokenizer(tokenizer: Tokenizer, folder: Path, length: int) -> None:
    """Write tokenizer.json and tokenizer_config.json as diffusers and tokenizers.js expect them."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    config = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": length,
        "pad_token": PAD,
        "bos_token": BOS,
        "eos_token": EOS,
        "clean_up_tokenization_spaces": False,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=1) + "\n")


def load_tokenizer(folder: Path) -> tuple[Tokenizer, int]:
    """Read a tokenizer folder; returns the tokenizer and its model_max_length."""
    config = json.loads((folder / "tokenizer_config.json").read_text())
    return Tokenizer.from_file(str(folder / "tokenizer.json")), int(config["model_max_length"])
