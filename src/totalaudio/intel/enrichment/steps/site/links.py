"""Which pages of a site are worth reading: how to send music, how to get in touch, about the outlet."""

import re
from functools import cache
from typing import Final
from urllib.parse import urldefrag, urlsplit

import tldextract

from totalaudio.intel.enrichment.steps.site.markup import Link, Markup

_WORTH: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"submi(t|ssion)|send[ _-]?(us[ _-])?(your[ _-])?music|demos?\b|upload",
        r"contact|get[ _-]in[ _-]touch",
        r"about|faq",
    )
)
_FEEDS: Final = ("application/rss+xml", "application/atom+xml")


@cache
def _suffixes() -> tldextract.TLDExtract:
    """The suffix list shipped with the package: nothing is fetched, nothing is written."""
    return tldextract.TLDExtract(
        suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True
    )


def registrable(url: str) -> str:
    """The domain that somebody registered, such as 'example.co.uk'; its last two labels else."""
    host = urlsplit(url).hostname or ""
    known = _suffixes()(host).top_domain_under_public_suffix
    return known or ".".join(host.split(".")[-2:])


def own_name(url: str) -> str:
    """The registered name without its ending: 'example' for example.co.uk and example.com."""
    return registrable(url).partition(".")[0]


def pages_to_read(home: Markup, most: int) -> tuple[str, ...]:
    """Addresses on the same site, those about sending music first, each page once."""
    ranked: dict[str, int] = {}
    for link in home.links:
        url = urldefrag(link.url).url
        rank = _rank(link)
        if rank is None or not _is_on(home.url, url):
            continue
        ranked[url] = min(rank, ranked.get(url, rank))
    return tuple(sorted(ranked, key=lambda url: ranked[url]))[:most]


def feed_of(home: Markup) -> str:
    """The address of the site's feed, '' when the page names none."""
    feeds = (one.url for one in home.links if one.media in _FEEDS and _is_on(home.url, one.url))
    return next(feeds, "")


def is_about_sending(url: str) -> bool:
    """Whether an address is that of a page on how to send music."""
    return bool(_WORTH[0].search(urlsplit(url).path))


def _is_on(home: str, url: str) -> bool:
    if urlsplit(url).scheme not in ("http", "https") or url == urldefrag(home).url:
        return False
    return registrable(url) == registrable(home)


def _rank(link: Link) -> int | None:
    if link.media:
        return None
    text = f"{urlsplit(link.url).path} {link.words}"
    return next((rank for rank, worth in enumerate(_WORTH) if worth.search(text)), None)
