import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from tests.support.cast import PASSWORD, Person

from totalaudio.core.accounts.models import User
from totalaudio.core.accounts.tests.letters import letters_to, link_in, without_token

pytestmark = pytest.mark.usefixtures("db")

NEW = {"name": "Nora Newcomer", "email": "Nora@Example.com", "password1": "seven green lamps"}


def sign_up(client: Client, **changes: str) -> HttpResponseBase:
    return client.post("/accounts/signup/", NEW | changes)


def test_signing_up_sends_a_link_that_confirms_the_address_and_signs_in() -> None:
    client = Client()
    answer = client.post("/accounts/signup/", NEW)
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/confirm-email/")
    [letter] = letters_to("nora@example.com")
    assert letter.subject == "Confirm your address for Total Audio Platform"
    link = link_in(letter, "confirm-email")
    assert "Is <strong>nora@example.com</strong> yours?" in client.get(link).content.decode()
    answer = client.post(link)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    answer = client.get("/people/")
    assert answer.status_code == 200
    assert User.objects.using("system").get().name == "Nora Newcomer"


def test_the_letter_says_who_asks_what_to_do_and_how_long_the_link_lasts() -> None:
    sign_up(Client())
    [letter] = letters_to("nora@example.com")
    link = link_in(letter, "confirm-email")
    assert letter.body == (
        "Hello Nora Newcomer,\n\n"
        "somebody made an account at http://127.0.0.1:8000 with this address. If it was you, open this link to "
        "confirm that the address is yours:\n\n"
        f"http://127.0.0.1:8000{link}\n\n"
        "It works for 3 days. If it was not you, do nothing: without the link the account stays closed.\n\n\n"
        "-- \nTotal Audio Platform\nhttp://127.0.0.1:8000"
    )


def test_nobody_signs_in_before_the_address_is_confirmed() -> None:
    sign_up(Client())
    client = Client()
    answer = client.post("/accounts/login/", {"login": NEW["email"], "password": NEW["password1"]})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/confirm-email/")
    assert client.get("/people/")["Location"] == "/accounts/login/?next=/people/"


def test_an_address_that_is_taken_gets_the_same_answer_and_its_owner_a_letter(
    alice: Person,
) -> None:
    fresh, taken = Client(), Client()
    answers = [sign_up(fresh), sign_up(taken, email=alice.user.email)]
    assert [a["Location"] for a in answers] == ["/accounts/confirm-email/"] * 2
    pages = [without_token(c.get("/accounts/confirm-email/")) for c in (fresh, taken)]
    assert pages[0] == pages[1]
    [letter] = letters_to(alice.user.email)
    assert letter.subject == "You already have an account at Total Audio Platform"
    assert User.objects.using("system").get(email=alice.user.email).check_password(PASSWORD)


@pytest.mark.parametrize("password", ["short", "password12345", "noranewcomer", "nora@example.com"])
def test_a_poor_password_is_refused_with_the_reason(password: str) -> None:
    answer = Client().post("/accounts/signup/", NEW | {"password1": password})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["password1"]
    assert User.objects.using("system").count() == 0


def test_a_name_is_asked_for() -> None:
    answer = Client().post("/accounts/signup/", NEW | {"name": ""})
    assert list(answer.context["form"].errors) == ["name"]


def test_a_broken_link_says_what_to_do() -> None:
    page = Client().get("/accounts/confirm-email/nonsense/").content.decode()
    assert "This link does not work any more" in page


def test_a_link_never_points_to_the_host_that_the_request_named() -> None:
    Client().post("/accounts/signup/", NEW, headers={"host": "localhost"})
    [letter] = letters_to("nora@example.com")
    assert "http://localhost" not in letter.body
