"""Counting searches: words looked for count once, however they were typed, and turning pages does not."""

from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest

from totalaudio.contacts.searching import Search
from totalaudio.core.metrics.names import Counter, Feature
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.intel.using import used


def count_search(request: HttpRequest, search: Search) -> None:
    """Count what the table was asked for, unless it is a further page or the same words typed on."""
    is_further = "after" in request.GET or "before" in request.GET
    if search.words and not is_further and not _is_typed_on(request):
        used(Feature.SEARCH, by=actor_of(request), counter=Counter.SEARCHES)


def _is_typed_on(request: HttpRequest) -> bool:
    """Whether the search box asked with more or fewer letters of the words that it showed before."""
    try:
        query = parse_qs(urlsplit(request.headers.get("HX-Current-URL", "")).query)
    except ValueError:  # no browser sends what is no address
        return False
    before = query.get("q", [""])[0].strip().casefold()
    now = request.GET.get("q", "").strip().casefold()
    return bool(before) and (now.startswith(before) or before.startswith(now))
