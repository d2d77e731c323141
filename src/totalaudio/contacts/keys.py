"""Which contact a row means: by its address, else by its name at its outlet."""

import unicodedata
from functools import lru_cache
from hashlib import sha256
from typing import Final

# Letters that Unicode does not take apart into a plain letter and an accent.
_PLAIN: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h"}
)
# An index entry must stay under a third of a page of PostgreSQL; a longer key ends in its digest.
_LONGEST: Final = 200


def match_key(email_key: str, name: str, outlet: str) -> str:
    """The key that is equal for rows of the same contact: `e:<address>`, else `n:<name>|<outlet>`."""
    if email_key:
        return f"e:{email_key}"
    return f"n:{_short(_folded(name))}|{outlet_key(outlet)}"


@lru_cache(maxsize=16_384)
def outlet_key(name: str) -> str:
    """The key that is equal for spellings of an outlet that differ in capitals, accents, marks or spaces."""
    return _short(_folded(name))


def _folded(text: str) -> str:
    lowered = text.casefold().replace("&", " and ").replace("'", "").replace("’", "")
    if not lowered.isascii():
        apart = unicodedata.normalize("NFKD", lowered.translate(_PLAIN))
        lowered = "".join(char for char in apart if not unicodedata.combining(char)).casefold()
    words = "".join(char if _tells_apart(char) else " " for char in lowered)
    return " ".join(words.split()) or " ".join(lowered.replace("|", " ").split())


def _tells_apart(char: str) -> bool:
    """Letters, digits, vowel signs and symbols such as an emoji or a plus do; marks do not."""
    return char.isalnum() or (unicodedata.category(char)[0] in "MS" and char not in "|`^~")


def _short(key: str) -> str:
    if len(key) <= _LONGEST:
        return key
    return f"{key[:_LONGEST]} #{sha256(key.encode('utf-8', 'replace')).hexdigest()[:32]}"
