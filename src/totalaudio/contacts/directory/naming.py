"""Compares outlet names: numbers and single letters exactly, long words with a little patience."""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

type Words = tuple[str, ...]

_NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_FILLERS = frozenset({"the", "fm", "dab", "uk", "com", "online", "www"})
_WORD = re.compile(r"[0-9]+(?:\.[0-9]+)?|[^\W\d_]+")
_TYPO_FROM = 5  # letters; shorter words differ by one letter and are different names
_ALIKE = 85  # per cent


@lru_cache(maxsize=16_384)
def words_of(name: str) -> Words:
    """The words that tell a name apart: folded, numbers as digits, 'The' and 'FM' left out."""
    lowered = name.casefold().replace("&", " and ").replace("'", "").replace("’", "")
    if not lowered.isascii():
        plain = unicodedata.normalize("NFKD", lowered)
        lowered = "".join(char for char in plain if not unicodedata.combining(char))
    found = [_NUMBERS.get(word, word) for word in _WORD.findall(lowered)]
    return tuple(word for word in found if word not in _FILLERS) or tuple(found)


def are_alike(one: Words, other: Words) -> bool:
    """Whether two names differ by typing errors in long words only."""
    if len(one) != len(other):
        return False
    return all(mine == its or _is_typo(mine, its) for mine, its in zip(one, other, strict=True))


def _is_typo(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _TYPO_FROM or not (one + other).isalpha():
        return False
    return fuzz.ratio(one, other) >= _ALIKE
