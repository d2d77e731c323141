"""Where the counts of each objective come from: the platform's own database, or what its data source names."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from psycopg.rows import args_row

from totalaudio_ops.happenings import Connection
from totalaudio_ops.problems import Problem

from .objectives import Counts, Objective, Source, Span
from .postgres_source import PostgresSource
from .prometheus_source import PrometheusSource

log = logging.getLogger(__name__)
_MAINTENANCE = "SELECT app, starts_at, ends_at FROM ops.maintenance WHERE cancelled_at IS NULL ORDER BY starts_at"


class Sources:
    """Asks the source that each objective names, one call for all objectives of a source.

    A source that cannot be read counts nothing, which changes nothing; the others are judged all the same. `unread`
    has what it said.
    """

    def __init__(self, by_name: Mapping[str, Source]) -> None:
        self._by_name = by_name
        self.unread: dict[str, str] = {}

    def count(
        self, objectives: Sequence[Objective], spans: Sequence[Span]
    ) -> Mapping[tuple[str, str], Sequence[Counts]]:
        """The counts of every span; raises Problem for a source that this installation does not have."""
        found: dict[tuple[str, str], Sequence[Counts]] = {}
        for name in dict.fromkeys(one.source for one in objectives):
            mine = [one for one in objectives if one.source == name]
            source = self._source(name, mine[0])
            try:
                found |= source.count(mine, spans)
            except Problem as problem:
                log.warning("objectives that count by %s have no data: %s", name, problem)
                self.unread[name] = str(problem)
                found |= {(one.app, one.name): [Counts(0, 0)] * len(spans) for one in mine}
        return found

    def _source(self, name: str, first: Objective) -> Source:
        if name not in self._by_name:
            known = " and ".join(self._by_name)
            raise Problem(
                f"the objective {first.app} {first.name} counts by {name}, and this installation has {known}:"
                " name one of them in its data source."
            )
        return self._by_name[name]


def source_of(connection: Connection, prometheus_url: str = "") -> Sources:
    """What this installation has: its own counts, and a Prometheus when its address is given."""
    by_name: dict[str, Source] = {"postgres": PostgresSource(connection)}
    if prometheus_url:
        by_name["prometheus"] = PrometheusSource(prometheus_url, _announced(connection))
    return Sources(by_name)


def _announced(connection: Connection) -> list[tuple[str | None, Span]]:
    """Maintenance that was announced and not called off, which a Prometheus cannot know."""
    with connection.cursor(row_factory=args_row(_window)) as cursor:
        return cursor.execute(_MAINTENANCE).fetchall()


def _window(app: str | None, start: datetime, end: datetime) -> tuple[str | None, Span]:
    return app, Span(start, end)
