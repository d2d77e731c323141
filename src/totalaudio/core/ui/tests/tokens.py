"""Reads the colours of tokens.css and computes the contrast of two of them (WCAG 2.2, 1.4.3)."""

import re
from pathlib import Path

CSS = Path(__file__).parents[1] / "static" / "ui" / "css"
PAIR = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")


def colours(scheme: str) -> dict[str, str]:
    """Give every colour token by name, in `light` or `dark`."""
    found = PAIR.findall((CSS / "tokens.css").read_text())
    return {name: light if scheme == "light" else dark for name, light, dark in found}


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours written as #rrggbb, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
