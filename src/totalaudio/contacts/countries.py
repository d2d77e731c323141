"""Country names and codes as people write them, to ISO 3166 alpha-2."""

from functools import cache, lru_cache
from typing import Final

import pycountry

_ALIASES: Final = {
    "uk": "GB",
    "u.k.": "GB",
    "great britain": "GB",
    "britain": "GB",
    "united kingdom of great britain and northern ireland": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "northern ireland": "GB",
    "eng": "GB",
    "usa": "US",
    "u.s.": "US",
    "u.s.a.": "US",
    "america": "US",
    "the united states": "US",
    "united states of america": "US",
    "eire": "IE",
    "éire": "IE",
    "republic of ireland": "IE",
    "ireland (republic of)": "IE",
    "holland": "NL",
    "the netherlands": "NL",
    "nederland": "NL",
    "deutschland": "DE",
    "españa": "ES",
    "espana": "ES",
    "italia": "IT",
    "österreich": "AT",
    "schweiz": "CH",
    "suisse": "CH",
    "belgique": "BE",
    "belgië": "BE",
    "sverige": "SE",
    "norge": "NO",
    "danmark": "DK",
    "suomi": "FI",
    "polska": "PL",
    "brasil": "BR",
    "méxico": "MX",
    "czech republic": "CZ",
    "russia": "RU",
    "south korea": "KR",
    "korea": "KR",
    "north korea": "KP",
    "turkey": "TR",
    "ivory coast": "CI",
    "uae": "AE",
    "cape verde": "CV",
    "macedonia": "MK",
    "vatican": "VA",
    "palestine": "PS",
    "kosovo": "XK",
}


@lru_cache(maxsize=8_192)
def country_code(text: str) -> str:
    """Return the alpha-2 code of a country's name or code, '' when it is not surely one."""
    key = " ".join(text.split()).casefold()
    if not key:
        return ""
    return _ALIASES.get(key) or _official().get(key, "")


def country_name(code: str) -> str:
    """Return the everyday English name of an alpha-2 code, or the code when it is not assigned."""
    country = pycountry.countries.get(alpha_2=code)
    if country is None:
        return code
    return str(getattr(country, "common_name", country.name))


@cache
def _official() -> dict[str, str]:
    codes: dict[str, str] = {}
    for country in pycountry.countries:
        for attribute in ("alpha_2", "alpha_3", "name", "official_name", "common_name"):
            name = getattr(country, attribute, None)
            if name:
                codes.setdefault(name.casefold(), country.alpha_2)
    return codes
