import pytest
from django.test import Client
from pytest_django import Settings
from tests.support.cast import Person, make_person

pytestmark = pytest.mark.usefixtures("db")


def test_a_visitor_reads_what_it_is_and_finds_the_way_in() -> None:
    page = Client().get("/").content.decode()
    assert "Know who to send the record to" in page
    assert 'href="/accounts/signup/"' in page
    assert 'href="/accounts/login/"' in page
    assert "Use the demo" not in page


def test_a_member_goes_to_work(alice: Person) -> None:
    answer = alice.client().get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/intel/")


def test_staff_without_a_workspace_go_to_operations(operator: Person) -> None:
    answer = operator.client().get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/operator/")


def test_the_demo_is_entered_by_one_post(settings: Settings) -> None:
    settings.DEMO_EMAIL = "demo@example.com"
    make_person("Demo")
    client = Client()
    for path in ("/", "/accounts/login/"):
        assert 'action="/accounts/demo/"' in client.get(path).content.decode()
    assert client.get("/accounts/demo/").status_code == 405
    assert client.get("/people/").status_code == 302
    assert client.post("/accounts/demo/")["Location"] == "/"
    assert client.get("/people/").context["person"].email == "demo@example.com"


def test_a_demo_that_is_not_made_yet_says_so(settings: Settings) -> None:
    settings.DEMO_EMAIL = "demo@example.com"
    answer = Client().post("/accounts/demo/", follow=True)
    assert "The demo is not ready." in answer.content.decode()


def test_without_a_demo_nobody_enters_it(settings: Settings) -> None:
    make_person("Demo")
    client = Client()
    assert client.post("/accounts/demo/").status_code == 404
    assert client.get("/people/").status_code == 302
