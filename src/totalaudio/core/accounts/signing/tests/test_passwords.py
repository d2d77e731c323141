import pytest
from django.test import Client
from tests.support.cast import PASSWORD, Person

from totalaudio.core.accounts.models import User
from totalaudio.core.accounts.tests.browsers import just_confirmed
from totalaudio.core.accounts.tests.letters import letters_to, link_in, without_token

pytestmark = pytest.mark.usefixtures("db")

FRESH = "four brown kettles"


def has_password(person: Person, password: str) -> bool:
    return User.objects.using("system").get(id=person.id).check_password(password)


def test_a_forgotten_password_is_reset_by_a_link_that_works_once(alice: Person) -> None:
    client = Client()
    answer = client.post("/accounts/password/reset/", {"email": alice.user.email})
    assert answer["Location"] == "/accounts/password/reset/done/"
    [letter] = letters_to(alice.user.email)
    assert "for 60 minutes" in letter.body
    link = link_in(letter, "password/reset/key")
    form = client.get(link)["Location"]
    assert "Choose a new password" in client.get(form).content.decode()
    answer = client.post(form, {"password1": FRESH})
    assert answer["Location"] == "/accounts/password/reset/key/done/"
    assert client.get(answer["Location"]).status_code == 200
    assert has_password(alice, FRESH)
    assert "This link does not work any more" in Client().get(link).content.decode()
    assert letters_to(alice.user.email)[-1].subject == "Your password was changed"


def test_an_unknown_address_reads_the_same_and_gets_a_letter(alice: Person) -> None:
    answers = [
        Client().post("/accounts/password/reset/", {"email": email}, follow=True)
        for email in (alice.user.email, "nobody@example.com")
    ]
    assert without_token(answers[0]) == without_token(answers[1])
    [letter] = letters_to("nobody@example.com")
    assert letter.subject == "There is no account with this address"


def test_a_reset_opens_an_account_that_was_locked_by_wrong_tries(alice: Person) -> None:
    for _ in range(6):
        Client().post("/accounts/login/", {"login": alice.user.email, "password": "wrong wrong"})
    client = Client()
    client.post("/accounts/password/reset/", {"email": alice.user.email})
    form = client.get(link_in(letters_to(alice.user.email)[-1], "reset/key"))["Location"]
    client.post(form, {"password1": FRESH})
    answer = Client().post("/accounts/login/", {"login": alice.user.email, "password": FRESH})
    assert answer.status_code == 302


def test_changing_the_password_asks_for_the_current_one(alice: Person) -> None:
    client = alice.client()
    assert client.get("/accounts/password/change/").status_code == 200
    answer = client.post("/accounts/password/change/", {"oldpassword": "guess", "password1": FRESH})
    assert answer.context["form"].errors == {"oldpassword": ["This is not your current password."]}
    answer = client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": FRESH}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/people/")
    assert has_password(alice, FRESH)
    assert client.get("/people/").status_code == 200
    assert letters_to(alice.user.email)[-1].subject == "Your password was changed"


def test_a_person_without_a_password_sets_one(alice: Person) -> None:
    alice.user.set_unusable_password()
    alice.user.save(using="system")
    client = alice.client()
    assert client.get("/accounts/password/change/")["Location"] == "/accounts/password/set/"
    assert "You sign in with Google" in client.get("/accounts/password/set/").content.decode()
    client.post("/accounts/password/set/", {"password1": FRESH})
    assert has_password(alice, FRESH)


def test_a_changed_address_counts_once_it_is_confirmed(alice: Person) -> None:
    client = just_confirmed(alice)
    assert client.get("/accounts/email/").status_code == 200
    client.post("/accounts/email/", {"action_add": "1", "email": "alice@example.org"})
    assert "alice@example.org is not confirmed" in client.get("/accounts/email/").content.decode()
    assert User.objects.using("system").get(id=alice.id).email == "alice@example.com"
    link = link_in(letters_to("alice@example.org")[0], "confirm-email")
    client.post(link)
    assert User.objects.using("system").get(id=alice.id).email == "alice@example.org"
    assert letters_to("alice@example.com")[-1].subject == "Your address was changed"


def test_an_address_of_somebody_else_is_not_betrayed(alice: Person, bob: Person) -> None:
    client = just_confirmed(alice)
    answer = client.post("/accounts/email/", {"action_add": "1", "email": bob.user.email})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/email/")


def test_a_change_that_was_begun_is_taken_back(alice: Person) -> None:
    client = just_confirmed(alice)
    client.post("/accounts/email/", {"action_add": "1", "email": "alice@example.org"})
    client.post("/accounts/email/", {"action_remove": "", "email": "alice@example.org"})
    assert "is not confirmed" not in client.get("/accounts/email/").content.decode()


def test_an_old_session_types_the_password_again_before_changing_the_address(alice: Person) -> None:
    client = alice.client()
    answer = client.post("/accounts/email/", {"action_add": "1", "email": "alice@example.org"})
    again = answer["Location"]
    assert again.startswith("/accounts/reauthenticate/")
    assert "Is it still you?" in client.get(again).content.decode()
    assert client.post(again, {"password": "guess"}).context["form"].errors == {
        "password": ["This is not your password."]
    }
    client.post(again, {"password": PASSWORD})
    assert "alice@example.org is not confirmed" in client.get("/accounts/email/").content.decode()
