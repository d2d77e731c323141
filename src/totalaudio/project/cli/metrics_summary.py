"""The figures of the operator's dashboard, as a table and as JSON; needs Django on the running platform."""

import io
from dataclasses import asdict, dataclass
from datetime import datetime

from totalaudio.core.metrics.dashboards import queries
from totalaudio.core.metrics.dashboards.figures import Adoption, Enrichments, Reached, Timed
from totalaudio.core.metrics.dashboards.windows import Window, last_days
from totalaudio.core.ui.formats import milliseconds, number, rate


@dataclass(frozen=True, slots=True)
class Summary:
    """What a window holds."""

    window: Window
    newest_hour: datetime | None
    funnel: Reached
    events: int
    errors: int
    adoption: Adoption
    enrichments: Enrichments
    durations: list[Timed]

    def as_json(self) -> dict[str, object]:
        """The documented keys."""
        return {
            "from": self.window.first.isoformat(),
            "to": self.window.last.isoformat(),
            "newest_hour": self.newest_hour.isoformat() if self.newest_hour else None,
            "funnel": asdict(self.funnel),
            "events": self.events,
            "errors": self.errors,
            "people": self.adoption.people,
            "features": {feature.value: n for feature, n in self.adoption.features.items()},
            "enrichments": asdict(self.enrichments),
            "durations": [
                {
                    "event": one.event_name,
                    "n": one.n,
                    "p50_ms": round(one.p50_ms, 1),
                    "p95_ms": round(one.p95_ms, 1),
                }
                for one in self.durations
            ],
        }

    def as_text(self) -> str:
        """Lines for people."""
        ended = self.enrichments
        shown = [
            ("From", f"{self.window.first} to {self.window.last} (UTC)"),
            ("Summed up to the hour of", _hour(self.newest_hour)),
            ("", ""),
            *(
                (name.replace("_", " ").capitalize(), number(n))
                for name, n in asdict(self.funnel).items()
            ),
            ("", ""),
            ("Events", number(self.events)),
            ("Errors", rate(self.errors, self.events, "events")),
            ("Enrichments", rate(ended.succeeded, ended.succeeded + ended.failed, "succeeded")),
            ("People", number(self.adoption.people)),
            *(
                (f"  used {feature}", rate(n, self.adoption.people))
                for feature, n in self.adoption.features.items()
            ),
        ]
        said = "".join(f"{name:<26}{text}".rstrip() + "\n" for name, text in shown)
        return said.replace("\N{NO-BREAK SPACE}", " ") + self._durations()

    def _durations(self) -> str:
        if not self.durations:
            return ""
        from rich.console import Console
        from rich.table import Table

        table = Table(box=None, pad_edge=False)
        for heading in ("event", "measured", "half within", "95 % within"):
            table.add_column(heading, justify="left" if heading == "event" else "right")
        for one in self.durations:
            times = (milliseconds(one.p50_ms), milliseconds(one.p95_ms))
            table.add_row(one.event_name, number(one.n), *times)
        drawn = io.StringIO()
        Console(file=drawn, width=80).print(table)
        return "\n" + "".join(line.rstrip() + "\n" for line in drawn.getvalue().splitlines())


def summary(days: int, using: str) -> Summary:
    """Ask for everything that the window of so many days holds."""
    window = last_days(days)
    each_day = queries.by_day(window, using)
    return Summary(
        window=window,
        newest_hour=queries.newest_hour(using),
        funnel=queries.reached(window, using),
        events=sum(day.events for day in each_day),
        errors=sum(day.errors for day in each_day),
        adoption=queries.adoption(window, using),
        enrichments=queries.enrichments(window, using),
        durations=queries.durations(window, using),
    )


def _hour(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC" if at else "nothing yet: the worker sums up once a minute"
