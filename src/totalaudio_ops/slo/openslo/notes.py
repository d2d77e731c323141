"""What this platform notes beside an objective: annotations under totalaudio/, which other readers pass over."""

import re
from collections.abc import Mapping
from typing import Final

from totalaudio_ops.slo.openslo.checking import Checked
from totalaudio_ops.slo.openslo.parts import Part
from totalaudio_ops.slo.openslo.registry import Registry

PREFIX: Final = "totalaudio/"
DECIDES: Final = f"{PREFIX}decides"
MINIMUM: Final = f"{PREFIX}minimum-events"
MINIMUM_BAD: Final = f"{PREFIX}minimum-bad-events"
SHORT_WINDOW: Final = f"{PREFIX}short-window"
# A moonshot decides nothing; few events are chance.
_DEFAULTS: Final[Mapping[str, int]] = {DECIDES: 1, MINIMUM: 100, MINIMUM_BAD: 10}
_COUNT: Final = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)


def notes(slo: Checked[Part], registry: Registry) -> Mapping[str, int]:
    """The numbers noted beside an SLO; whether it decides as 0 or 1."""
    found = dict(_DEFAULTS)
    for key, text in slo.metadata.annotations.items():
        if not key.startswith(PREFIX):
            continue
        value = _read(key, text)
        if value is None:
            registry.say(slo, ("metadata", "annotations", key), _wrong(key, text))
        else:
            found[key] = value
    return found


def _read(key: str, text: str) -> int | None:
    if key == DECIDES:
        return {"true": 1, "false": 0}.get(text)
    if key in _DEFAULTS and _COUNT.fullmatch(text):
        return int(text)
    return None


def _wrong(key: str, text: str) -> str:
    if key == DECIDES:
        return f'{key} is {text!r}; write "true" or "false".'
    if key in _DEFAULTS:
        return f'{key} is {text!r}; write a whole number above 0 in quotes, as in "100".'
    return f"{key} is unknown; known here: {', '.join(_DEFAULTS)}."
