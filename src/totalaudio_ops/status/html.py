"""HTML out of small templates: whatever is put in is escaped, unless it is HTML itself."""

from collections.abc import Iterable
from html import escape


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def fill(template: str, **values: object) -> Html:
    """Put values into the places of a template; text is escaped."""
    safe = {
        name: value if isinstance(value, Html) else escape(_printable(str(value)))
        for name, value in values.items()
    }
    return Html(template.format(**safe))


def join(parts: Iterable[Html]) -> Html:
    """Parts of a page, one after another."""
    return Html("".join(parts))


def _printable(text: str) -> str:
    """Without what no reader shows, and what turns the direction of the text that follows."""
    return "".join(c for c in text if c in "\n\t" or (c.isprintable() and c not in _TURNS))


_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
