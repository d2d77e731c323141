"""The page says it in words, shows only what is there, and lets nothing out of its place."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from xml.etree.ElementTree import ParseError, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode

from totalaudio_ops.apps import Deployable
from totalaudio_ops.status.document import read_document, write_document
from totalaudio_ops.status.feed import MOST, write_feed
from totalaudio_ops.status.model import Page, Sight, State, Update
from totalaudio_ops.status.rendering import NO_SIGHTS, render
from totalaudio_ops.status.tests.pages import HOUR, NOW, app, incident, page, resolved, window

HOSTILE = "<script>alert(1)</script>\"'&{}{title}]]>\x00\x1b\u202e"
URL = "https://status.example.com"


def shown(found: Page, sights: Mapping[Deployable, Sight] = NO_SIGHTS) -> LexborHTMLParser:
    return LexborHTMLParser(render(found, NOW, sights).decode())


def words(root: LexborHTMLParser, path: str) -> list[str]:
    return [said(found) for found in root.css(path)]


def said(node: LexborNode) -> str:
    return " ".join(node.text().split())


def items(found: Page) -> list[dict[str, str]]:
    channel = fromstring(write_feed(found, URL)).find("channel")
    assert channel is not None
    return [{part.tag: part.text or "" for part in item} for item in channel.findall("item")]


def test_a_quiet_page_says_so_first() -> None:
    root = shown(page())
    assert words(root, "h1") == ["Everything works."]
    assert words(root, ".say p") == ["Figures of 23 Nov 2026, 03:04 UTC."]
    assert words(root, ".app h3") == [
        "Audio Intel",
        "Tracker",
        "Pitch Generator",
        "Work in the background",
    ]
    assert words(root, ".app .state") == ["Works"] * 4
    assert words(root, "section:last-of-type p") == ["None in the last 90 days."]
    assert root.css(".incident, .window, .notice, script") == []


def test_ninety_bars_have_their_figures_and_gaps_are_said() -> None:
    one = app(figures={0: "100", 1: "99.95", 2: "99.00", 40: "12.34"})
    root = shown(page(one))
    bars = root.css("svg.bars rect")
    assert len(bars) == 90
    told = [(bar.attributes["class"], said(bar)) for bar in bars]
    assert told[-3:] == [
        ("w", "21 Nov 2026: 99.00 %"),
        ("g", "22 Nov 2026: 99.95 %"),
        ("g", "23 Nov 2026: 100 %"),
    ]
    assert told[49] == ("b", "14 Oct 2026: 12.34 %")
    assert [kind for kind, _ in told].count("n") == 86
    assert told[0] == ("n", "26 Aug 2026: no data")
    (label,) = [svg.attributes["aria-label"] for svg in root.css("svg.bars")]
    assert label == (
        "Tracker, 90 days: 12.34 %, least on 14 Oct 2026 with 12.34 %; 86 without data"
    )
    assert words(root, ".days summary") == ["3 days below 100 %"]
    assert words(root, ".days li") == [
        "22 Nov 2026 99.95 %",
        "21 Nov 2026 99.00 %",
        "14 Oct 2026 12.34 %",
    ]


def test_an_app_that_was_never_measured_says_so() -> None:
    root = shown(page(app(figures={}, measured=State.UNKNOWN)))
    assert words(root, ".ends") == ["26 Aug 2026no datatoday no data"]
    assert root.css("svg.bars")[0].attributes["aria-label"] == (
        "Tracker, 90 days: nothing was measured yet"
    )


@pytest.mark.parametrize("count", [1, 3])
def test_open_incidents_are_told_in_full(count: int) -> None:
    root = shown(page(incidents=tuple(incident(n + 1) for n in range(count))))
    assert words(root, ".incident h2") == ["Boards do not open"] * count
    assert words(root, ".incident .level") == ["A main feature is down · Tracker"] * count
    assert (
        words(root, ".incident .when")
        == ["We are working on it. Since 23 Nov 2026, 02:04 UTC, for 1 h so far."] * count
    )
    assert (
        words(root, ".updates li") == ["23 Nov 2026, 02:34 UTCWe are moving the database."] * count
    )


@pytest.mark.parametrize("count", [1, 3, 25])
def test_past_incidents_have_a_line_each(count: int) -> None:
    root = shown(page(incidents=tuple(resolved(n + 1, n + 1) for n in range(count))))
    assert len(root.css(".list > li")) == min(count, 20)
    assert words(root, ".list li .when")[0] == (
        "22 Nov 2026 · Tracker · A main feature is down · lasted 1 h"
    )
    more = [told for told in words(root, "section p") if "more in" in told]
    assert more == (["5 more in status.json."] if count == 25 else [])


def test_maintenance_now_and_to_come_stand_apart() -> None:
    root = shown(page(windows=(window(NOW), window(NOW + 5 * HOUR, Deployable.TRACKER))))
    assert words(root, "h1") == ["Everything is under maintenance."]
    assert words(root, ".window h2") == ["Maintenance of all apps"]
    assert words(root, ".window .when") == ["Until 23 Nov 2026, 04:04 UTC"]
    assert words(root, ".list li .when") == ["23 Nov 2026, 08:04 to 09:04 UTC"]


def test_old_figures_are_called_old_beside_what_is_seen_now() -> None:
    old = page(as_of=NOW - timedelta(minutes=93))
    root = shown(old, sights={Deployable.TRACKER: Sight(False, NOW)})
    assert words(root, "h1") == ["Tracker is down."]
    (notice,) = words(root, ".notice")
    assert notice == (
        "The figures are 1 h 33 min old. What reads them does not answer. "
        "How each app is now, this page sees by itself."
    )
    assert words(root, ".say p") == ["Checked at 03:04:30 UTC. Figures of 23 Nov 2026, 01:31 UTC."]
    assert words(root, ".app .state") == ["Not known", "Down", "Not known", "Not known"]


def test_nothing_that_people_write_becomes_markup() -> None:
    hostile = page(
        incidents=(
            incident(title=HOSTILE, updates=(Update(NOW, HOSTILE),), level=HOSTILE),
            incident(2, title=HOSTILE),
        ),
        windows=tuple(
            replace(window(NOW + n * HOUR), reason=HOSTILE, id=HOSTILE) for n in range(2)
        ),
    )
    text = render(hostile, NOW).decode()
    assert "<script" not in text
    root = LexborHTMLParser(text)
    assert "<script>alert(1)</script>\"'&{}{title}]]>" in words(root, ".incident h2")
    assert "\u202e" not in text
    assert "\x00" not in text


@given(st.text(max_size=50))
def test_any_text_leaves_the_page_and_the_feed_readable(text: str) -> None:
    found = page(incidents=(incident(title=text, updates=(Update(NOW, text),)),))
    body, feed = render(found, NOW), write_feed(found, URL)
    root = LexborHTMLParser(body.decode())
    assert len(root.css(".incident h2")) == 1
    assert len(root.css("main")) == 1
    assert etree.fromstring(feed).tag == "rss"


def test_the_page_is_small_on_a_bad_day() -> None:
    figures = dict.fromkeys(range(90), "99.51")
    found = page(
        *(app(name, figures=figures) for name in Deployable),
        incidents=tuple(resolved(n + 1, n + 1) for n in range(20)),
    )
    assert len(render(found, NOW)) < 100_000


def test_the_feed_is_valid_and_its_guids_are_stable() -> None:
    first = page(incidents=(incident(),), windows=(window(NOW + HOUR),))
    again = items(page(incidents=(incident(updates=(
        Update(NOW, "It is back."),
        Update(NOW - HOUR / 2, "We are moving the database."),
        Update(NOW - HOUR * 0.9, "Added later for an earlier time."),
    )),), windows=(window(NOW + HOUR),)))  # fmt: skip
    before = items(first)
    assert len(before) == 3
    assert {item["guid"] for item in before} <= {item["guid"] for item in again}
    assert len({item["guid"] for item in again}) == len(again) == 5
    assert again[0] == {
        "title": "Tracker: Boards do not open",
        "link": "https://status.example.com/#INC-2026-11-23-001",
        "description": "It is back.",
        "guid": again[0]["guid"],
        "pubDate": "Mon, 23 Nov 2026 03:04:30 GMT",
    }
    assert "Maintenance of All apps: 23 Nov 2026, 04:04 to 05:04 UTC" in [
        item["title"] for item in again
    ]


def test_the_feed_has_what_readers_ask_for() -> None:
    root = etree.fromstring(write_feed(page(), URL))
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    assert [child.tag for child in root[0]][:3] == ["title", "link", "description"]
    link = root[0].find("{http://www.w3.org/2005/Atom}link")
    assert link is not None
    assert dict(link.attrib) == {
        "href": "https://status.example.com/feed.xml",
        "rel": "self",
        "type": "application/rss+xml",
    }


def test_the_feed_ends_somewhere() -> None:
    many = page(incidents=tuple(resolved(n + 1, n) for n in range(80)))
    assert len(items(many)) == MOST


def test_what_xml_cannot_hold_is_left_out() -> None:
    feed = write_feed(page(incidents=(incident(title=HOSTILE),)), URL)
    with pytest.raises(ParseError):
        fromstring(b"<a>\x00</a>")
    assert fromstring(feed).findtext("channel/item/title", "").startswith("Tracker: <script>")


def test_the_document_is_read_back_as_it_was() -> None:
    found = page(
        app(figures={0: "99.95", 3: "0.00"}),
        incidents=(incident(), resolved(2, 5)),
        windows=(window(NOW),),
    )
    assert read_document(write_document(found, NOW, {})) == found
    assert read_document(write_document(page(as_of=None), NOW, {})) == page(as_of=None)


def test_the_document_has_the_keys_that_are_promised() -> None:
    found = page(app(), incidents=(incident(),), windows=(window(NOW + HOUR),))
    sights = {Deployable.TRACKER: Sight(False, NOW)}
    told = json.loads(write_document(found, NOW, sights))
    assert list(told) == ["version", "as_of", "checked_at", "apps", "incidents", "maintenance"]
    assert (told["version"], told["as_of"]) == (1, "2026-11-23T03:04:30Z")
    assert told["checked_at"] == told["as_of"]
    (one,) = told["apps"]
    days = one.pop("days")
    assert one == {
        "app": "tracker",
        "name": "Tracker",
        "state": "down",
        "measured": "operational",
        "availability": 100,
    }
    assert days[-2:] == [
        {"day": "2026-11-22", "availability": None},
        {"day": "2026-11-23", "availability": 100},
    ]
    assert list(told["incidents"][0]) == [
        "ref", "app", "level", "title", "progress", "started_at", "resolved_at", "updates",
    ]  # fmt: skip
    assert list(told["maintenance"][0]) == [
        "id", "app", "starts_at", "ends_at", "reason", "declared_at",
    ]  # fmt: skip


@pytest.mark.parametrize("text", [b"", b"{}", b"[]", b"\xff", b'{"version": 2}'])
def test_what_is_no_document_is_refused(text: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_document(text)
