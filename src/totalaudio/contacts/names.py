"""Names as they were given: tidied at the edges, never respelt, never guessed."""

import re
import unicodedata
from typing import Final

_NOTHING: Final = frozenset(
    "|- |-- |--- |– |— |. |.. |... |? |?? |??? |/ |_ |* |n/a |na |n.a. |n.a |none |null |nil |nan"
    " |#n/a |#ref! |#value! |#name? |tbc |tba |tbd |unknown |not known |(blank) |blank |undefined"
    " |no name |no email |no e-mail".replace(" |", "|").split("|")
)
_LONGEST_NOTHING: Final = 20
_SENDER: Final = re.compile(r"(?P<name>[^()]*\S)\s*\((?P<outlet>[^()]+)\)")
_PRONOUNS: Final = frozenset({"he", "him", "his", "she", "her", "hers", "they", "them", "theirs"})


def clean_text(text: str) -> str:
    """Trim, and make each run of spaces and line breaks one space; all else is kept."""
    if not text.isascii():
        text = text.replace("\ufeff", "")
    return " ".join(text.split())


def is_placeholder(text: str) -> bool:
    """Say whether the text only stands for nothing, such as "n/a", "-" or "unknown"."""
    return len(text) <= _LONGEST_NOTHING and text.strip().lower() in _NOTHING


def is_usable_name(text: str) -> bool:
    """Say whether it has a letter, a digit or a symbol such as an emoji, and is no placeholder."""
    if is_placeholder(text):
        return False
    return any(char.isalnum() or unicodedata.category(char) == "So" for char in text)


def join_name(first: str, last: str) -> str:
    """Put a first and a last name together; either may be empty."""
    return f"{first} {last}".strip()


def split_outlet(text: str) -> tuple[str, str]:
    """Split "Name (Outlet)" into both; brackets with pronouns, and those of a formula, stay with the name."""
    if not text.endswith(")") or text.startswith("="):
        return text, ""
    match = _SENDER.fullmatch(text)
    if match is None or _is_pronouns(match["outlet"]):
        return text, ""
    return match["name"].strip(), match["outlet"].strip()


def _is_pronouns(text: str) -> bool:
    return set(re.split(r"[\s/,]+", text.lower().strip())) <= _PRONOUNS
