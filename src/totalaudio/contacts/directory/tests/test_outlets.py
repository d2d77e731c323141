"""Every entry of the directory is sound: known words only, no persons, nothing twice."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

import pycountry
import tldextract

from totalaudio.contacts import genres
from totalaudio.contacts.directory import Kind, Outlet, is_mail_provider, outlets
from totalaudio.contacts.directory.naming import words_of

DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
REGISTRABLE = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
FORMATS = {
    "adult alternative", "adult contemporary", "alternative", "americana", "asian music", "children",
    "christian music", "classic hits", "classical", "community", "country", "culture magazine", "dance",
    "eclectic", "editorial playlist", "folk", "freeform", "hit music", "jazz", "label", "music blog",
    "music magazine", "music podcast", "new music show", "new music station", "newspaper", "playlist brand",
    "rock", "soul", "specialist show", "speech", "speech and music", "streaming service", "student",
    "trade press", "urban", "video sessions",
}  # fmt: skip


def offenders(wrong: Callable[[Outlet], object]) -> list[str]:
    return [outlet.name for outlet in outlets() if wrong(outlet)]


def test_there_are_many_outlets_of_each_region() -> None:
    by_country = Counter(outlet.country for outlet in outlets())
    assert len(outlets()) >= 150
    assert by_country["GB"] >= 100
    assert sum(by_country[code] for code in ("US", "CA")) >= 50
    assert sum(by_country[code] for code in ("DE", "FR", "NL", "IE", "IT", "ES")) >= 50
    assert by_country["AU"] >= 15


def test_the_united_kingdom_comes_first_then_europe_north_america_and_australia() -> None:
    regions = [_region(outlet.country) for outlet in outlets() if outlet.name not in _NEAR_OWNER]
    assert regions == sorted(regions)


# Editorial playlists stand below the Swedish group that owns them.
_NEAR_OWNER = {outlet.name for outlet in outlets() if outlet.parent == "Spotify"}


def _region(country: str) -> int:
    return {"GB": 0, "US": 2, "CA": 2, "MX": 2, "AU": 3, "NZ": 3}.get(country, 1)


def test_names_and_aliases_tell_outlets_apart() -> None:
    words = Counter(
        (words_of(name), outlet.name)[0]
        for outlet in outlets()
        for name in {words_of(name): name for name in (outlet.name, *outlet.aliases)}.values()
    )
    assert [name for name, count in words.items() if count > 1] == []


def test_a_domain_has_one_owner_and_is_written_plainly() -> None:
    domains = Counter(domain for outlet in outlets() for domain in outlet.domains)
    assert [domain for domain, count in domains.items() if count > 1] == []
    assert [domain for domain in domains if not DOMAIN.fullmatch(domain)] == []
    assert [
        domain for domain in domains if not REGISTRABLE(domain).top_domain_under_public_suffix
    ] == []


def test_no_mail_provider_is_an_outlet() -> None:
    assert [one for outlet in outlets() for one in outlet.domains if is_mail_provider(one)] == []


def test_countries_genres_and_formats_are_known_words() -> None:
    def wrong(outlet: Outlet) -> bool:
        return (
            pycountry.countries.get(alpha_2=outlet.country) is None
            or not set(outlet.genres) <= genres.names()
            or (outlet.format not in FORMATS and outlet.kind is not Kind.GROUP)
            or outlet.coverage not in {"local", "regional", "national", "international"}
        )

    assert offenders(wrong) == []


def test_websites_are_plain_https_addresses() -> None:
    def wrong(outlet: Outlet) -> bool:
        parts = urlsplit(outlet.website)
        return bool(outlet.website) and (
            parts.scheme != "https"
            or not DOMAIN.fullmatch(parts.hostname or "")
            or bool(parts.query)
        )

    assert offenders(wrong) == []


def test_a_parent_is_an_outlet_of_the_directory() -> None:
    names = {outlet.name for outlet in outlets()}
    assert offenders(lambda outlet: outlet.parent and outlet.parent not in names) == []
    assert offenders(lambda outlet: outlet.parent == outlet.name) == []


def test_every_entry_says_how_sure_it_is_when_it_was_checked_and_on_what_basis() -> None:
    def wrong(outlet: Outlet) -> bool:
        in_time = date(2026, 1, 1) <= outlet.checked
        return not (0.5 <= outlet.confidence <= 0.95 and in_time and outlet.basis)

    assert offenders(wrong) == []


def test_no_entry_names_a_person_or_an_address() -> None:
    def wrong(outlet: Outlet) -> bool:
        text = " ".join((outlet.name, *outlet.aliases, *outlet.short_names, outlet.website))
        return "@" in text or " with " in text or " by " in text

    assert offenders(wrong) == []
