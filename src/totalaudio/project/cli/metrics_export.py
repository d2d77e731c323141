"""Events as a stream of CSV or of JSON lines."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from totalaudio.project.cli.enrich_output import OutputError, open_sink
from totalaudio_ops.problems import Problem

if TYPE_CHECKING:
    from totalaudio.core.metrics.exporting import ExportedEvent

_FLUSH = 64 * 1024


class Format(StrEnum):
    """What the lines are."""

    CSV = "csv"
    JSONL = "jsonl"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which days, both included, and how they are written; None is no bound."""

    first: date | None
    last: date | None
    form: Format


class _Counted:
    """Counts what goes through."""

    def __init__(self, events: Iterable["ExportedEvent"]) -> None:
        self._events, self.number = events, 0

    def __iter__(self) -> Iterator["ExportedEvent"]:
        for self.number, event in enumerate(self._events, start=1):  # noqa: B020 - the count is the point
            yield event


def read(first: str, last: str, form: str) -> Asked:
    """Read what was typed; raises Problem for what is no day, no format, or no stretch of time."""
    known = {one.value: one for one in Format}
    if form not in known:
        raise Problem(f"there is no format {form}: choose csv or jsonl.")
    asked = Asked(_day("--from", first), _day("--to", last), known[form])
    if asked.first and asked.last and asked.first > asked.last:
        raise Problem(f"--from {first} is after --to {last}: exchange them.")
    return asked


def write(asked: Asked, out: Path | None, using: str) -> int:
    """Write the events to a file or to standard output; returns how many."""
    from totalaudio.core.metrics.exporting import events

    counted = _Counted(events(asked.first, asked.last, using))
    chunks = _csv(counted) if asked.form is Format.CSV else _jsonl(counted)
    try:
        with open_sink(out) as sink:
            for chunk in chunks:
                sink.write(chunk)
            sink.finish()
    except OutputError as error:
        raise Problem(str(error)) from None
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise Problem(
            f"{out or 'standard output'} cannot be written: {error.strerror}. Choose another place with --out."
        ) from None
    return counted.number


def _csv(events: Iterable["ExportedEvent"]) -> Iterator[bytes]:
    from totalaudio.core.lib.csv_writing import table_chunks
    from totalaudio.core.metrics.exporting import COLUMNS

    return table_chunks(COLUMNS, ([_cell(value) for value in _values(event)] for event in events))


def _jsonl(events: Iterable["ExportedEvent"]) -> Iterator[bytes]:
    from totalaudio.core.metrics.exporting import COLUMNS

    lines = bytearray()
    for event in events:
        row = dict(zip(COLUMNS, map(_plain, _values(event)), strict=True))
        row["properties"] = json.loads(event.properties)
        lines += json.dumps(row, ensure_ascii=False).encode("utf-8", errors="replace") + b"\n"
        if len(lines) > _FLUSH:
            yield bytes(lines)
            lines.clear()
    yield bytes(lines)


def _values(event: "ExportedEvent") -> list[object]:
    return [getattr(event, name) for name in event.__slots__]


def _plain(value: object) -> str | int | None:
    if value is None or isinstance(value, int):
        return value
    return _cell(value)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def _day(option: str, text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Problem(f"{option} {text} is no day: write it as 2026-11-30.") from None
