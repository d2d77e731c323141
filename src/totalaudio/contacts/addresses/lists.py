"""The words and domains that addresses are judged by, from lists.toml beside this file."""

import tomllib
from pathlib import Path
from typing import Final

_LISTS: Final = tomllib.loads(Path(__file__).with_name("lists.toml").read_text(encoding="utf-8"))

DESKS: Final[frozenset[str]] = frozenset(_LISTS["desks"].split())
ROLES: Final[frozenset[str]] = frozenset(_LISTS["roles"].split())
MORE_FREE: Final[frozenset[str]] = frozenset(_LISTS["free"].split())
BIG_PROVIDERS: Final[tuple[str, ...]] = tuple(_LISTS["big"].split())
ENDINGS: Final[dict[str, str]] = _LISTS["endings"]
TYPOS: Final[dict[str, str]] = _LISTS["typos"]
