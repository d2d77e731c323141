"""Reads a template into its pieces; what is wrong is named, with where it is and what to write instead."""

import difflib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NoReturn

from .fields import BY_NAME, FIELDS, Field


class MergeProblem(ValueError):  # noqa: N818 - it is the template's, not the program's
    """A template that cannot be read; `start` and `end` say where."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start, self.end = start, end


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a value goes; `fallback` is None where there is none."""

    field: Field
    fallback: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part that goes when a field in it is unknown."""

    pieces: tuple[str | Slot, ...]


type Piece = str | Slot | Part

_MARK: Final = re.compile(r"\{\{|\}\}|\[\[|\]\]|\{[^{}]*\}|[\[\]{}]")
_FIELDS_BY_PLAIN: Final = {name.replace("_", " "): field for name, field in BY_NAME.items()}
_LIST: Final = ", ".join(f"{{{field.label}}}" for field in FIELDS)
_LITERAL: Final = {"{{": "{", "}}": "}", "[[": "[", "]]": "]"}


@lru_cache(maxsize=500)
def parse(text: str) -> tuple[Piece, ...]:
    """The pieces of a template; raises MergeProblem, which names what is wrong, where, and what to write instead."""
    return _Reader(text).read()


def slots_of(piece: Piece) -> list[Slot]:
    """The slots in a piece."""
    pieces = piece.pieces if isinstance(piece, Part) else (piece,)
    return [one for one in pieces if isinstance(one, Slot)]


class _Reader:
    """Reads one template from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pieces: list[Piece] = []
        self._part: list[str | Slot] | None = None
        self._part_at = 0

    def read(self) -> tuple[Piece, ...]:
        at = 0
        for mark in _MARK.finditer(self._text):
            self._add(self._text[at : mark.start()])
            self._take(mark[0], mark.start(), mark.end())
            at = mark.end()
        self._add(self._text[at:])
        if self._part is not None:
            self._fail(
                "This [ is never closed. Write ] behind the part, or [[ for a bracket.",
                self._part_at,
            )
        return tuple(self._pieces)

    def _take(self, mark: str, start: int, end: int) -> None:
        if mark in _LITERAL:
            self._add(_LITERAL[mark])
        elif mark == "[":
            self._open(start)
        elif mark == "]":
            self._close(start, end)
        elif len(mark) > 1:
            self._add(_slot(mark, start, end))
        else:
            self._fail(f"This {mark} is alone. Write {mark}{mark} for a brace.", start)

    def _add(self, piece: str | Slot) -> None:
        if not piece:
            return
        if self._part is None:
            self._pieces.append(piece)
        else:
            self._part.append(piece)

    def _open(self, start: int) -> None:
        if self._part is not None:
            self._fail("Parts in [ ] cannot hold each other. Close the first one before.", start)
        self._part, self._part_at = [], start

    def _close(self, start: int, end: int) -> None:
        if self._part is None:
            self._fail("This ] closes nothing. Write ]] for a bracket.", start)
        part, self._part = Part(tuple(self._part)), None
        if not slots_of(part):
            raise MergeProblem(
                "This part in [ ] has no field, so it could never go. Put a field in it, such as {genre},"
                " or write [[ and ]] for brackets.",
                self._part_at,
                end,
            )
        self._pieces.append(part)

    def _fail(self, message: str, at: int) -> NoReturn:
        raise MergeProblem(message, at, at + 1)


def _slot(mark: str, start: int, end: int) -> Slot:
    name, bar, fallback = mark[1:-1].partition("|")
    plain = " ".join(name.replace("_", " ").split()).casefold()
    field = _FIELDS_BY_PLAIN.get(plain)
    if field is None:
        raise MergeProblem(_unknown(plain), start, end)
    if bar and not fallback.strip():
        message = f"The fallback of {{{field.label}}} is empty. Write one, or put the part in [ ]."
        raise MergeProblem(message, start, end)
    return Slot(field, fallback if bar else None)


def _unknown(name: str) -> str:
    if not name:
        return "There is nothing between these braces. Write a field, such as {outlet}, or {{ for a brace."
    near = difflib.get_close_matches(name, _FIELDS_BY_PLAIN, n=1, cutoff=0.5)
    there = (
        f"Did you mean {{{_FIELDS_BY_PLAIN[near[0]].label}}}?" if near else f"There are {_LIST}."
    )
    return f"There is no field {{{name}}}. {there}"
