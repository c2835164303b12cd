"""Grounds a thing is painted on, drawn by rule: no picture of anyone's is used for them."""

from __future__ import annotations

import math
import random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

SIDE = 256
"""Edge of a ground in px. Everything below is measured in 128ths of it."""
_U = SIDE / 128


def plain(rng: random.Random) -> Image.Image:
    """White, or nearly so."""
    if rng.random() < 0.8:
        return Image.new("RGB", (SIDE, SIDE), (255, 255, 255))
    return Image.new("RGB", (SIDE, SIDE), tuple(rng.randint(246, 255) for _ in range(3)))


def ground(setting: str, rng: random.Random) -> Image.Image:
    """An RGB ground of SIDE px for one of the settings of `concepts`."""
    return {"night": _night, "sky": _sky, "sea": _sea, "meadow": _meadow, "sunset": _sunset, "snow": _snow}[setting](
        rng
    )


def _gradient(stops: list[tuple[int, int, int]], rng: random.Random) -> Image.Image:
    """Top to bottom through the given colours, each shifted a little."""
    shift = [rng.randint(-8, 8) for _ in range(3)]
    colours = np.clip(np.array(stops, dtype=np.float32) + shift, 0, 255)
    y = np.linspace(0, len(stops) - 1, SIDE)
    rows = np.stack([np.interp(y, range(len(stops)), colours[:, c]) for c in range(3)], axis=1)
    return Image.fromarray(np.repeat(rows[:, None, :], SIDE, axis=1).astype(np.uint8))


def _wave(y: float, height: float, length: float, rng: random.Random) -> list[tuple[float, float]]:
    """A line across the ground about `y`."""
    phase = rng.uniform(0, 6)
    return [(x, y + height * _U * math.sin(x / (length * _U) + phase)) for x in range(0, SIDE + 8, 4)]


def _night(rng: random.Random) -> Image.Image:
    image = _gradient([(12, 14, 46), (44, 48, 104)], rng)
    draw = ImageDraw.Draw(image)
    for _ in range(rng.randint(10, 18)):
        x, y, r = rng.uniform(0, SIDE), rng.uniform(0, SIDE), rng.uniform(0.8, 2.2) * _U
        draw.ellipse((x - r, y - r, x + r, y + r), fill=(255, 250, 210))
    return image


def _sky(rng: random.Random) -> Image.Image:
    image = _gradient([(88, 168, 236), (196, 230, 250)], rng)
    clouds = Image.new("L", image.size, 0)
    draw = ImageDraw.Draw(clouds)
    for _ in range(rng.randint(2, 4)):
        x, y = rng.uniform(0, SIDE), rng.uniform(8 * _U, SIDE - 8 * _U)
        for _ in range(4):
            dx, dy, r = rng.uniform(-16, 16) * _U, rng.uniform(-4, 4) * _U, rng.uniform(6, 12) * _U
            draw.ellipse((x + dx - r * 1.4, y + dy - r * 0.7, x + dx + r * 1.4, y + dy + r * 0.7), fill=255)
    white = Image.new("RGB", image.size, (255, 255, 255))
    return Image.composite(white, image, clouds.filter(ImageFilter.GaussianBlur(1.5 * _U)))


def _sea(rng: random.Random) -> Image.Image:
    image = _gradient([(150, 210, 245), (215, 240, 250)], rng)
    draw = ImageDraw.Draw(image)
    horizon = rng.uniform(52, 72) * _U
    shade = rng.randint(-10, 10)
    draw.rectangle((0, horizon, SIDE, SIDE), fill=(28, 110 + shade, 178 + shade))
    for y in np.arange(horizon + 9 * _U, SIDE + 8 * _U, 11 * _U):
        draw.line(_wave(float(y), 2.2, 6, rng), fill=(96, 170 + shade, 220), width=round(2 * _U))
    return image


def _meadow(rng: random.Random) -> Image.Image:
    image = _gradient([(140, 205, 248), (220, 242, 252)], rng)
    draw = ImageDraw.Draw(image)
    top, green = rng.uniform(64, 82) * _U, rng.randint(-12, 12)
    draw.polygon([(0, SIDE), *_wave(top, 4, 24, rng), (SIDE, SIDE)], fill=(98 + green, 184 + green, 72))
    for _ in range(40):
        x, y = rng.uniform(0, SIDE), rng.uniform(top + 8 * _U, SIDE)
        tip = (x + rng.uniform(-1.5, 1.5) * _U, y - rng.uniform(3, 6) * _U)
        draw.line((x, y, *tip), fill=(62, 140 + green, 50), width=round(_U))
    return image


def _sunset(rng: random.Random) -> Image.Image:
    return _gradient([(104, 60, 130), (226, 96, 86), (252, 176, 84), (255, 224, 140)], rng)


def _snow(rng: random.Random) -> Image.Image:
    image = _gradient([(138, 160, 190), (190, 205, 224)], rng)
    draw = ImageDraw.Draw(image)
    hill = _wave(rng.uniform(76, 92) * _U, 5, 20, rng)
    draw.polygon([(0, SIDE), *hill, (SIDE, SIDE)], fill=(246, 249, 253))
    for _ in range(rng.randint(24, 40)):
        x, y, r = rng.uniform(0, SIDE), rng.uniform(0, SIDE), rng.uniform(1.2, 2.6) * _U
        draw.ellipse((x - r, y - r, x + r, y + r), fill=(255, 255, 255))
    return image
