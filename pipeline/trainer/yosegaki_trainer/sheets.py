"""Contact sheets: pictures in rows, with labels, or numbered for somebody who is to name them."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

PAPER, INK = (251, 248, 241), (31, 27, 22)
LABEL = 22
FONTS = (
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/truetype/noto/NotoSansJP-Regular.ttf"),
    Path("/usr/share/fonts/opentype/ipafont-gothic/ipag.ttf"),
)
"""Japanese fonts where Debian's packages put them."""


def find_font() -> Path | None:
    return next((font for font in FONTS if font.exists()), None)


def label_pictures(
    pictures: np.ndarray, labels: list[str], columns: int, zoom: float = 1, font: Path | None = None
) -> Image.Image:
    """Pictures uint8 [B,H,W,3] in rows, each with its label under it. Without a font, labels are ASCII only."""
    _, height, width, _ = pictures.shape
    side_w, side_h = round(width * zoom), round(height * zoom)
    cell_w, cell_h = side_w + 8, side_h + LABEL + 4
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * cell_w, rows * cell_h), PAPER)
    draw = ImageDraw.Draw(sheet)
    face = ImageFont.truetype(str(font), 13) if font else ImageFont.load_default(13)
    for i, (picture, label) in enumerate(zip(pictures, labels, strict=True)):
        y, x = divmod(i, columns)
        tile = Image.fromarray(picture).resize((side_w, side_h), Image.Resampling.LANCZOS)
        sheet.paste(tile, (x * cell_w + 4, y * cell_h + 4))
        text = label if font else label.encode("ascii", "replace").decode()
        draw.text((x * cell_w + cell_w / 2, y * cell_h + cell_h - 10), text, fill=INK, font=face, anchor="mm")
    return sheet


def save_sheet(sheet: Image.Image, path: Path) -> None:
    """By the path's suffix; .webp is a quarter of a .png, which a repository feels."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(path, quality=90, method=6)


def blind_order(count: int, seed: int = 1) -> list[int]:
    """An order in which neighbours say nothing of each other."""
    order = list(range(count))
    random.Random(seed).shuffle(order)
    return order


def blind_sheet(pictures: np.ndarray, columns: int, zoom: float = 1, seed: int = 1) -> Image.Image:
    """The same pictures in blind_order, numbered from 1."""
    order = blind_order(len(pictures), seed)
    return label_pictures(pictures[order], [str(i + 1) for i in range(len(order))], columns, zoom)
