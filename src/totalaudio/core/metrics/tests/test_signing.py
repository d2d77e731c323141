"""Sign-ups and sign-ins are recorded where they happen, once each, for the right person."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.providers.google.views import GoogleOAuth2Adapter
from django.contrib.auth.signals import user_logged_in
from django.db import connection
from django.test import Client, RequestFactory
from pytest_django import Settings
from tests.support.cast import PASSWORD, Person

from totalaudio.core.accounts.models import User
from totalaudio.core.accounts.signing.tests.fake_google import CLIENT_ID, fake_google
from totalaudio.core.accounts.tests.browsers import just_confirmed
from totalaudio.core.accounts.tests.letters import letters_to, link_in
from totalaudio.core.metrics.models import Event, UsageCounter
from totalaudio.core.metrics.names import INSTALLATION
from totalaudio.core.tenancy.context import SIGN_IN, context

pytestmark = pytest.mark.usefixtures("db")

NEW = {"name": "Nora Newcomer", "email": "nora@example.com", "password1": "seven green lamps"}


def recorded() -> list[tuple[object, ...]]:
    events = Event.objects.using("system").order_by("created_at", "id")
    return list(events.values_list("event_name", "user_id", "workspace_id", "status"))


def sessions() -> list[tuple[object, ...]]:
    counters = UsageCounter.objects.using("system").order_by("user_id")
    return list(counters.values_list("user_id", "app_name", "sessions_count"))


def sign_in(client: Client, person: Person, password: str = PASSWORD) -> None:
    client.post("/accounts/login/", {"login": person.user.email, "password": password})


def test_a_sign_in_is_an_event_and_counts_as_a_session(alice: Person) -> None:
    sign_in(Client(), alice)
    assert recorded() == [("sign-in", alice.id, INSTALLATION, "success")]
    sign_in(Client(), alice)
    assert sessions() == [(alice.id, "core", 2)]


def test_a_wrong_password_is_no_sign_in(alice: Person) -> None:
    sign_in(Client(), alice, "not the password")
    assert (recorded(), sessions()) == ([], [])


def test_a_sign_up_counts_once_its_address_is_confirmed() -> None:
    client = Client()
    client.post("/accounts/signup/", NEW)
    assert recorded() == []
    [letter] = letters_to(NEW["email"])
    client.post(link_in(letter, "confirm-email"))
    nora = User.objects.using("system").get().pk
    assert [(name, person) for name, person, *_ in recorded()] == [
        ("sign-up", nora),
        ("sign-in", nora),
    ]


def test_a_change_of_address_is_no_sign_up(alice: Person) -> None:
    client = just_confirmed(alice)
    client.post("/accounts/email/", {"action_add": "", "email": "alice@example.org"})
    [letter] = letters_to("alice@example.org")
    client.post(link_in(letter, "confirm-email"))
    assert User.objects.using("system").get(pk=alice.id).email == "alice@example.org"
    assert {name for name, *_ in recorded()} == {"sign-in"}


def test_a_sign_up_with_google_is_confirmed_at_once(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ROOT_URLCONF = "totalaudio.core.accounts.signing.tests.google_routes"
    keys = {"client_id": CLIENT_ID, "secret": "secret", "key": ""}
    settings.SOCIALACCOUNT_PROVIDERS = {"google": {"APPS": [keys], "OAUTH_PKCE_ENABLED": True}}
    gina = {"sub": "1001", "email": "gina@example.com", "email_verified": True}
    with fake_google(gina) as google:
        monkeypatch.setattr(GoogleOAuth2Adapter, "access_token_url", google.url)
        client = Client()
        away = urlsplit(client.post("/accounts/google/login/")["Location"])
        answer = {"state": parse_qs(away.query)["state"][0], "code": "c"}
        client.get("/accounts/google/login/callback/", answer)
    gina_id = User.objects.using("system").get().pk
    assert [(name, person) for name, person, *_ in recorded()] == [
        ("sign-up", gina_id),
        ("sign-in", gina_id),
    ]


def test_the_event_tells_the_network_and_the_browser_unless_one_objects(alice: Person) -> None:
    sign_in(Client(headers={"User-Agent": "Browser"}), alice)
    sign_in(Client(headers={"User-Agent": "Browser", "DNT": "1"}), alice)
    told = Event.objects.using("system").order_by("created_at", "id")
    assert list(told.values_list("ip_address", "user_agent")) == [
        ("127.0.0.0", "Browser"),
        (None, None),
    ]


def test_what_is_recorded_leaves_the_context_of_the_page_as_it_was(alice: Person) -> None:
    with context(role=SIGN_IN), connection.cursor() as cursor:
        user_logged_in.send(User, request=RequestFactory().get("/"), user=alice.user)
        cursor.execute("SELECT current_user_id_v1(), current_workspace_id_v1(), current_role_v1()")
        assert cursor.fetchone() == (None, None, SIGN_IN)
    assert [name for name, *_ in recorded()] == ["sign-in"]
