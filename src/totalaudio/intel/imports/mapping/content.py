"""What the values of a column look like, counted over a sample."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from totalaudio.contacts.countries import country_code
from totalaudio.contacts.genres import read_genres
from totalaudio.contacts.names import is_placeholder
from totalaudio.intel.imports.mapping.targets import Target

_EMAIL: Final = re.compile(r"[^\s@]@[^\s@]+\.\w|\[\s*at\s*\]|\(\s*at\s*\)", re.I)
_WEBSITE: Final = re.compile(
    r"(https?://|www\.)\S+|[\w\-]+(\.[\w\-]+)*\.(com|co\.uk|org|net|fm|uk|io|de|fr|tv)(/\S*)?", re.I
)
_SOCIAL: Final = re.compile(
    r"@[\w.]+|\S*\b(instagram|twitter|facebook|tiktok|soundcloud|linkedin|mixcloud|youtube|bsky|threads)\.\S+",
    re.I,
)
_PHONE: Final = re.compile(r"[+(]?[\d\s().\-/+]{7,24}(\s*(ext|x)\.?\s*\d+)?", re.I)
_OUTLET: Final = re.compile(
    r"\b(radio|fm|bbc|music|magazine|mag|podcast|records|blog|tv|show|news|times|sound|sounds|playlist|press|review)\b",
    re.I,
)
_PERSON: Final = re.compile(r"[^\W\d_][\w'’.\-]*( [^\W\d_][\w'’.\-]*){1,3}")
_LONG: Final = 60
_ENOUGH_DIGITS: Final = 7


@dataclass(frozen=True, slots=True)
class Votes:
    """How many of the values that are not empty look like what, as shares of 1."""

    filled: int
    email: float = 0.0
    website: float = 0.0
    social: float = 0.0
    phone: float = 0.0
    country: float = 0.0
    genres: float = 0.0
    outlet: float = 0.0
    person: float = 0.0
    long: float = 0.0

    def best(self) -> tuple[Target, float]:
        """Return what the values look like most, and the share; SKIP when nothing stands out."""
        certain = {
            Target.EMAIL: self.email,
            Target.SOCIALS: self.social,
            Target.WEBSITE: self.website,
            Target.PHONE: self.phone,
            Target.COUNTRY: self.country,
            Target.GENRES: self.genres,
        }
        target = max(certain, key=lambda key: certain[key])
        return (target, certain[target]) if certain[target] >= 0.5 else (Target.SKIP, 0.0)


def count_votes(values: Sequence[str]) -> Votes:
    """Count what the values of one column look like."""
    texts = [text[:300] for value in values if not is_placeholder(text := value.strip())]
    if not texts:
        return Votes(0)

    def share(hits: Sequence[bool]) -> float:
        return round(sum(hits) / len(hits), 3)

    return Votes(
        filled=len(texts),
        email=share([bool(_EMAIL.search(text)) for text in texts]),
        website=share([bool(_WEBSITE.fullmatch(text)) for text in texts]),
        social=share([bool(_SOCIAL.fullmatch(text)) for text in texts]),
        phone=share([_is_phone(text) for text in texts]),
        country=share([bool(country_code(text)) for text in texts]),
        genres=share([_is_genres(text) for text in texts]),
        outlet=share([bool(_OUTLET.search(text)) for text in texts]),
        person=share([bool(_PERSON.fullmatch(text)) for text in texts]),
        long=share([len(text) > _LONG for text in texts]),
    )


def _is_phone(text: str) -> bool:
    return bool(_PHONE.fullmatch(text)) and sum(map(str.isdigit, text)) >= _ENOUGH_DIGITS


def _is_genres(text: str) -> bool:
    words = read_genres(text)
    return len(words.genres) > len(words.unknown)
