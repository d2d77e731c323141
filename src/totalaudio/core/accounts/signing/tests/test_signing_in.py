from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client
from tests.support.cast import PASSWORD, Person

pytestmark = pytest.mark.usefixtures("db")


def try_password(
    client: Client, email: str, password: str = "wrong wrong wrong", ip: str = "192.0.2.1"
) -> tuple[int, bytes]:
    answer = client.post("/accounts/login/", {"login": email, "password": password}, REMOTE_ADDR=ip)
    return answer.status_code, answer.content


def test_the_right_password_signs_in_and_goes_where_one_wanted(alice: Person) -> None:
    client = Client()
    answer = client.post(
        "/accounts/login/?next=/people/", {"login": "ALICE@example.com", "password": PASSWORD}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/people/")
    assert client.get("/people/").status_code == 200


@pytest.mark.parametrize(
    "place",
    ["https://elsewhere.example/", "//elsewhere.example", "http://localhost/", "http:/\\127.0.0.1"],
)
def test_signing_in_never_leads_to_another_site(alice: Person, place: str) -> None:
    answer = Client().post(
        "/accounts/login/", {"login": alice.user.email, "password": PASSWORD, "next": place}
    )
    assert answer["Location"] == "/"


def test_signing_out_ends_the_session(alice: Person) -> None:
    client = alice.client()
    assert "Sign out?" in client.get("/accounts/logout/").content.decode()
    assert client.get("/people/").status_code == 200
    assert client.post("/accounts/logout/")["Location"] == "/"
    assert client.get("/people/").status_code == 302


def test_a_wrong_password_reads_the_same_for_a_known_and_an_unknown_address(alice: Person) -> None:
    pages = []
    for email in (alice.user.email, "nobody@example.com"):
        answer = Client().post("/accounts/login/", {"login": email, "password": "wrong wrong"})
        pages.append((answer.status_code, answer.context["form"].errors.as_json()))
    assert pages[0] == pages[1]
    assert "No account has this address and password." in pages[0][1]


@pytest.mark.parametrize("email", ["alice@example.com", "nobody@example.com"])
def test_the_sixth_wrong_password_in_a_row_is_refused(alice: Person, email: str) -> None:
    tries = [try_password(Client(), email, ip=f"192.0.2.{n}") for n in range(6)]
    assert [status for status, _ in tries] == [200] * 5 + [429]
    assert "Too many tries" in tries[5][1].decode()
    assert try_password(Client(), email.upper(), PASSWORD, ip="192.0.2.99")[0] == 429


def test_the_refusal_says_when_to_come_back(alice: Person) -> None:
    for _ in range(5):
        try_password(Client(), alice.user.email)
    answer = Client().post("/accounts/login/", {"login": alice.user.email, "password": PASSWORD})
    assert (answer.status_code, answer["Retry-After"]) == (429, "300")


def test_other_people_sign_in_while_one_is_locked_out(alice: Person, bob: Person) -> None:
    for _ in range(6):
        try_password(Client(), alice.user.email)
    assert try_password(Client(), bob.user.email, PASSWORD)[0] == 302


def test_right_passwords_do_not_count(alice: Person) -> None:
    tries = [try_password(Client(), alice.user.email, PASSWORD)[0] for _ in range(8)]
    assert tries == [302] * 8


def test_one_machine_that_tries_many_addresses_is_refused(db: None) -> None:
    tries = [try_password(Client(), f"{n}@example.com")[0] for n in range(11)]
    assert tries == [200] * 10 + [429]


def test_tries_at_the_same_moment_are_all_counted(alice: Person) -> None:
    def attempt(n: int) -> int:
        try:
            return try_password(Client(), alice.user.email, ip=f"198.51.100.{n}")[0]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(attempt, range(12)))
    assert statuses == [200] * 5 + [429] * 7


def test_a_closed_account_does_not_sign_in(alice: Person) -> None:
    alice.user.is_active = False
    alice.user.save(using="system")
    answer = Client().post("/accounts/login/", {"login": alice.user.email, "password": PASSWORD})
    assert answer["Location"] == "/accounts/inactive/"
    assert "This account is closed" in Client().get("/accounts/inactive/").content.decode()


def test_a_form_from_before_signing_in_is_refused_with_words(alice: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/accounts/login/", {"login": alice.user.email, "password": PASSWORD})
    assert answer.status_code == 403
    assert "This form is out of date" in answer.content.decode()


def test_pages_of_allauth_that_we_do_not_want_do_not_exist() -> None:
    paths = [
        "login/code/",
        "login/code/confirm/",
        "google/login/",
        "3rdparty/",
        "social/signup/",
        "2fa/webauthn/",
        "2fa/trust/",
    ]
    assert [Client().get(f"/accounts/{path}").status_code for path in paths] == [404] * len(paths)
