import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from tests.support.cast import PASSWORD, Person

from totalaudio.core.accounts.tests.browsers import just_confirmed
from totalaudio.core.accounts.tests.letters import letters_to

pytestmark = pytest.mark.usefixtures("db")


def code_of(secret: str, *, steps: int = 1) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def switch_on(client: Client) -> str:
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret, steps=0)})
    assert answer["Location"] == "/accounts/2fa/recovery-codes/"
    return str(secret)


def test_setting_up_shows_a_qr_code_and_the_secret(alice: Person) -> None:
    client = just_confirmed(alice)
    assert "Set it up" in client.get("/accounts/2fa/").content.decode()
    answer = client.get("/accounts/2fa/totp/activate/")
    page = answer.content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    assert answer.context["form"].secret in page
    assert "img-src 'self' data:" in answer["Content-Security-Policy"]


def test_a_wrong_first_code_is_refused(alice: Person) -> None:
    client = just_confirmed(alice)
    client.get("/accounts/2fa/totp/activate/")
    answer = client.post("/accounts/2fa/totp/activate/", {"code": "000000"})
    assert list(answer.context["form"].errors) == ["code"]
    assert not Authenticator.objects.using("system").exists()


def test_with_the_second_step_a_password_alone_does_not_sign_in(alice: Person) -> None:
    secret = switch_on(just_confirmed(alice))
    client = Client()
    answer = client.post("/accounts/login/", {"login": alice.user.email, "password": PASSWORD})
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert "The second step" in client.get("/accounts/2fa/authenticate/").content.decode()
    assert client.get("/people/").status_code == 302
    answer = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert list(answer.context["form"].errors) == ["code"]
    answer = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/people/").status_code == 200
    assert letters_to(alice.user.email)[0].subject == "The second step is on"


def test_a_code_works_once(alice: Person) -> None:
    secret = switch_on(just_confirmed(alice))
    code = code_of(secret)
    for expected in (302, 200):
        client = Client()
        client.post("/accounts/login/", {"login": alice.user.email, "password": PASSWORD})
        assert client.post("/accounts/2fa/authenticate/", {"code": code}).status_code == expected


def test_guessing_codes_is_limited(alice: Person) -> None:
    secret = switch_on(just_confirmed(alice))
    client = Client()
    client.post("/accounts/login/", {"login": alice.user.email, "password": PASSWORD})
    for _ in range(6):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    answer = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert answer.context["form"].errors == {"code": ["Too many tries. Wait five minutes."]}


def test_a_recovery_code_replaces_the_app_once(alice: Person) -> None:
    client = just_confirmed(alice)
    switch_on(client)
    page = client.get("/accounts/2fa/recovery-codes/")
    codes = page.context["unused_codes"]
    assert len(codes) == 10
    download = client.get("/accounts/2fa/recovery-codes/download/").content.decode()
    assert download.split()[-10:] == codes
    for expected in (302, 200):
        browser = Client()
        browser.post("/accounts/login/", {"login": alice.user.email, "password": PASSWORD})
        assert (
            browser.post("/accounts/2fa/authenticate/", {"code": codes[0]}).status_code == expected
        )
    assert "9 of 10 are left" in client.get("/accounts/2fa/").content.decode()


def test_new_recovery_codes_replace_the_old_ones(alice: Person) -> None:
    client = just_confirmed(alice)
    switch_on(client)
    old = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    assert "stop working" in client.get("/accounts/2fa/recovery-codes/generate/").content.decode()
    client.post("/accounts/2fa/recovery-codes/generate/")
    new = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    assert set(old).isdisjoint(new)


def test_switching_off_asks_again_and_tells_by_mail(alice: Person) -> None:
    client = just_confirmed(alice)
    switch_on(client)
    assert "Switch the second step off?" in client.get("/accounts/2fa/totp/deactivate/").content.decode()  # fmt: skip
    client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.using("system").exists()
    assert letters_to(alice.user.email)[-1].subject == "The second step is off"
    client = Client()
    client.post("/accounts/login/", {"login": alice.user.email, "password": PASSWORD})
    assert client.get("/people/").status_code == 200


def test_an_old_session_confirms_with_a_code(alice: Person) -> None:
    secret = switch_on(just_confirmed(alice))
    client = alice.client()
    again = client.get("/accounts/2fa/totp/deactivate/")["Location"]
    assert again == "/accounts/reauthenticate/?next=%2Faccounts%2F2fa%2Ftotp%2Fdeactivate%2F"
    assert "Use a code from your authenticator app instead" in client.get(again).content.decode()
    page = client.get("/accounts/2fa/reauthenticate/?next=/accounts/2fa/")
    assert "Is it still you?" in page.content.decode()
    answer = client.post("/accounts/2fa/reauthenticate/?next=/accounts/2fa/", {"code": code_of(secret)})  # fmt: skip
    assert answer["Location"] == "/accounts/2fa/"
