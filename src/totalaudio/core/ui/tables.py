"""The head of a table: which columns are shown, how they are sorted, and the links that change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Column:
    """One column a table can have; `slot` is its place in a phone's two-line row: title, meta, aside or none."""

    key: str
    label: str
    is_sortable: bool = True
    is_number: bool = False
    is_fixed: bool = False
    is_default: bool = True
    slot: str = ""


@dataclass(frozen=True, slots=True)
class HeadCell:
    """One shown column with its sort link; `aria_sort` is empty when the table is not sorted by it."""

    column: Column
    sort_url: str = ""
    aria_sort: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table for one request; `sort` is a key, with a minus for falling order."""

    cells: tuple[HeadCell, ...]
    columns: tuple[Column, ...]
    shown: frozenset[str]
    sort: str
    kept: tuple[tuple[str, str], ...] = ()

    @property
    def choices(self) -> tuple[tuple[Column, bool], ...]:
        """Every column that may be hidden, and whether it is shown."""
        return tuple((c, c.key in self.shown) for c in self.columns if not c.is_fixed)


def table_head(columns: Sequence[Column], query: Query, *, default_sort: str) -> Head:
    """Read `sort` and `column` from a query string; what is unknown there is ignored, never an error."""
    sortable = {column.key for column in columns if column.is_sortable}
    asked = (query.get("sort") or [""])[-1]
    sort = asked if asked.removeprefix("-") in sortable else default_sort
    shown = _shown(columns, query.get("column") or [])
    cells = tuple(_cell(column, sort, query) for column in columns if column.key in shown)
    return Head(cells, tuple(columns), shown, sort, _kept(query))


def _shown(columns: Sequence[Column], chosen: Sequence[str]) -> frozenset[str]:
    wanted = set(chosen) & {column.key for column in columns}
    if not wanted:
        return frozenset(column.key for column in columns if column.is_default or column.is_fixed)
    return frozenset(wanted | {column.key for column in columns if column.is_fixed})


def _cell(column: Column, sort: str, query: Query) -> HeadCell:
    if not column.is_sortable:
        return HeadCell(column)
    is_sorted = sort.removeprefix("-") == column.key
    is_falling = sort.startswith("-")
    target = f"-{column.key}" if is_sorted and not is_falling else column.key
    kept = [(k, v) for k, vs in query.items() if k not in {"sort", "after", "before"} for v in vs]
    url = "?" + urlencode([*kept, ("sort", target)])
    aria = ("descending" if is_falling else "ascending") if is_sorted else ""
    return HeadCell(column, url, aria)


def _kept(query: Query) -> tuple[tuple[str, str], ...]:
    dropped = {"column", "after", "before"}
    return tuple((k, v) for k, vs in query.items() if k not in dropped for v in vs)
