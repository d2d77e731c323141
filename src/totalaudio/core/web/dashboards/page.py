"""The operator's dashboard: figures of a window, as the pieces that its page shows."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import batched

from totalaudio.core.metrics.dashboards import queries
from totalaudio.core.metrics.dashboards.figures import Adoption, Day, Reached
from totalaudio.core.metrics.dashboards.windows import RANGES, Window
from totalaudio.core.metrics.names import Feature
from totalaudio.core.ui.charts import Line, line
from totalaudio.core.ui.cohorts import Cohorts, cohorts
from totalaudio.core.ui.formats import MONTHS, number
from totalaudio.core.ui.funnels import Funnel, funnel
from totalaudio.core.ui.pieces import Proportion, Stat, Tab
from totalaudio.core.ui.tables import Column, table_head

_LONG = 90  # days; beyond them a chart shows weeks
_SO_FAR = {"day": "today so far", "week": "this week so far"}
_ERRORS = (
    Column("event", "Event", slot="title", is_sortable=False),
    Column("message", "What went wrong", slot="meta", is_sortable=False),
    Column("app", "App", is_sortable=False),
    Column("at", "When", slot="aside", is_sortable=False),
)
_DURATIONS = (
    Column("event", "Event", slot="title", is_sortable=False),
    Column("n", "Measured", slot="meta", is_number=True, is_sortable=False),
    Column("p50", "Half", is_number=True, is_sortable=False),
    Column("p95", "95 %", slot="aside", is_number=True, is_sortable=False),
)
_FEATURES = {
    Feature.IMPORT: "Bring a list",
    Feature.ENRICHMENT: "Enrichment",
    Feature.SEARCH: "Search",
    Feature.EXPORT: "Export",
    Feature.INVITATION: "Invitations",
    Feature.LIST: "Saved lists",
    Feature.CAMPAIGN: "Campaigns",
    Feature.OUTCOME: "Outcomes",
    Feature.REPORT: "Reports",
    Feature.PITCH: "Pitches",
    Feature.MAILBOX: "Mailboxes",
    Feature.SEND: "Sending",
}


def tabs(chosen: int) -> list[Tab]:
    """The ranges to choose from."""
    return [Tab(f"{days} days", f"?days={days}", days == chosen) for days in RANGES]


def figures(window: Window) -> dict[str, object]:
    """Everything that the page shows of a window."""
    days = queries.by_day(window)
    adoption = queries.adoption(window)
    ended = queries.enrichments(window)
    return {
        "funnel": _funnel(queries.reached(window)),
        "stats": _stats(days, adoption),
        "enriched": Proportion(
            "Enrichment", ended.succeeded, ended.succeeded + ended.failed, "contacts succeeded"
        ),
        "charts": list(_charts(days)),
        "retention": _retention(window),
        "features": _features(adoption),
        "durations": queries.durations(window),
        "durations_head": table_head(_DURATIONS, {}, default_sort=""),
        "errors": queries.latest_errors(window),
        "errors_head": table_head(_ERRORS, {}, default_sort=""),
        "is_empty": not any(day.events for day in days),
    }


def _funnel(found: Reached) -> Funnel:
    return funnel(
        "From the first visit to the first payment",
        (
            ("Visits", found.visits, "different visitors of each day"),
            ("Sign-ups", found.sign_ups, "signed up"),
            ("First enrichments", found.first_enrichments, "enriched"),
            ("Demo calls", found.demo_calls, "booked a call"),
            ("First payments", found.first_payments, "paid"),
        ),
    )


def _stats(days: Sequence[Day], adoption: Adoption) -> list[Stat]:
    events, errors = sum(day.events for day in days), sum(day.errors for day in days)
    return [
        Stat("Events", number(events)),
        Stat("People", number(adoption.people), "who were there"),
        Stat("Errors", number(errors), f"{_percent(errors, events)} of all events"),
    ]


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "none"


def _charts(days: Sequence[Day]) -> Iterator[Line]:
    unit, shown = ("week", list(_weeks(days))) if len(days) > _LONG else ("day", list(days))
    labels = [*(_short(one.date) for one in shown[:-1]), _SO_FAR[unit]]
    yield line(f"Visits each {unit}", zip(labels, (one.visits for one in shown), strict=True))
    yield line(f"Events each {unit}", zip(labels, (one.events for one in shown), strict=True))
    yield line(f"Errors each {unit}", zip(labels, (one.errors for one in shown), strict=True))


def _weeks(days: Sequence[Day]) -> Iterator[Day]:
    """Whole weeks from their Mondays, the last of them as far as it is; a rest at the beginning is left out."""
    first = next(i for i, day in enumerate(days) if day.date.weekday() == 0)
    for week in batched(days[first:], 7, strict=False):
        yield Day(
            week[0].date,
            sum(day.visits for day in week),
            sum(day.events for day in week),
            sum(day.errors for day in week),
        )


def _short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def _retention(window: Window) -> Cohorts:
    lines = ((_short(one.week), one.people, one.back) for one in queries.joined(window.last))
    return cohorts("People who were back, by the week of their sign-up", lines)


def _features(adoption: Adoption) -> list[Proportion]:
    return [
        Proportion(_FEATURES[feature], used, adoption.people, "people used it")
        for feature, used in adoption.features.items()
    ]
