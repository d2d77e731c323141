"""The language of templates: `{field}`, `{field|fallback}`, and parts in `[ ]` that go when a field in them is unknown.

`{{`, `}}`, `[[` and `]]` stand for a brace or bracket. A fallback is plain text. Optional parts do not nest, and hold
at least one field. A field that is not known, outside of optional parts and without a fallback, is left as
`[add the outlet]`, which the rules refuse: it is never blank, and never a field in braces.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from totalaudio.core.lib.text import one_line

from .fields import Field
from .pieces import MergeProblem, Part, Piece, Slot, parse, slots_of

__all__ = ["MergeProblem", "Merged", "escape", "names_in", "parse", "placeholder", "render"]
_CLOSING: Final = tuple(".,;:!?)")


@dataclass(frozen=True, slots=True)
class Merged:
    """A text with its values: `used` are the keys that are in it, `unfilled` the fields that nothing is known for."""

    text: str
    used: tuple[str, ...]
    unfilled: tuple[Field, ...]


def render(text: str, values: Mapping[str, str]) -> Merged:
    """The text with these values (by the key of the field) in place; values are never read as fields themselves."""
    written = _Written(values)
    for piece in parse(text):
        written.put(piece)
    return Merged(
        written.text, tuple(dict.fromkeys(written.used)), tuple(dict.fromkeys(written.unfilled))
    )


def escape(text: str) -> str:
    """The template that renders as exactly this text."""
    return re.sub(r"[\[\]{}]", lambda found: found[0] * 2, text)


def names_in(text: str) -> tuple[str, ...]:
    """The keys of the fields of a template, each once, in their order."""
    slots = (slot for piece in parse(text) for slot in slots_of(piece))
    return tuple(dict.fromkeys(slot.field.key for slot in slots))


def placeholder(field: Field) -> str:
    """What stands where a field is not known."""
    return f"[add the {field.label}]"


class _Written:
    """A text that grows piece by piece; where a part went, no double space or empty line stays."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self._is_after_gap = False
        self.text = ""
        self.used: list[str] = []
        self.unfilled: list[Field] = []

    def put(self, piece: Piece) -> None:
        if not isinstance(piece, Part):
            self._append(self._shown(piece))
        elif all(self._is_known(slot) for slot in slots_of(piece)):
            for one in piece.pieces:
                self._append(self._shown(one))
        else:
            self._is_after_gap = True

    def _is_known(self, slot: Slot) -> bool:
        return bool(one_line(self._values.get(slot.field.key, ""))) or slot.fallback is not None

    def _shown(self, piece: str | Slot) -> str:
        if isinstance(piece, str):
            return piece
        value = one_line(self._values.get(piece.field.key, ""))
        if value:
            self.used.append(piece.field.key)
            return value
        if piece.fallback is not None:
            return piece.fallback
        self.unfilled.append(piece.field)
        return placeholder(piece.field)

    def _append(self, text: str) -> None:
        if self._is_after_gap:
            text = self._closed_up(text)
            self._is_after_gap = False
        self.text += text

    def _closed_up(self, text: str) -> str:
        if not self.text or self.text.endswith("\n"):
            return text.lstrip(" \n")
        if self.text.endswith(" ") and (text[:1].isspace() or text[:1] in _CLOSING):
            self.text = self.text.rstrip(" ")
        return text
