"""Incidents and maintenance as RSS 2.0: one entry for each thing that people were told; its guid never changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from totalaudio_ops.status.model import Incident, Page, Update, Window, utc
from totalaudio_ops.status.words import LEVELS, name_of, span

MOST: Final = 50
_ATOM: Final = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class _Item:
    guid: str
    at: datetime
    title: str
    text: str


def write_feed(page: Page, url: str) -> bytes:
    """The feed of a status page that is read under an address; the newest entries first."""
    base = url.rstrip("/") + "/"
    rss = Element("rss", {"version": "2.0", "xmlns:atom": _ATOM})
    channel = SubElement(rss, "channel")
    _texts(
        channel,
        title="Total Audio status",
        link=base,
        description="Incidents and maintenance of the Total Audio Platform.",
        language="en-gb",
        ttl="1",
    )
    SubElement(
        channel,
        "atom:link",
        {"href": f"{base}feed.xml", "rel": "self", "type": "application/rss+xml"},
    )
    for item in sorted(_items(page), key=lambda one: (one.at, one.guid), reverse=True)[:MOST]:
        _add(channel, item, base)
    written: str = tostring(rss, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{written}\n'.encode()


def _items(page: Page) -> Iterator[_Item]:
    for incident in page.incidents:
        yield from _of_incident(incident)
    for window in page.windows:
        yield _of_window(window)


def _of_incident(incident: Incident) -> Iterator[_Item]:
    about = f"{name_of(incident.app)}: {incident.title}"
    said = f"{LEVELS.get(incident.level, incident.level)}."
    yield _Item(f"{incident.ref}#opened", incident.started_at, about, said)
    for update in incident.updates:
        yield _Item(f"{incident.ref}#{_mark(update)}", update.at, about, update.text)
    if incident.resolved_at:
        yield _Item(
            f"{incident.ref}#resolved", incident.resolved_at, f"Over: {about}", "It is over."
        )


def _mark(update: Update) -> str:
    """Tells an update from all others of its incident, also from those that are written later for an earlier time."""
    digest = sha256(update.text.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{utc(update.at):%Y%m%dT%H%M%S%f}-{digest}"


def _of_window(window: Window) -> _Item:
    title = f"Maintenance of {name_of(window.app)}: {span(window.starts_at, window.ends_at)}"
    return _Item(f"maintenance-{window.id}", window.declared_at, title, window.reason)


def _add(channel: Element, item: _Item, base: str) -> None:
    entry = SubElement(channel, "item")
    anchor = item.guid.partition("#")[0]
    _texts(entry, title=item.title, link=f"{base}#{anchor}", description=item.text)
    SubElement(entry, "guid", {"isPermaLink": "false"}).text = f"totalaudio-status:{item.guid}"
    SubElement(entry, "pubDate").text = format_datetime(utc(item.at), usegmt=True)


def _texts(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = _allowed(text)


def _allowed(text: str) -> str:
    """Without what XML 1.0 cannot hold."""
    return "".join(
        c
        for c in text
        if c in "\t\n\r"
        or 0x20 <= ord(c) <= 0xD7FF
        or 0xE000 <= ord(c) <= 0xFFFD
        or ord(c) > 0xFFFF
    )
