"""Templates hold no code of their own, and everything that is named exists."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.urls import URLResolver, get_resolver

from tests.architecture.sources import (
    ROOT,
    calls,
    is_test,
    name_of,
    python_files,
    templates,
    texts,
)

# What the Content-Security-Policy refuses anyway, found before a browser does.
INLINE = {
    "style element": re.compile(r"<style\b", re.I),
    "script without src": re.compile(
        r"<script\b(?![^>]*\bsrc=)(?![^>]*application/(?:json|ld))", re.I
    ),
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "javascript address": re.compile(r"javascript:", re.I),
}
NAMED_IN_TAGS = re.compile(r"""{%\s*(?:extends|include)\s+["']([^"']+)["']""")
ROUTES_IN_TAGS = re.compile(r"""{%\s*url\s+["']([^"']+)["']""")
# Of allauth, there only when Google is configured; the templates ask first.
WITH_GOOGLE = {"google_login", "socialaccount_connections", "socialaccount_signup"}
TEMPLATE = re.compile(r"[\w.-]+(?:/[\w.-]+)+\.(?:html|txt)")


def test_templates_hold_no_code() -> None:
    found = [
        f"{name_of(path)}: {what}"
        for path in templates()
        for what, pattern in INLINE.items()
        if pattern.search(_without_comments(path.read_text(encoding="utf-8")))
    ]
    assert found == []


def test_every_named_template_exists() -> None:
    named = {name for path in _code() for name in texts(path) if TEMPLATE.fullmatch(name)}
    for path in templates():
        named |= set(NAMED_IN_TAGS.findall(path.read_text(encoding="utf-8")))
    assert len(named) > 30
    assert [name for name in sorted(named) if not _is_there(name)] == []


def test_every_named_route_exists() -> None:
    named = {
        name for path in templates() for name in ROUTES_IN_TAGS.findall(path.read_text("utf-8"))
    }
    for path in _code():
        for call in calls(path, "reverse", "redirect", "reverse_lazy"):
            first = call.args[0] if call.args else None
            if isinstance(first, ast.Constant) and not str(first.value).startswith(("/", ".")):
                named.add(str(first.value))
    assert len(named) > 10
    assert sorted(named - WITH_GOOGLE - set(_routes(get_resolver(), ""))) == []


@pytest.mark.parametrize(
    "code", ["<p style='x'>", "<a onclick=go()>", "<script>x</script>", "<style>"]
)
def test_code_in_a_template_would_be_found(code: str) -> None:
    assert any(pattern.search(code) for pattern in INLINE.values())


def _code() -> Iterator[Path]:
    return (path for path in python_files("src") if not is_test(path))


def _is_there(name: str) -> bool:
    if (ROOT / name).exists():  # a file of the repository, such as a lock
        return True
    try:
        get_template(name)
    except Exception:
        return False
    return True


def _without_comments(text: str) -> str:
    return re.sub(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", "", text, flags=re.S)


def _routes(resolver: URLResolver, space: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _routes(pattern, inner)
        elif pattern.name:
            yield f"{space}{pattern.name}"
