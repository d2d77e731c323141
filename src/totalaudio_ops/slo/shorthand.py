"""Lengths of time as OpenSLO writes them: a whole number and one letter, as in 5m, 6h, 30d."""

import re
from datetime import timedelta
from typing import Final

_WRITTEN: Final = re.compile(r"([1-9][0-9]{0,4})([mhdw])", re.ASCII)
_MINUTES: Final = {"m": 1, "h": 60, "d": 1440, "w": 10_080}


def shorthand(length: timedelta) -> str:
    """A whole number of minutes in the largest unit up to days that divides it."""
    minutes, rest = divmod(length, timedelta(minutes=1))
    if rest or minutes <= 0:
        raise ValueError(f"{length} is not a whole number of minutes.")
    unit = next(unit for unit in "dhm" if minutes % _MINUTES[unit] == 0)
    return f"{minutes // _MINUTES[unit]}{unit}"


def read_shorthand(text: str) -> timedelta | None:
    """The length that is written; None for what is none, and for months and longer, which vary."""
    found = _WRITTEN.fullmatch(text)
    return timedelta(minutes=int(found[1]) * _MINUTES[found[2]]) if found else None
