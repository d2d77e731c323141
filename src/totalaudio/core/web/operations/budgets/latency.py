"""How long answers took in the last day, as a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from totalaudio.core.ui.tables import Column, Head, table_head
from totalaudio.core.web.operations.reaching import Connection
from totalaudio_ops.slo.percentiles import ALL, percentiles
from totalaudio_ops.slo.windows import span
from totalaudio_ops.slo.words import app_label

_DAY = timedelta(days=1)
_COLUMNS = (
    Column("class", "Class of routes", slot="title", is_sortable=False),
    Column("app", "App", slot="meta", is_sortable=False),
    Column("n", "Answers", is_number=True, is_sortable=False),
    Column("p50", "Half", is_number=True, is_sortable=False),
    Column("p95", "95 %", slot="aside", is_number=True, is_sortable=False),
    Column("p99", "99 %", is_number=True, is_sortable=False),
)


@dataclass(frozen=True, slots=True)
class LatencyLine:
    """A class of routes, and what half, 95 and 99 in 100 of its answers did not exceed."""

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
    """Every class that answered anything in the last 24 hours, and first of each app all pages together."""
    return [line for app in apps for line in _of(connection, app, now)]


def _of(connection: Connection, app: str, now: datetime) -> Iterator[LatencyLine]:
    for name, one in percentiles(connection, app, span(_DAY, now)).items():
        title = "All pages" if name == ALL else name
        yield LatencyLine(
            app_label(app), title, one.total, str(one.p50), str(one.p95), str(one.p99)
        )
