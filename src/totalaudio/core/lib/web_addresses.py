"""Addresses of the web that people give: to listen at, or as evidence."""

from typing import Final
from urllib.parse import urlsplit

LONGEST: Final = 2_000


def is_web_address(text: str) -> bool:
    """Whether it is a whole http or https address with a host, and nothing hidden in it."""
    if len(text) > LONGEST or any(char.isspace() or not char.isprintable() for char in text):
        return False
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and "." in host.strip(".")
