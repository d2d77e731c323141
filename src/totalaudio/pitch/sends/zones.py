"""In which zone somebody is, by their country: for hours in which mail may reach them."""

from functools import cache
from importlib.resources import files
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from totalaudio.contacts.countries import country_code

# Where most people of a country with several zones are; the list of zones begins elsewhere.
_BUSIEST: Final = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CD": "Africa/Kinshasa",
    "ID": "Asia/Jakarta",
    "KZ": "Asia/Almaty",
    "MX": "America/Mexico_City",
    "MN": "Asia/Ulaanbaatar",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
}
DEFAULT: Final = "Europe/London"


def zone_of(country: str, otherwise: str = DEFAULT) -> ZoneInfo:
    """The zone of a country's name or code; `otherwise` where it is not known."""
    code = country_code(country)
    return zone_named(_BUSIEST.get(code) or _first_zones().get(code) or otherwise)


def zone_named(name: str) -> ZoneInfo:
    """A zone by its name; London's when there is none of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(DEFAULT)


@cache
def _first_zones() -> dict[str, str]:
    """The first zone of each country, which is mostly the one with most people."""
    found: dict[str, str] = {}
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            code, _, zone = line.split("\t")[:3]
            found.setdefault(code, zone)
    return found
