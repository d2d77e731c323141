import pytest
from django.test import Client
from tests.support.cast import Person

from totalaudio.core.accounts.models import User

pytestmark = pytest.mark.usefixtures("db")


def kept(person: Person) -> tuple[str, str]:
    user = User.objects.using("system").get(id=person.id)
    return user.name, user.zone


def test_name_and_time_zone_are_changed(bob: Person) -> None:
    client = bob.client()
    answer = client.post("/people/", {"name": "Bob\r\nBcc: x", "zone": "Pacific/Auckland"})
    assert (answer.status_code, answer["Location"]) == (302, "/people/")
    assert kept(bob) == ("Bob Bcc: x", "Pacific/Auckland")
    assert "Saved." in client.get("/people/").content.decode()


@pytest.mark.parametrize("change", [{"name": " "}, {"zone": "Mars/Olympus"}, {"zone": ""}])
def test_nonsense_is_refused(bob: Person, change: dict[str, str]) -> None:
    answer = bob.client().post("/people/", {"name": "Bob", "zone": "Europe/London"} | change)
    assert list(answer.context["form"].errors) == list(change)
    assert kept(bob) == ("Bob", "Europe/London")


def test_the_pages_of_the_account_are_one_tab_away(bob: Person) -> None:
    page = bob.client().get("/people/").content.decode()
    for path in ("/accounts/email/", "/accounts/password/change/", "/accounts/2fa/"):
        assert f'href="{path}"' in page


def test_a_person_without_a_workspace_has_a_profile(stranger: Person) -> None:
    assert stranger.client().get("/people/").status_code == 200


def test_nobody_is_sent_to_sign_in() -> None:
    assert Client().get("/people/")["Location"] == "/accounts/login/?next=/people/"
