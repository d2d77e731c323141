from collections.abc import Iterator
from importlib import import_module
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.socialaccount.providers.google.views import GoogleOAuth2Adapter
from django.http.response import HttpResponseBase
from django.test import Client
from pytest_django import Settings
from tests.support.cast import Person

from totalaudio.core.accounts.models import User
from totalaudio.core.accounts.tests.browsers import just_confirmed

from .fake_google import CLIENT_ID, Google, fake_google

pytestmark = pytest.mark.usefixtures("db")

GINA = {
    "sub": "1001",
    "email": "gina@example.com",
    "email_verified": True,
    "given_name": "Gina",
    "family_name": "Guest",
}


@pytest.fixture
def google(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Google]:
    # Read while Google is not configured: the routes of this process are made once, for every test.
    import_module(settings.ROOT_URLCONF)
    settings.ROOT_URLCONF = "totalaudio.core.accounts.signing.tests.google_routes"
    settings.SOCIALACCOUNT_PROVIDERS = {
        "google": {
            "APPS": [{"client_id": CLIENT_ID, "secret": "secret", "key": ""}],
            "SCOPE": ["profile", "email"],
            "OAUTH_PKCE_ENABLED": True,
            "EMAIL_AUTHENTICATION": True,
        }
    }
    with fake_google(dict(GINA)) as fake:
        monkeypatch.setattr(GoogleOAuth2Adapter, "access_token_url", fake.url)
        yield fake


def come_back(client: Client, **changes: str) -> HttpResponseBase:
    away = urlsplit(client.post("/accounts/google/login/?next=/people/")["Location"])
    assert (away.scheme, away.netloc) == ("https", "accounts.google.com")
    state = parse_qs(away.query)["state"][0]
    return client.get("/accounts/google/login/callback/", {"state": state, "code": "c"} | changes)


def test_the_button_is_there_when_google_is_configured(google: Google) -> None:
    for path in ("/accounts/login/", "/accounts/signup/"):
        assert 'action="/accounts/google/login/"' in Client().get(path).content.decode()


def test_the_button_is_not_there_otherwise() -> None:
    for path in ("/accounts/login/", "/accounts/signup/"):
        assert "Google" not in Client().get(path).content.decode()


def test_a_new_person_signs_up_with_one_click(google: Google) -> None:
    client = Client()
    assert come_back(client)["Location"] == "/people/"
    assert client.get("/people/").status_code == 200
    user = User.objects.using("system").get()
    assert (user.email, user.name, user.has_usable_password()) == (
        "gina@example.com",
        "Gina Guest",
        False,
    )
    assert google.asked[0]["code"] == ["c"]
    assert "code_verifier" in google.asked[0]


def test_googles_tokens_are_not_kept(google: Google) -> None:
    come_back(Client())
    assert SocialAccount.objects.using("system").count() == 1
    assert not SocialToken.objects.using("system").exists()


def test_the_same_person_comes_back(google: Google) -> None:
    come_back(Client())
    client = Client()
    come_back(client)
    assert client.get("/people/").status_code == 200
    assert User.objects.using("system").count() == 1


def test_a_person_with_a_password_signs_in_with_the_same_address(
    google: Google, alice: Person
) -> None:
    google.claims["email"] = alice.user.email
    client = Client()
    come_back(client)
    assert client.get("/people/").context["person"].id == alice.id


def test_an_address_that_google_did_not_verify_opens_no_account(
    google: Google, alice: Person
) -> None:
    google.claims |= {"email": alice.user.email, "email_verified": False}
    client = Client()
    come_back(client)
    assert client.get("/people/").status_code == 302


@pytest.mark.parametrize("fault", [{"aud": "another-client"}, {"exp": 1}, {"iss": "https://evil.example"}])  # fmt: skip
def test_a_token_for_somebody_else_or_too_old_is_refused(
    google: Google, fault: dict[str, object]
) -> None:
    google.claims |= fault
    client = Client()
    answer = come_back(client)
    assert "Google did not sign you in" in b"".join(answer).decode()
    assert not User.objects.using("system").exists()


@pytest.mark.parametrize("status", [400, 500])
def test_an_error_of_google_is_a_page_of_ours(google: Google, status: int) -> None:
    google.status = status
    answer = come_back(Client())
    assert "Google did not sign you in" in b"".join(answer).decode()


def test_an_answer_that_nobody_asked_for_is_refused(google: Google) -> None:
    answer = come_back(Client(), state="made-up")
    assert "Google did not sign you in" in b"".join(answer).decode()


def test_google_is_connected_to_an_account_and_disconnected(google: Google, alice: Person) -> None:
    client = just_confirmed(alice)
    assert "No Google account is connected." in client.get("/accounts/3rdparty/").content.decode()
    away = urlsplit(client.post("/accounts/google/login/?process=connect")["Location"])
    state = parse_qs(away.query)["state"][0]
    client.get("/accounts/google/login/callback/", {"state": state, "code": "c"})
    account = SocialAccount.objects.using("system").get()
    assert account.user_id == alice.id
    assert (
        "You can sign in with this Google account."
        in client.get("/accounts/3rdparty/").content.decode()
    )
    client.post("/accounts/3rdparty/", {"account": account.pk})
    assert not SocialAccount.objects.using("system").exists()
