"""Takes a page apart: text, links, data for machines. Pages are hostile: all of it is only text.

Parsed by libxml2, which stops at 256 levels. A parser that follows every level takes minutes for
one page of nested tags, as do some that rebuild open formatting tags.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin, urlsplit

from lxml import etree

from totalaudio.core.lib.fetching import Page

_BLOCKS: Final = frozenset(
    ["p", "div", "li", "ul", "ol", "br", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "tr"]
) | {"table", "section", "article", "header", "footer", "nav", "dt", "dd", "blockquote", "form"}
_UNSEEN: Final = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "title"})
_MOST_LINKS: Final = 1_000
_MOST_DATA: Final = 20


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads (absolute), its words, and for <link> its media type."""

    url: str
    words: str = ""
    media: str = ""


@dataclass(frozen=True, slots=True)
class Markup:
    """What one page says: lines of visible text, links, objects for machines, the site's name."""

    url: str
    lines: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    data: tuple[dict[str, object], ...] = ()
    site_name: str = ""
    has_form: bool = False


def read_markup(page: Page) -> Markup:
    """The parts of a page; of a page that cannot be parsed there are none."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    content = page.text.replace("\0", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        return Markup(page.url)
    return Markup(
        url=page.url,
        lines=tuple(_lines(root)),
        links=tuple(_links(root, page.url)),
        data=tuple(_data(root)),
        site_name=_site_name(root),
        has_form=any(_takes_text(form) for form in root.iter("form")),
    )


def _lines(root: "etree._Element") -> Iterator[str]:
    parts: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if element.tag in _BLOCKS:
            parts.append("\n")
        if event == "end":
            parts.append(element.tail or "")
        elif element.tag in _UNSEEN:
            walk.skip_subtree()
        else:
            parts.append(element.text or "")
    for line in "".join(parts).split("\n"):
        if plain := " ".join(line.split()):
            yield plain


def _links(root: "etree._Element", base: str) -> Iterator[Link]:
    for number, element in enumerate(root.iter("a", "link")):
        if number >= _MOST_LINKS:
            return
        url = _absolute(base, element.get("href") or "")
        if url:
            words = " ".join("".join(element.itertext()).split())[:200]
            yield Link(url, words, (element.get("type") or "").lower())


def _absolute(base: str, href: str) -> str:
    if not href:
        return ""
    try:
        url = urljoin(base, href.strip())
        scheme = urlsplit(url).scheme
    except ValueError:
        return ""
    return url if scheme in ("http", "https", "mailto", "tel") else ""


def _data(root: "etree._Element") -> Iterator[dict[str, object]]:
    scripts = [one for one in root.iter("script") if one.get("type") == "application/ld+json"]
    for script in scripts[:_MOST_DATA]:
        try:
            yield from _objects(json.loads(script.text or "", strict=False))
        except (ValueError, RecursionError):
            continue


def _objects(value: object) -> Iterator[dict[str, object]]:
    """The objects of a block of JSON-LD: itself, those of a list, and those of its graph."""
    if isinstance(value, list):
        for one in value:
            yield from _objects(one)
    elif isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"))


def _site_name(root: "etree._Element") -> str:
    for meta in root.iter("meta"):
        if meta.get("property") == "og:site_name":
            return " ".join((meta.get("content") or "").split())[:120]
    return ""


def _takes_text(form: "etree._Element") -> bool:
    return any(
        one.tag == "textarea" or (one.get("type") or "") in ("file", "url", "email")
        for one in form.iter("input", "textarea")
    )
