"""Names that are nearly a setting's: nobody would ever read them."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Final

from .declared import OF_COMMANDS
from .faults import Fault
from .fields import Environment

# Shorter names are other programs' too often: HOSTS, PORTS, APPS.
SHORTEST: Final = 7
NEAR: Final = 0.85


def misspelt(names: Iterable[str]) -> Iterator[Fault]:
    """A fault for each name that is not known and nearly one that is."""
    known = {_plain(name): name.upper() for name in (*Environment.model_fields, *OF_COMMANDS)}
    for name in sorted(name.upper() for name in names):
        if name in known.values() or len(_plain(name)) < SHORTEST:
            continue
        if near := get_close_matches(_plain(name), known, n=1, cutoff=NEAR):
            yield Fault(name, "is not known", f"did you mean {known[near[0]]}?")


def _plain(name: str) -> str:
    return name.upper().replace("_", "")
