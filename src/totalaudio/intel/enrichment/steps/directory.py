"""Step 2: the built-in directory of well-known outlets."""

from datetime import UTC, datetime, time
from functools import lru_cache
from typing import Final

from totalaudio.contacts.directory import Kind, Match, Outlet, find_outlet
from totalaudio.intel.enrichment.findings import Finding, Value
from totalaudio.intel.enrichment.steps.domains import own_domain
from totalaudio.intel.enrichment.steps.step import NOTHING, Case, Found

_FIELDS: Final = (
    "outlet",
    "outlet_kind",
    "format",
    "coverage",
    "country",
    "genres",
    "website",
)


class DirectoryStep:
    """Recognises an outlet by its name or by the domain of the address or website."""

    name = "directory"
    fields = frozenset(_FIELDS)

    def find(self, case: Case) -> Found:
        """What the directory says; where only the domain fits another name, only the country."""
        domain = own_domain(case.subject.email, case.text("website"))
        match = find_outlet(case.text("outlet"), domain, case.text("country"))
        return _found(match) if match else NOTHING


@lru_cache(maxsize=4_096)
def _found(match: Match) -> Found:
    outlet = match.outlet
    at = datetime.combine(outlet.checked, time(), UTC)
    source = f"outlet directory: {outlet.name}, by {match.by} ({outlet.basis})"
    fields = ("country",) if match.is_neighbour else _FIELDS
    return Found(
        tuple(
            Finding(field, value, "directory", source, None, None, at, match.confidence)
            for field in fields
            if (value := _value(outlet, field))
        )
    )


def _value(outlet: Outlet, field: str) -> Value:
    if field == "genres":
        return outlet.genres
    if field == "outlet":
        return outlet.name
    if field == "outlet_kind":
        return "" if outlet.kind is Kind.GROUP else outlet.kind.value
    return str(getattr(outlet, field))
