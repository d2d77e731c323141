"""The status page as one HTML file that needs no script: words first, then each app, then what was and what comes."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from totalaudio_ops.apps import Deployable
from totalaudio_ops.status import words
from totalaudio_ops.status.bars import bars, troubled
from totalaudio_ops.status.html import Html, fill, join
from totalaudio_ops.status.incidents import open_incidents, past_incidents
from totalaudio_ops.status.model import (
    AppDays,
    Page,
    Sight,
    State,
    is_now,
    state_of,
    utc,
)

NO_SIGHTS: Final[Mapping[Deployable, Sight]] = {}
_PAGE: Final = (Path(__file__).parent / "assets" / "page.html").read_text(encoding="utf-8")
_ORDER: Final = (State.DOWN, State.DEGRADED, State.MAINTENANCE, State.UNKNOWN, State.OPERATIONAL)


def render(page: Page, now: datetime, sights: Mapping[Deployable, Sight] = NO_SIGHTS) -> bytes:
    """The page at this moment, with what was just seen of the apps."""
    states = {one.app: state_of(one, page, now, sights.get(one.app)) for one in page.apps}
    said = words.headline(states) if states else "How it is now is not known."
    worst = next((state for state in _ORDER if state in states.values()), State.UNKNOWN)
    return fill(
        _PAGE,
        title=said,
        headline=said,
        worst=worst.value,
        icon=icon(worst),
        as_of=_as_of(page, sights),
        notice=_notice(page, now, sights),
        incidents=open_incidents(page, now),
        now=_maintenance(page, now),
        apps=join(_app(one, states[one.app]) for one in page.apps),
        coming=_coming(page, now),
        past=past_incidents(page, now),
    ).encode()


def icon(state: State) -> Html:
    """The sign of a state; its word always stands beside it."""
    return fill('<svg class="sign {s}" aria-hidden="true"><use href="#{s}"/></svg>', s=state.value)


def _as_of(page: Page, sights: Mapping[Deployable, Sight]) -> Html:
    seen = max((sight.at for sight in sights.values()), default=None)
    said = f"Checked at {utc(seen):%H:%M:%S} UTC. " if seen else ""
    if page.as_of is None:
        return fill("<p>{said}No figures were read yet.</p>", said=said)
    return fill("<p>{said}Figures of {at}.</p>", said=said, at=_time(page.as_of))


def _notice(page: Page, now: datetime, sights: Mapping[Deployable, Sight]) -> Html:
    if not sights or page.as_of is None or not page.is_old(now):
        return Html("")
    return fill(
        '<div class="notice"><p><b>The figures are {age} old.</b> What reads them does not answer. How each app is now,'
        " this page sees by itself.</p></div>\n",
        age=words.length(now - page.as_of),
    )


def _app(one: AppDays, state: State) -> Html:
    name = words.name_of(one.app)
    return fill(
        '<article class="app"><h3>{name}</h3><p class="state {state}">{icon}{word}</p>\n{bars}\n'
        '<p class="ends"><span>{first}</span><b>{mean}</b><span>today {today}</span></p>{troubled}</article>\n',
        name=name,
        state=state.value,
        icon=icon(state),
        word=words.STATES[state],
        bars=bars(one, name),
        first=words.day(one.days[0].day) if one.days else "",
        mean=words.percent(one.availability),
        today=words.percent(one.days[-1].availability) if one.days else "no data",
        troubled=troubled(one.days),
    )


def _maintenance(page: Page, now: datetime) -> Html:
    return join(
        fill(
            '<section class="window" id="maintenance-{id}"><h2>{icon}Maintenance of {app}</h2><p>{reason}</p>'
            "<p class=when>Until {end}</p></section>\n",
            id=one.id,
            icon=icon(State.MAINTENANCE),
            app=words.name_of(one.app).lower() if one.app is None else words.name_of(one.app),
            reason=one.reason,
            end=_time(one.ends_at),
        )
        for one in page.windows
        if is_now(one, now)
    )


def _coming(page: Page, now: datetime) -> Html:
    coming = [one for one in page.windows if one.starts_at > now]
    if not coming:
        return Html("")
    items = join(
        fill(
            '<li id="maintenance-{id}"><h3>{app}</h3><p>{reason}</p><p class=when>{span}</p></li>\n',
            id=one.id,
            app=words.name_of(one.app),
            reason=one.reason,
            span=words.span(one.starts_at, one.ends_at),
        )
        for one in coming
    )
    return fill(
        '<section aria-labelledby="coming"><h2 id="coming">Maintenance to come</h2>'
        '<ul role="list" class="list">{items}</ul></section>\n',
        items=items,
    )


def _time(at: datetime) -> Html:
    return fill(
        '<time datetime="{iso}">{said}</time>', iso=utc(at).isoformat(), said=words.moment(at)
    )
