"""A person's own usage: counters of today and of the last 30 days, and how their events ended."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from totalaudio.core.metrics.dashboards.windows import USUAL, last_days
from totalaudio.core.metrics.names import AppName, Counter, EventCategory
from totalaudio.core.metrics.usage import queries
from totalaudio.core.ui.charts import Bars, bars
from totalaudio.core.ui.formats import number
from totalaudio.core.ui.pieces import Stat
from totalaudio.core.ui.tables import Column, table_head

_WORDS = {
    Counter.ENRICHMENTS: "Contacts enriched",
    Counter.SEARCHES: "Searches",
    Counter.EXPORTS: "Exports",
    Counter.CONTACTS: "Contacts added",
    Counter.PITCHES: "Pitches written",
    Counter.EMAILS: "Pitches sent",
    Counter.CAMPAIGNS: "Campaigns made",
    Counter.SESSIONS: "Times signed in",
}
_ALWAYS = (Counter.ENRICHMENTS, Counter.SEARCHES, Counter.EXPORTS, Counter.CONTACTS)
_KINDS: dict[str, str] = {
    EventCategory.ACQUISITION: "Public pages and sign-up",
    EventCategory.SESSION: "Signing in",
    EventCategory.ENRICHMENT: "Enrichment",
    EventCategory.FEATURE: "Features",
    EventCategory.PAYMENT: "Payments",
    EventCategory.EXPERIMENT: "New features on trial",
    EventCategory.ERROR: "Errors",
}
_COLUMNS = (
    Column("kind", "Kind", slot="title", is_sortable=False),
    Column("events", "Events", slot="aside", is_number=True, is_sortable=False),
    Column("ended", "How they ended", slot="meta", is_number=True, is_sortable=False),
    Column("mean", "Mean time", is_number=True, is_sortable=False),
)
_APPS = {
    AppName.CORE: "Account",
    AppName.INTEL: "Audio Intel",
    AppName.TRACKER: "Tracker",
    AppName.PITCH: "Pitch Generator",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A category in words, with what was found of it."""

    kind: str
    found: queries.Category


def usage(user_id: UUID, today: date | None = None) -> dict[str, object]:
    """What the page shows of a person; days are UTC days."""
    window = last_days(USUAL, today)
    of_today = queries.counted(user_id, window.last, window.last)
    of_all_days = queries.counted(user_id, window.first, window.last)
    return {
        "days": USUAL,
        "today": list(_stats(of_today)),
        "charts": list(_charts(of_all_days)),
        "head": table_head(_COLUMNS, {}, default_sort=""),
        "categories": [
            Kind(_KINDS.get(found.name, found.name), found)
            for found in queries.summary(user_id, USUAL)
        ],
    }


def _stats(by_app: Mapping[AppName, Mapping[Counter, int]]) -> Iterator[Stat]:
    for counter, words in _WORDS.items():
        total = sum(counts[counter] for counts in by_app.values())
        if total or counter in _ALWAYS:
            yield Stat(words, number(total))


def _charts(by_app: Mapping[AppName, Mapping[Counter, int]]) -> Iterator[Bars]:
    for app, counts in by_app.items():
        shown = [(words, counts[counter]) for counter, words in _WORDS.items() if counts[counter]]
        if shown:
            yield bars(_APPS[app], shown)
