"""Safe fetching: the guard between addresses that others gave and the network that we are in."""

from totalaudio.core.lib.fetching.errors import (
    FetchError,
    FetchFailedError,
    FetchRefusedError,
)
from totalaudio.core.lib.fetching.fetcher import FEEDS, PAGES, TEXTS, Fetcher, Limits
from totalaudio.core.lib.fetching.pages import Page
from totalaudio.core.lib.fetching.public import is_public

__all__ = [
    "FEEDS",
    "PAGES",
    "TEXTS",
    "FetchError",
    "FetchFailedError",
    "FetchRefusedError",
    "Fetcher",
    "Limits",
    "Page",
    "is_public",
]
