"""Addresses: of our pages, which another deployable may serve; and of the web, which may stand as evidence."""

from typing import Final
from urllib.parse import urlsplit

from django.urls import NoReverseMatch, reverse

LONGEST: Final = 2_000


def address_of(route: str, *arguments: object) -> str:
    """The address of a route, '' when this process does not serve it."""
    try:
        return reverse(route, args=arguments)
    except NoReverseMatch:
        return ""


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
