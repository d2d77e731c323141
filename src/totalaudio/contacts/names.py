"""Names as they were given: tidied at the edges, never respelt, never guessed."""

import re
import unicodedata
from typing import Final

_NOTHING: Final = frozenset(
    """
    - -- --- – — . .. ... ? ?? ??? / _ * n/a na n.a. n.a none null nil nan #n/a #ref! #value! #name? tbc tba tbd unknown
    (blank) blank undefined no-name
    """.split()
) | {"", "no name", "not known", "no email", "no e-mail"}
_SENDER: Final = re.compile(r"(?P<name>[^()]*\S)\s*\((?P<outlet>[^()]+)\)")
_PRONOUNS: Final = frozenset({"he", "him", "his", "she", "her", "hers", "they", "them", "theirs"})


def clean_text(text: str) -> str:
    """Trim, and make every run of spaces, line breaks and no-break spaces one space; all else is kept."""
    return " ".join(text.replace("\ufeff", "").split())


def is_placeholder(text: str) -> bool:
    """Say whether the text only stands for nothing, such as "n/a", "-" or "unknown"."""
    return text.strip().lower() in _NOTHING


def is_usable_name(text: str) -> bool:
    """Say whether there is a letter, a digit or a symbol such as an emoji in it, and it is no placeholder."""
    if is_placeholder(text):
        return False
    return any(char.isalnum() or unicodedata.category(char) == "So" for char in text)


def join_name(first: str, last: str) -> str:
    """Put a first and a last name together; either may be empty."""
    return f"{first} {last}".strip()


def split_outlet(text: str) -> tuple[str, str]:
    """Split "Name (Outlet)" into both; the second is '' when there is none or the brackets hold pronouns."""
    if not text.endswith(")"):
        return text, ""
    match = _SENDER.fullmatch(text)
    if match is None or _is_pronouns(match["outlet"]):
        return text, ""
    return match["name"].strip(), match["outlet"].strip()


def _is_pronouns(text: str) -> bool:
    return set(re.split(r"[\s/,]+", text.lower().strip())) <= _PRONOUNS
