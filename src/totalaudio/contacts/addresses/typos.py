"""Mistyped mail domains, and what was meant."""

from typing import Final

from rapidfuzz.distance import OSA

# Both sides are written out where a distance would be a guess, or where squatters are in the lists.
_TABLE: Final = {
    "gmial.com": "gmail.com",
    "gmil.com": "gmail.com",
    "gmali.com": "gmail.com",
    "gmaill.com": "gmail.com",
    "gnail.com": "gmail.com",
    "gamil.com": "gmail.com",
    "gmai.com": "gmail.com",
    "gmal.com": "gmail.com",
    "gmail.co": "gmail.com",
    "gmail.co.uk": "gmail.com",
    "gmail.cm": "gmail.com",
    "gmail.om": "gmail.com",
    "googlmail.com": "googlemail.com",
    "hotmial.com": "hotmail.com",
    "hotmai.com": "hotmail.com",
    "hotmail.co": "hotmail.com",
    "hotmail.cm": "hotmail.com",
    "hotnail.com": "hotmail.com",
    "homail.com": "hotmail.com",
    "hitmail.com": "hotmail.com",
    "otmail.com": "hotmail.com",
    "outlok.com": "outlook.com",
    "outloo.com": "outlook.com",
    "outllok.com": "outlook.com",
    "yaho.com": "yahoo.com",
    "yahho.com": "yahoo.com",
    "yhaoo.com": "yahoo.com",
    "ahoo.com": "yahoo.com",
    "vahoo.com": "yahoo.com",
    "yaho.co.uk": "yahoo.co.uk",
    "yahoo.co": "yahoo.com",
    "yahoo.com.uk": "yahoo.co.uk",
    "hotmail.com.uk": "hotmail.co.uk",
    "iclod.com": "icloud.com",
    "icoud.com": "icloud.com",
    "icloud.co": "icloud.com",
}

_BIG: Final = (
    "gmail.com",
    "googlemail.com",
    "hotmail.com",
    "hotmail.co.uk",
    "outlook.com",
    "yahoo.com",
    "yahoo.co.uk",
    "icloud.com",
    "btinternet.com",
    "virginmedia.com",
    "talktalk.net",
    "ntlworld.com",
    "blueyonder.co.uk",
    "protonmail.com",
    "live.co.uk",
)

# None of these is a top-level domain, so nothing real is lost by pointing at them.
_ENDINGS: Final = {
    "con": "com",
    "cmo": "com",
    "ocm": "com",
    "comm": "com",
    "cpm": "com",
    "c0m": "com",
    "coom": "com",
    "nte": "net",
    "ner": "net",
    "ogr": "org",
    "orgg": "org",
    "couk": "co.uk",
}

_LONG_NAME = 10


def correct_domain(domain: str, *, is_known: bool) -> str:
    """Return the domain that was probably meant, '' when this one is likely to be right.

    A domain in use (`is_known`) is only corrected when the table names it. The first letter must agree:
    ymail.com, email.com and mail.com are real.
    """
    if domain in _TABLE:
        return _TABLE[domain]
    if is_known or domain in _BIG:
        return ""
    name, _, ending = domain.rpartition(".")
    if ending in _ENDINGS:
        meant = f"{name}.{_ENDINGS[ending]}"
        return _TABLE.get(meant) or _nearest(meant) or meant
    return _nearest(domain)


def _nearest(domain: str) -> str:
    for big in _BIG:
        allowed = 2 if len(big.split(".", 1)[0]) >= _LONG_NAME else 1
        if domain[0] == big[0] and 0 < OSA.distance(domain, big, score_cutoff=allowed) <= allowed:
            return big
    return ""
