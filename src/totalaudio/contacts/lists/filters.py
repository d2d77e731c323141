"""The filter of a saved list: a search as it stands in the address of the contact table."""

from urllib.parse import parse_qs, urlencode

from totalaudio.contacts.countries import country_name
from totalaudio.contacts.searching import GAPS, NONE, Search, read_search

_SAID_OF_STATUS = {NONE: "never enriched"}


def read_filter(query: str) -> Search:
    """The search that a query string means; what it says beyond that, such as an order, is left out."""
    return read_search(parse_qs(query, max_num_fields=100))


def write_filter(search: Search) -> str:
    """The query string of a search, always the same for the same search; '' for everything."""
    named = {
        "q": " ".join(search.words),
        "kind": search.kind,
        "status": search.status,
        "country": search.country,
        "genre": search.genre,
        "missing": search.missing,
    }
    return urlencode([(name, value) for name, value in named.items() if value])


def words_of(search: Search) -> list[str]:
    """What a filter asks for, in words."""
    said = [f"“{' '.join(search.words)}”"] if search.words else []
    said += [f"kind of address: {search.kind}"] if search.kind else []
    if search.status:
        said.append(_SAID_OF_STATUS.get(search.status, search.status))
    said += [country_name(search.country)] if search.country else []
    said += [search.genre] if search.genre else []
    return [*said, GAPS[search.missing].lower()] if search.missing else said
