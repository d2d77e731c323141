"""Incidents on the status page: those that go on in full, those that are over on a line each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from totalaudio_ops.status import words
from totalaudio_ops.status.html import Html, fill, join
from totalaudio_ops.status.model import Incident, Page, Update, utc

MOST: Final = 20


def open_incidents(page: Page, now: datetime) -> Html:
    """Each with what people were told, the latest first; so many that nobody reads them are counted."""
    shown = join(_open(one, now) for one in page.open[:MOST])
    return join([shown, _more(page.open)])


def past_incidents(page: Page, now: datetime) -> Html:
    """Those of the days that are shown, the latest first; what was told opens on demand."""
    past = page.past
    if not past:
        said = "None in the last 90 days." if not page.open else "None before."
        body = fill("<p class=muted>{said}</p>", said=said if page.as_of else "Not known.")
    else:
        items = join(_past(one, now) for one in past[:MOST])
        body = fill(
            '<ul role="list" class="list">{items}</ul>{more}', items=items, more=_more(past)
        )
    return fill(
        '<section aria-labelledby="past"><h2 id="past">Past incidents</h2>{body}</section>\n',
        body=body,
    )


def _more(past: Sequence[Incident]) -> Html:
    if len(past) <= MOST:
        return Html("")
    return fill('<p>{n} more in <a href="status.json">status.json</a>.</p>', n=len(past) - MOST)


def _open(one: Incident, now: datetime) -> Html:
    return fill(
        '<article class="incident" id="{ref}"><p class=level>{level} · {app}</p><h2>{title}</h2>'
        "<p class=when>{progress}. Since {start}, {lasted}.</p>{updates}<p class=ref>{ref}</p></article>\n",
        ref=one.ref,
        level=words.LEVELS.get(one.level, one.level),
        app=words.name_of(one.app),
        title=one.title,
        progress=words.PROGRESS[one.progress],
        start=words.moment(one.started_at),
        lasted=words.lasted(one, now),
        updates=_updates(one.updates),
    )


def _past(one: Incident, now: datetime) -> Html:
    told = _updates(one.updates)
    return fill(
        '<li id="{ref}"><h3>{title}</h3><p class=when>{day} · {app} · {level} · {lasted}</p>{told}</li>\n',
        ref=one.ref,
        title=one.title,
        day=words.day(utc(one.started_at).date()),
        app=words.name_of(one.app),
        level=words.LEVELS.get(one.level, one.level),
        lasted=words.lasted(one, now),
        told=fill("<details><summary>What was said</summary>{told}</details>", told=told)
        if told
        else Html(""),
    )


def _updates(updates: Sequence[Update]) -> Html:
    if not updates:
        return Html("")
    left = len(updates) - MOST
    earlier = (
        fill("<li><p>{n} earlier ones are in status.json.</p></li>", n=left)
        if left > 0
        else Html("")
    )
    items = join(
        fill("<li><time>{at}</time><p>{text}</p></li>", at=words.moment(one.at), text=one.text)
        for one in updates[:MOST]
    )
    return fill(
        '<ol role="list" class="updates">{items}{earlier}</ol>', items=items, earlier=earlier
    )
