"""Renders templates and the page of all pieces as a signed-out visitor gets them."""

from typing import Any

from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from selectolax.lexbor import LexborHTMLParser, LexborNode

from totalaudio.core.ui.views import pieces


def request(path: str = "/ui/", **cookies: str) -> HttpRequest:
    """Make a request that has gone through no middleware."""
    made = RequestFactory().get(path)
    made.COOKIES.update(cookies)
    return made


def render(source: str, **context: Any) -> str:
    """Render a piece of a template with the tags loaded."""
    template = engines["django"].from_string("{% load ui %}" + source)
    return str(template.render(context, request()))


def only(html: str, selector: str) -> LexborNode:
    """Give the one element that a selector finds."""
    found = LexborHTMLParser(html).css(selector)
    assert len(found) == 1, f"{selector} finds {len(found)} elements"
    return found[0]


def page(path: str = "/ui/", **cookies: str) -> str:
    """Give the page of all pieces as HTML."""
    return pieces(request(path, **cookies)).content.decode()
