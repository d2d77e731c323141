"""Every route, everybody: the product answers what routes.toml declares, and shows nobody another's rows."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path
from pytest_django import DjangoDbBlocker

from tests.isolation.people import ACTORS, ALICES, Insider
from tests.isolation.routes import ARGUMENTS, GROUP_OF, GROUPS, POSTED, Route, all_routes, expected
from tests.isolation.world import World
from tests.support.database import Urls, connect
from totalaudio.core.accounts.models import User
from totalaudio.core.lib.access import everybody

ROUTES = {route.pattern: route for route in all_routes()}
DECLARED = sorted(set(ROUTES) & set(GROUP_OF))


# Operators see everybody's payments, what Stripe delivered, and the names of flags that somebody has overridden.
SHOWN_TO_OUTSIDERS = {("operator", "operator/revenue/"), ("operator", "operator/flags/")}


@pytest.fixture
def site(
    walled: Urls, databases: Urls, world: World, django_db_blocker: DjangoDbBlocker
) -> Iterator[World]:
    """The product on the database with rows that could leak."""
    connect(walled)
    with django_db_blocker.unblock():
        yield world
    connect(databases)


def test_what_is_posted_and_what_stands_in_addresses_belongs_to_a_route() -> None:
    assert set(POSTED) - set(ROUTES) == set()
    used = {name for route in ROUTES.values() for name in route.arguments}
    assert used - set(ARGUMENTS) == set(), "name the table or text in routes.toml, [arguments]"


def test_every_route_has_a_declared_answer_and_every_answer_its_route() -> None:
    assert set(ROUTES) - set(GROUP_OF) == set(), "add a line to routes.toml"
    assert set(GROUP_OF) - set(ROUTES) == set(), "take the line out of routes.toml"


@pytest.mark.parametrize("pattern", DECLARED)
def test_every_view_declares_the_group_that_its_route_is_in(pattern: str) -> None:
    access = ROUTES[pattern].access
    if access is None:
        assert pattern.startswith("accounts/"), "only the pages of allauth guard themselves"
        assert GROUP_OF[pattern].startswith("allauth_")
    else:
        assert GROUP_OF[pattern].removesuffix("_when_on") == GROUPS[access]


@pytest.mark.parametrize("pattern", DECLARED)
def test_the_route_answers_everybody_as_declared(pattern: str, site: World) -> None:
    route = ROUTES[pattern]
    for actor, answer in expected(GROUP_OF[pattern]).items():
        insider = ACTORS[actor]
        is_outside = insider is None or insider.workspace != ALICES
        if is_outside and answer == "open" and route.names_a_row:
            answer = "missing"
        for method in ("GET", "POST"):
            with taken_back():
                got, body = _ask(insider, method, route, site)
            if got != "not that way" and not (route.holds_a_key and got == "missing"):
                assert got == answer, f"{actor} {method}s {pattern}"
            if is_outside and (actor, pattern) not in SHOWN_TO_OUTSIDERS:
                assert re.findall(rb"alice-\d+", body) == [], f"{actor} {method}s {pattern}"


def test_a_view_that_declares_nothing_is_closed_to_everybody(site: World) -> None:
    with override_settings(ROOT_URLCONF=__name__):
        for actor in ACTORS:
            with taken_back():
                client = _browser(ACTORS[actor])
                assert (actor, client.get("/forgotten").status_code) == (actor, 403)
                assert (actor, client.get("/declared").status_code) == (actor, 200)


def _ask(insider: Insider | None, method: str, route: Route, world: World) -> tuple[str, bytes]:
    client, address = _browser(insider), route.address(world)
    posted = POSTED.get(route.pattern, {})
    response: Any = client.get(address) if method == "GET" else client.post(address, posted)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return _in_words(response), body


def _browser(insider: Insider | None) -> Client:
    client = Client(raise_request_exception=True)
    if insider:
        user = User.objects.using("system").get(id=insider.id)
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    return client


def _in_words(response: HttpResponse) -> str:
    location = response.headers.get("Location", "")
    if location.startswith(("/accounts/login/", "/accounts/reauthenticate/?")):
        return "sign-in" if location.startswith("/accounts/login/") else "open"
    if response.status_code == 302 and location == "/workspaces/new/":
        return "join"
    words = {401: "no-key", 403: "forbidden", 404: "missing", 405: "not that way"}
    return words.get(response.status_code, "open")


@contextmanager
def taken_back() -> Iterator[None]:
    """What a request commits is undone; Django lets its own tests put a transaction around it."""
    around = transaction.atomic()
    around._from_testcase = True  # type: ignore[attr-defined]  # Django's own mark, which its stubs lack
    with around:
        yield
        transaction.set_rollback(True)


def _forgotten(request: object) -> HttpResponse:
    return HttpResponse("a view without a declaration")


@everybody
def _declared(request: object) -> HttpResponse:
    return HttpResponse("a view with one")


urlpatterns = [
    path("forgotten", _forgotten),
    path("declared", _declared),
]
