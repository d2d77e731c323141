"""Compares outlet names: numbers and single letters exactly, long words with a little patience."""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

type Words = tuple[str, ...]

_NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_FILLERS = frozenset({"fm", "dab", "com", "online", "www"})
_WORD = re.compile(r"[0-9]+(?:\.[0-9]+)?|[^\W\d_]+")
_LONGEST = 120  # characters of a name that are compared
_TYPO_FROM = 5  # letters; shorter words that differ by a letter are different names
_ALIKE = 85  # per cent


@lru_cache(maxsize=16_384)
def words_of(name: str) -> Words:
    """The words that tell a name apart: folded, numbers as digits, a leading 'The' left out.

    Words such as 'FM' are left out where two others remain: 'Jazz FM' is more than 'Jazz'.
    """
    lowered = name[:_LONGEST].casefold().replace("&", " and ").replace("'", "").replace("’", "")
    if not lowered.isascii():
        plain = unicodedata.normalize("NFKD", lowered)
        lowered = "".join(char for char in plain if not unicodedata.combining(char))
    found = [_NUMBERS.get(word, word) for word in _WORD.findall(lowered)]
    if len(found) > 1 and found[0] == "the":
        del found[0]
    telling = [word for word in found if word not in _FILLERS]
    return tuple(telling if len(telling) > 1 else found)


def are_alike(one: Words, other: Words) -> bool:
    """Whether two names differ by typing errors in long words only."""
    if len(one) != len(other):
        return False
    return all(mine == its or _is_typo(mine, its) for mine, its in zip(one, other, strict=True))


def _is_typo(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _TYPO_FROM or not (one + other).isalpha():
        return False
    return fuzz.ratio(one, other) >= _ALIKE
