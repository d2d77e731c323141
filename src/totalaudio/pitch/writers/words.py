"""The lists of words.toml, as sets and tables."""

import tomllib
from pathlib import Path
from typing import Final

_LISTS: Final = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
_NAMES: Final[dict[str, str]] = _LISTS["names"]

TITLES: Final = frozenset(_NAMES["titles"].split())
STAGE_NAMES: Final = frozenset(_NAMES["stage"].split())
PARTICLES: Final = frozenset(_NAMES["particles"].split())
NOBODY: Final = frozenset(_NAMES["nobody"].split())
HYPE: Final[tuple[str, ...]] = tuple(_LISTS["hype"]["words"])
FAMILIARITY: Final[tuple[str, ...]] = tuple(_LISTS["familiarity"]["words"])
SMALL: Final = frozenset(_LISTS["small"]["words"].split())
KEEPS_Z: Final = frozenset(_LISTS["z"]["words"].split())
NUMBERS: Final = frozenset(_LISTS["numbers"]["words"].split())
CLAIMS: Final = frozenset(_LISTS["claims"]["words"].split())
OPENINGS: Final = frozenset(_LISTS["openings"]["words"].split())
BRITISH: Final[dict[str, str]] = _LISTS["spelling"]
