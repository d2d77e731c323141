"""Form-encoded requests as Stripe reads them: `items[0][price]=x` is a list of objects."""

import re
from typing import Any
from urllib.parse import parse_qsl

_PARTS = re.compile(r"[^\[\]]+|\[\]")
type Form = dict[str, Any]


def parse(text: str) -> Form:
    """The nested objects and lists that a body or query stands for; every value is text."""
    tree: Form = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        parts = _PARTS.findall(name)
        place = tree
        for part in parts[:-1]:
            place = place.setdefault(_key(part, place), {})
        place[_key(parts[-1], place)] = value
    return {name: _lists(value) for name, value in tree.items()}


def _key(part: str, place: Form) -> str:
    return str(len(place)) if part == "[]" else part


def _lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {name: _lists(one) for name, one in value.items()}
    if inner and all(name.isdigit() for name in inner):
        return [inner[name] for name in sorted(inner, key=int)]
    return inner


def truth(value: object) -> bool:
    """Whether a field says true."""
    return str(value).lower() == "true"
