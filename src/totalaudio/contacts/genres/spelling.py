"""One spelling per genre name, so that 'Hip-Hop', 'hip hop' and 'HIP HOP' are the same word."""

import unicodedata


def fold(text: str) -> str:
    """Lower case without accents, hyphens or doubled spaces, with '&' written as 'and'."""
    lowered = text.casefold()
    if not lowered.isascii():
        plain = unicodedata.normalize("NFKD", lowered)
        lowered = "".join(char for char in plain if not unicodedata.combining(char))
        lowered = lowered.translate(_PUNCTUATION)
    lowered = lowered.replace("&", " and ").replace("-", " ").replace("'", "").replace("_", " ")
    return " ".join(lowered.strip(' .!#"()[]').split())


_PUNCTUATION = str.maketrans(
    {"‐": "-", "‑": "-", "–": "-", "—": "-", "’": None, "‘": None, "“": None, "”": None}
)
