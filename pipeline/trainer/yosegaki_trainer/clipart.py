"""Reads Debian's Open Clip Art: licence statements, SVG rendering, recolouring of the drawings' own fills.

Source: Debian packages openclipart-svg/openclipart-png, files marked public domain in their own metadata.
"""

from __future__ import annotations

import colorsys
import hashlib
import io
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import resvg_py
from PIL import Image

CLIPART_ROOT = Path("/usr/share/openclipart/svg")
PUBLIC_DOMAIN = frozenset(
    {"http://web.resource.org/cc/PublicDomain", "http://creativecommons.org/licenses/publicdomain/"}
)
MAX_BYTES = 1_500_000

_CC = ("http://web.resource.org/cc/", "http://creativecommons.org/ns#")
_DC = "http://purl.org/dc/elements/1.1/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_HEX = re.compile(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
_OTHER_LICENCE = re.compile(r"\b(GNU (Lesser |Library )?General Public|L?GPL|by-sa|by-nc|all rights reserved)\b", re.I)


@dataclass(frozen=True)
class Work:
    """One file of the clip art and what its own metadata says. `refusal` is empty when it may be learnt from."""

    file: str
    title: str
    creator: str
    licence: str
    tags: tuple[str, ...]
    sha256: str
    refusal: str


def read_work(root: Path, file: str) -> Work:
    """Read one SVG's metadata. A file without a public-domain statement of its own is refused, never guessed at."""
    data = (root / file).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    text = data.decode("utf-8", "replace")
    try:
        tree = ET.fromstring(data)
    except ET.ParseError:
        return Work(file, "", "", "", (), digest, "unreadable XML")
    licences = [e.get(f"{{{_RDF}}}resource") or "" for ns in _CC for e in tree.iter(f"{{{ns}}}license")]
    licences = [licence for licence in licences if licence]
    work = next((e for ns in _CC for e in tree.iter(f"{{{ns}}}Work")), None)
    title, creator, tags = "", "", ()
    if work is not None:
        title = (work.findtext(f"{{{_DC}}}title") or "").strip()
        creators = [e.text or "" for c in work.iter(f"{{{_DC}}}creator") for e in c.iter(f"{{{_DC}}}title")]
        creator = next((c.strip() for c in creators if c.strip()), "")
        tags = tuple((e.text or "").strip() for e in work.iter(f"{{{_RDF}}}li"))
    refusal = _refusal(licences, text, len(data))
    return Work(file, title, creator, " ".join(sorted(set(licences))), tags, digest, refusal)


def _refusal(licences: list[str], text: str, size: int) -> str:
    if not licences:
        return "no licence statement"
    if not set(licences) <= PUBLIC_DOMAIN:
        return "not marked public domain"
    if _OTHER_LICENCE.search(text):
        return "names another licence"
    if size > MAX_BYTES:
        return "too large"
    return ""


def list_files(root: Path = CLIPART_ROOT) -> list[str]:
    """Every SVG under `root` that is not merely a link to another one."""
    return sorted(p.relative_to(root).as_posix() for p in root.rglob("*.svg") if not p.is_symlink())


def render_svg(svg: str, side: int) -> Image.Image:
    """Draw an SVG on nothing, crop it to what is drawn: RGBA, longer edge `side` px."""
    coarse = _draw(svg, side)
    box = coarse.getchannel("A").getbbox()
    if box is None:
        raise ValueError("nothing is drawn")
    longest = max(box[2] - box[0], box[3] - box[1])
    if longest < side * 0.7:
        coarse = _draw(svg, min(2048, round(coarse.width * side / longest)))
        box = coarse.getchannel("A").getbbox()
    picture = coarse.crop(box)
    scale = side / max(picture.size)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _draw(svg: str, width: int) -> Image.Image:
    # dpi must be given: without it lengths in pt or mm count as nothing.
    data = resvg_py.svg_to_bytes(svg_string=svg, width=width, dpi=96.0)
    return Image.open(io.BytesIO(bytes(data))).convert("RGBA")


HUES = {"red": 0, "orange": 28, "yellow": 54, "green": 120, "blue": 218, "purple": 275, "pink": 330}
"""Hue in degrees that a colour word stands for when a drawing is recoloured."""


def pixel_colours(picture: Image.Image) -> dict[str, float]:
    """Share of each colour word among the opaque pixels of an RGBA picture."""
    small = picture.copy()
    small.thumbnail((48, 48))
    rgba = np.asarray(small, dtype=np.float32).reshape(-1, 4) / 255
    rgb = rgba[rgba[:, 3] > 0.6, :3]
    if len(rgb) == 0:
        return {}
    names = [colour_name(*pixel) for pixel in rgb.tolist()]
    return {name: names.count(name) / len(names) for name in set(names)}


def colour_name(r: float, g: float, b: float) -> str:
    """The plain word for one colour; r, g, b in 0..1."""
    h, s, v = colorsys.rgb_to_hsv(r, g, b)
    hue = h * 360
    if v < 0.22:
        return "black"
    if s < 0.16:
        return "white" if v > 0.86 else "grey"
    if 300 <= hue < 345 or ((hue >= 345 or hue < 20) and s < 0.5 and v > 0.75):
        return "pink" if v > 0.55 else "purple"
    if 12 <= hue < 45 and v < 0.68:
        return "brown"
    for limit, name in ((14, "red"), (43, "orange"), (70, "yellow"), (168, "green"), (252, "blue"), (300, "purple")):
        if hue < limit:
            return name
    return "red"


def main_colour(picture: Image.Image, share: float = 0.5) -> str | None:
    """The colour word most people would use for this picture; None where no colour leads.

    Black counts only as a silhouette: an outline is not a colour.
    """
    shares = pixel_colours(picture)
    if not shares:
        return None
    if shares.get("black", 0) > 0.8:
        return "black"
    rest = {name: part for name, part in shares.items() if name != "black"}
    total = sum(rest.values())
    name = max(sorted(rest), key=lambda n: rest[n])
    return name if rest[name] / total >= share else None


def main_hue(picture: Image.Image) -> float | None:
    """Hue in degrees of the largest family of saturated pixels; None for a drawing without colour."""
    small = picture.copy()
    small.thumbnail((48, 48))
    rgba = np.asarray(small, dtype=np.float32).reshape(-1, 4) / 255
    bins = np.zeros(36)
    for r, g, b, a in rgba.tolist():
        h, s, v = colorsys.rgb_to_hsv(r, g, b)
        if a > 0.6 and s > 0.25 and v > 0.2:
            bins[int(h * 36) % 36] += 1
    smooth = bins + np.roll(bins, 1) + np.roll(bins, -1)
    if smooth.max() < 0.2 * max(1, (rgba[:, 3] > 0.6).sum()):
        return None
    return float(smooth.argmax() * 10 + 5)


def recolour_svg(svg: str, hue: float, target: str, spread: float = 40) -> str:
    """Turn every colour of the SVG that lies within `spread` degrees of `hue` to the hue of the word `target`."""

    def change(match: re.Match) -> str:
        text = match.group(1)
        text = "".join(c * 2 for c in text) if len(text) == 3 else text
        r, g, b = (int(text[i : i + 2], 16) / 255 for i in (0, 2, 4))
        h, s, v = colorsys.rgb_to_hsv(r, g, b)
        distance = (h * 360 - hue + 180) % 360 - 180
        if s < 0.12 or v < 0.12 or abs(distance) > spread:
            return match.group(0)
        s, v = _tone(target, s, v)
        turned = colorsys.hsv_to_rgb(((HUES[target] + distance * 0.3) % 360) / 360, s, v)
        return "#" + "".join(f"{round(c * 255):02x}" for c in turned)

    return _HEX.sub(change, svg)


def _tone(target: str, s: float, v: float) -> tuple[float, float]:
    """Some words want a certain lightness: a dark yellow is olive, a strong pink is crimson."""
    if target in {"yellow", "orange"}:
        return min(1.0, s * 1.1), max(v, 0.75 + 0.25 * v)
    if target == "pink":
        return min(s, 0.55), max(v, 0.75 + 0.25 * v)
    return min(1.0, max(s, 0.35)), max(v, 0.35)
