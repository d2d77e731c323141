"""Hostile pages are read in time and give text, never trouble."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.core.lib.fetching import Page
from totalaudio.intel.enrichment.steps.site.markup import Markup, read_markup

URL = "https://station.example/"


def read(html: str | bytes) -> Markup:
    body = html.encode() if isinstance(html, str) else html
    return read_markup(Page(URL, 200, "text/html", "utf-8", body))


def test_visible_text_comes_in_lines_without_scripts() -> None:
    markup = read(
        "<title>T</title><p>Send <b>WAV</b> files.</p>tail<script>no()</script>"
        "<ul><li>one<li>two</ul><style>x{}</style>"
    )
    assert markup.lines == ("Send WAV files.", "tail", "one", "two")


def test_links_are_absolute_and_only_of_kinds_that_we_know() -> None:
    markup = read(
        "<a href='/contact'>Get <b>in</b> touch</a><a href='mailto:music@station.example'>m</a>"
        "<a href='javascript:alert(1)'>x</a><a href='http://['>y</a><a>z</a>"
    )
    assert [(link.url, link.words) for link in markup.links] == [
        ("https://station.example/contact", "Get in touch"),
        ("mailto:music@station.example", "m"),
    ]


def test_data_for_machines_is_found_in_lists_and_graphs_and_broken_blocks_are_passed_over() -> None:
    markup = read(
        "<script type='application/ld+json'>{broken</script>"
        "<script type='application/ld+json'>[{\"a\": 1}]</script>"
        '<script type=\'application/ld+json\'>{"@graph": [{"b": 2}]}</script>'
    )
    assert markup.data == ({"a": 1}, {"@graph": [{"b": 2}]}, {"b": 2})


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 250_000,
        "".join(f"<b id={number}>" for number in range(20_000)) + "<p>" * 50_000,
        "<a href='/contact'>" * 60_000,
        "<table>" * 150_000 + "x",
        "<script>" * 150_000,
        "<!--" * 300_000,
        "<script type='application/ld+json'>" + "[" * 1_000_000 + "</script>",
        "<" * 1_000_000,
        "&" * 1_000_000,
        "\0" * 1_000_000,
    ],
    ids=[
        "deep",
        "formatting",
        "links",
        "tables",
        "scripts",
        "comments",
        "json",
        "lt",
        "amp",
        "nul",
    ],
)
def test_a_page_made_to_be_slow_is_read_in_a_few_seconds(html: str) -> None:
    began = time.monotonic()
    read(html)
    assert time.monotonic() - began < 5.0


@given(st.text(max_size=300) | st.binary(max_size=300))
def test_any_bytes_can_be_read(html: str | bytes) -> None:
    body = html.encode("utf-8", "replace") if isinstance(html, str) else html
    assert read(body).url == URL
