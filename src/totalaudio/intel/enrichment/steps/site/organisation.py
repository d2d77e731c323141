"""What a page says about its outlet in data for machines (JSON-LD, schema.org); persons are left out."""

from collections.abc import Iterator
from typing import Final

import phonenumbers

from totalaudio.contacts.countries import country_code
from totalaudio.contacts.genres import parse_genres
from totalaudio.intel.enrichment.findings import Value
from totalaudio.intel.enrichment.steps.site.markup import Markup
from totalaudio.intel.enrichment.steps.site.socials import social_profiles

# schema.org type to the kind of outlet; '' where the type says only that it is an organisation.
_TYPES: Final = {
    "RadioStation": "station",
    "RadioSeries": "show",
    "BroadcastService": "station",
    "RadioBroadcastService": "station",
    "Periodical": "publication",
    "Newspaper": "publication",
    "NewsMediaOrganization": "publication",
    "Blog": "blog",
    "PodcastSeries": "podcast",
    "MusicPlaylist": "playlist",
    "Organization": "",
    "LocalBusiness": "",
    "EntertainmentBusiness": "",
}
_LONGEST: Final = 120


def stated(markup: Markup) -> Iterator[tuple[str, Value]]:
    """Field and value for all that the page states about its outlet."""
    for item in markup.data:
        kinds = [name for name in _texts(item.get("@type")) if name in _TYPES]
        if kinds:
            yield from _of_outlet(item, kinds[0])


def _of_outlet(item: dict[str, object], kind: str) -> Iterator[tuple[str, Value]]:
    country = _country(item)
    yield "outlet", _text(item.get("name"))
    yield "outlet_kind", _TYPES[kind]
    yield "country", country
    yield "genres", parse_genres(", ".join(_texts(item.get("genre"))))
    yield "phone", _phone(_text(item.get("telephone")), country)
    yield "socials", social_profiles(_texts(item.get("sameAs")))


def _country(item: dict[str, object]) -> str:
    for address in _list(item.get("address")):
        if isinstance(address, dict):
            country = address.get("addressCountry")
            name = country.get("name") if isinstance(country, dict) else country
            if code := country_code(_text(name)):
                return code
    return ""


def _phone(text: str, country: str) -> str:
    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _texts(value: object) -> list[str]:
    return [text for one in _list(value)[:50] if (text := _text(one))]


def _text(value: object) -> str:
    return " ".join(value.split())[:_LONGEST] if isinstance(value, str) else ""
