"""How long answers took in the last day, as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from totalaudio.core.ui.formats import milliseconds
from totalaudio.core.ui.tables import Column, Head, table_head
from totalaudio.core.web.operations.reaching import Connection
from totalaudio_ops.slo.latencies import HALF, MOST, NEARLY_ALL, latencies
from totalaudio_ops.slo.objectives import Span
from totalaudio_ops.slo.windows import whole_minute
from totalaudio_ops.slo.words import app_label

_DAY = timedelta(days=1)
_COLUMNS = (
    Column("class", "Class of routes", slot="title", is_sortable=False),
    Column("app", "App", slot="meta", is_sortable=False),
    Column("n", "Answers", is_number=True, is_sortable=False),
    Column("p50", "Half within", is_number=True, is_sortable=False),
    Column("p95", "95 % within", slot="aside", is_number=True, is_sortable=False),
    Column("p99", "99 % within", is_number=True, is_sortable=False),
)


@dataclass(frozen=True, slots=True)
class LatencyLine:
    """A class of routes; the times are bounds, not guesses between them."""

    app: str
    title: str
    n: int
    p50: str
    p95: str
    p99: str


def head() -> Head:
    """The head of the table."""
    return table_head(_COLUMNS, {}, default_sort="")


def lines(connection: Connection, apps: Sequence[str], now: datetime) -> list[LatencyLine]:
    """Every class that answered anything in the last 24 hours."""
    end = whole_minute(now)
    found = latencies(connection, apps, Span(end - _DAY, end))
    return [
        LatencyLine(
            app_label(one.app),
            one.route_class,
            one.n,
            _bound(one.within(HALF)),
            _bound(one.within(MOST)),
            _bound(one.within(NEARLY_ALL)),
        )
        for one in sorted(found, key=lambda one: apps.index(one.app))
    ]


def _bound(found: int | None) -> str:
    return "over 30 s" if found is None else milliseconds(found)
