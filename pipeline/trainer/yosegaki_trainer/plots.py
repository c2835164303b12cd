"""Cumulative curves as a small SVG picture, without a plotting library."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

import numpy as np

INK, FAINT, GROUND = "#1f1b16", "#d9d2c4", "#fbf8f1"
COLOURS = ("#b3402a", "#2f6f8f", "#8a8172")
WIDTH, HEIGHT, LEFT, TOP = 420, 260, 56, 46


@dataclass(frozen=True)
class Panel:
    """curves: name -> values; drawn is the share of values up to each distance."""

    title: str
    axis: str
    curves: dict[str, np.ndarray]


def draw_cumulative(panels: list[Panel], path: Path) -> None:
    total = len(panels) * (WIDTH + LEFT + 24)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {total} {HEIGHT + TOP + 96}" font-family="sans-serif" '
        f'font-size="13" fill="{INK}"><title>{escape(" · ".join(panel.title for panel in panels))}</title>'
        f'<rect width="100%" height="100%" fill="{GROUND}"/>'
    ]
    for i, panel in enumerate(panels):
        parts.append(f'<g transform="translate({i * (WIDTH + LEFT + 24) + LEFT} {TOP})">{_panel(panel)}</g>')
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join([*parts, "</svg>\n"]), encoding="utf-8")


def _panel(panel: Panel) -> str:
    values = [curve for curve in panel.curves.values() if len(curve)]
    end = float(np.quantile(np.concatenate(values), 0.995)) if values else 1.0
    parts = [f'<text x="0" y="-16" font-weight="bold">{escape(panel.title)}</text>']
    for share in (0, 0.5, 1):
        y = HEIGHT * (1 - share)
        parts.append(f'<line x1="0" x2="{WIDTH}" y1="{y}" y2="{y}" stroke="{FAINT}"/>')
        parts.append(f'<text x="-8" y="{y + 4}" text-anchor="end">{share:.0%}</text>')
    for part in np.linspace(0, 1, 5):
        x = WIDTH * part
        parts.append(f'<text x="{x:.0f}" y="{HEIGHT + 18}" text-anchor="middle">{end * part:.2f}</text>')
    parts.append(f'<text x="{WIDTH / 2}" y="{HEIGHT + 38}" text-anchor="middle">{escape(panel.axis)}</text>')
    for n, (name, curve) in enumerate(panel.curves.items()):
        colour, y = COLOURS[n % len(COLOURS)], HEIGHT + 56 + 16 * n
        parts.append(f'<line x1="0" x2="22" y1="{y}" y2="{y}" stroke="{colour}" stroke-width="3"/>')
        parts.append(f'<text x="30" y="{y + 4}">{escape(name)}</text>')
        places = np.clip(np.sort(curve) / end, 0, 1) * WIDTH
        heights = HEIGHT * (1 - np.arange(1, len(curve) + 1) / max(1, len(curve)))
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(places, heights, strict=True))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
    return "".join(parts)
