"""Small readings of single cells: lists in them, web addresses, addresses in the wrong column."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from totalaudio.contacts.genres import read_genres

_BREAKS: Final = re.compile(r"[;\n\r|]+")
_TAG_BREAKS: Final = re.compile(r"[,;\n\r|]+")
_SOCIAL_BREAKS: Final = re.compile(r"[\s,;|]+")
_HOST: Final = re.compile(r"(?:[\w\-]+\.)+[^\W\d_]{2,}(?::\d+)?", re.UNICODE)
_MAX_GENRES: Final = 40
_MAX_TEXT: Final = 2_000


def split_lines(text: str) -> tuple[str, ...]:
    """Split at semicolons, bars and line breaks, each part once."""
    return _distinct(_BREAKS.split(text))


def split_tags(text: str) -> tuple[str, ...]:
    """Split at commas too, each part once."""
    return _distinct(_TAG_BREAKS.split(text))


def split_socials(text: str) -> tuple[str, ...]:
    """Split links and handles at spaces and commas, each once, as they were written."""
    return _distinct(_SOCIAL_BREAKS.split(text))


def _distinct(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in map(str.strip, parts) if part))


@lru_cache(maxsize=16_384)
def genres_of(text: str) -> tuple[tuple[str, ...], str]:
    """Return the known genres of a cell, and the words in it that are none, joined by commas."""
    genres: dict[str, None] = {}
    unknown: dict[str, None] = {}
    # Part by part: cells differ more than the genres in them, and those are remembered.
    for part in split_tags(text[:_MAX_TEXT]):
        words = read_genres(part)
        genres.update(dict.fromkeys(words.genres))
        unknown.update(dict.fromkeys(words.unknown))
    return tuple(genres)[:_MAX_GENRES], ", ".join(unknown)


def is_web_address(text: str) -> bool:
    """Say whether the whole text is a link, with its scheme or beginning with www."""
    return text.lower().startswith(("http://", "https://", "www.")) and " " not in text


@lru_cache(maxsize=16_384)
def tidy_website(text: str) -> str:
    """Give a web address a scheme and a host in lower case; its path keeps its capitals."""
    given = text.strip()
    scheme, mark, rest = given.partition("://")
    if not mark:
        scheme, rest = "https", given
    host, slash, path = rest.partition("/")
    if not _HOST.fullmatch(host) or (mark and scheme.lower() not in {"http", "https"}):
        return given
    return f"{scheme.lower()}://{host.lower()}{slash}{path}"
