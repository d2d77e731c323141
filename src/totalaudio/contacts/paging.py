"""Pages of a list by cursor: a page starts behind a row, so that page 2,000 costs what page 1 costs."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import msgspec

PAGE_SIZE: Final = 50
_LONGEST_CURSOR: Final = 8_000

type SortValue = str | float | datetime | None


@dataclass(frozen=True, slots=True)
class Sort:
    """An order: by a column of the table, then by id; rows without a value come last either way."""

    field: str
    kind: type[str] | type[float] | type[datetime]
    is_falling: bool = False

    @property
    def can_be_empty(self) -> bool:
        """Whether rows may have no value; texts are '' instead."""
        return self.field in {"confidence", "last_checked_at"}


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a list: behind (or before, when `is_back`) the row with this value and id."""

    value: SortValue
    id: UUID
    is_back: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are; beyond the bound of what is counted only that there are more."""

    number: int
    is_exact: bool = True


def write_cursor(value: SortValue, row_id: UUID) -> str:
    """The place of a row as text for an address."""
    plain = value.isoformat() if isinstance(value, datetime) else value
    return base64.urlsafe_b64encode(msgspec.json.encode([plain, row_id])).decode().rstrip("=")


def read_cursor(text: str, sort: Sort, *, is_back: bool = False) -> Cursor | None:
    """The place that a text names; None when it is none for this order, so that the list starts anew."""
    if not text or len(text) > _LONGEST_CURSOR:
        return None
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        value, row_id = msgspec.json.decode(raw, type=tuple[str | float | None, UUID])
        return Cursor(_typed(value, sort), row_id, is_back)
    except (ValueError, OverflowError, TypeError, binascii.Error, msgspec.DecodeError):
        return None


def _typed(value: str | float | None, sort: Sort) -> SortValue:
    if value is None and sort.can_be_empty:
        return None
    if sort.kind is datetime and isinstance(value, str):
        found = datetime.fromisoformat(value)
        if found.tzinfo is None:
            raise ValueError("a moment needs its zone")
        # In UTC, because a zone may be off by microseconds, which no database reads.
        return found.astimezone(UTC)
    if sort.kind is float and isinstance(value, int | float):
        return float(value)
    if sort.kind is str and isinstance(value, str) and "\0" not in value:
        return value
    raise TypeError("not a value of this column")


def cut[T](rows: Sequence[T], size: int, *, is_back: bool) -> tuple[list[T], bool]:
    """Of one row more than a page, the page in its order, and whether there is more that way."""
    page = list(rows[:size])
    return (page[::-1] if is_back else page), len(rows) > size
