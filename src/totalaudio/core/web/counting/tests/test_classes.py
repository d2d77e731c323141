"""Every page has a class that was chosen for it, and there are few of them."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.core.web.counting.classes import CLASSES, NOT_COUNTED, class_of, declared
from totalaudio.core.web.products import product_at
from totalaudio_ops.requests.bounds import PLACES


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


ROUTES = sorted(set(routes(get_resolver().url_patterns)))


def is_counted(route: str) -> bool:
    return not f"/{route}".startswith(NOT_COUNTED)


def test_every_route_has_a_class() -> None:
    assert [route for route in ROUTES if is_counted(route) and declared(route) is None] == []


def test_no_class_is_declared_for_nothing() -> None:
    assert {class_of(route) for route in ROUTES if is_counted(route)} == set(CLASSES)


@pytest.mark.parametrize("app", ["audio-intel", "tracker", "pitch-generator"])
def test_an_app_has_at_most_twelve_classes_with_its_probes(app: str) -> None:
    found = {
        class_of(route)
        for route in ROUTES
        if is_counted(route) and product_at(route) in {app, "core"}
    }
    assert len(found) + 1 <= 12


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", "home"),
        ("/intel/", "home"),
        ("/accounts/login/", "sign-in"),
        ("/intel/runs/0190/", "enrichment"),
        ("/intel/contacts/", "contacts"),
        ("/tracker/board/", "board"),
        ("/pitch/texts/0190/check", "drafts"),
        ("/api/v1/contacts", "api"),
        ("/intel/nonsense", "other"),
        ("/intel", "other"),
        ("//", "other"),
        ("/wp-login.php", "other"),
    ],
)
def test_an_address_has_the_class_of_its_beginning(path: str, expected: str) -> None:
    assert class_of(path) == expected


@given(st.text())
def test_any_address_has_one_of_the_declared_classes(path: str) -> None:
    assert class_of(path) in CLASSES


def test_what_machines_ask_is_not_counted() -> None:
    assert [route for route in ROUTES if not is_counted(route)] == [
        "health",
        "health/live",
        "health/ready",
        "metrics",
    ]


def test_classes_are_what_the_database_takes() -> None:
    import re

    assert all(re.fullmatch("[a-z][a-z0-9:-]{0,39}", name) for name in CLASSES)
    assert PLACES == 21, "as ops.count_requests_v1 has it"
