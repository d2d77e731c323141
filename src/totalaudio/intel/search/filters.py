"""The filters of the contact table: what can be chosen, what is chosen, and the links that drop it."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import QueryDict

from totalaudio.contacts.countries import country_name
from totalaudio.contacts.fields import EmailKind, Status
from totalaudio.contacts.searching import GAPS, NONE, Search

type Choices = tuple[tuple[str, str], ...]

KINDS: Final[Choices] = (
    (EmailKind.PERSON, "Person"),
    (EmailKind.DESK, "Desk, such as music@"),
    (EmailKind.ROLE, "Role, such as info@"),
    (EmailKind.FREE, "Free mail"),
    (EmailKind.DISPOSABLE, "Disposable"),
    (EmailKind.INVALID, "Not an address"),
)
STATUSES: Final[Choices] = (
    *((str(status), str(status).capitalize()) for status in Status),
    (NONE, "Never enriched"),
)
_FILTERS: Final = ("kind", "status", "country", "genre", "missing")
_SEARCHED: Final = ("q", *_FILTERS)


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on; following the link drops it."""

    label: str
    remove_url: str


def choices() -> dict[str, Choices]:
    """What each select of the filters offers."""
    return {
        "kinds": KINDS,
        "statuses": STATUSES,
        "gaps": tuple(GAPS.items()),
    }


def chips(search: Search, query: QueryDict) -> list[Chip]:
    """The filters that are on, in words."""
    labels = {
        "kind": dict(KINDS).get(search.kind, ""),
        "status": dict(STATUSES).get(search.status, ""),
        "country": country_name(search.country) if search.country else "",
        "genre": search.genre,
        "missing": GAPS.get(search.missing, ""),
    }
    return [Chip(label, "?" + kept(query, without=name)) for name, label in labels.items() if label]


def kept(query: QueryDict, *, without: str = "", **more: str) -> str:
    """The query string with the search, the filters and the order, without the place in the list."""
    pairs = [
        (name, str(query[name]))
        for name in (*_SEARCHED, "sort")
        if query.get(name) and name != without and name not in more
    ]
    return urlencode([*pairs, *more.items()])


def searched(query: QueryDict) -> list[tuple[str, str]]:
    """The search and the filters as the hidden fields of a form."""
    return [(name, str(query[name])) for name in _SEARCHED if query.get(name)]
