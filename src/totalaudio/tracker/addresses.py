"""Addresses of our pages, which another deployable may serve."""

from django.urls import NoReverseMatch, reverse


def address_of(route: str, *arguments: object) -> str:
    """The address of a route, '' when this process does not serve it."""
    try:
        return reverse(route, args=arguments)
    except NoReverseMatch:
        return ""
