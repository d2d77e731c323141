import pytest
from django.core.mail import EmailMessage, send_mail
from django.test import Client
from pytest_django import Settings

from totalaudio.core.tenancy.context import context
from totalaudio.core.web.models import Letter

pytestmark = pytest.mark.usefixtures("db")


def write(subject: str, body: str = "Open http://127.0.0.1:8000/somewhere/ now") -> None:
    with context():
        send_mail(subject, body, None, ["gina@example.com"])


def test_letters_are_shown_newest_first_to_everybody_on_the_machine() -> None:
    for subject in ("First", "Second", "Third"):
        write(subject)
    answer = Client().get("/outbox/")
    assert [shown.letter.subject for shown in answer.context["letters"]] == [
        "Third",
        "Second",
        "First",
    ]
    assert 'href="http://127.0.0.1:8000/somewhere/"' in answer.content.decode()


def test_an_empty_outbox_says_how_to_fill_it() -> None:
    assert "Nothing was written yet" in Client().get("/outbox/").content.decode()


def test_what_a_letter_says_is_text() -> None:
    write("<b>Hi</b>", "<script>alert(1)</script>")
    page = Client().get("/outbox/").content.decode()
    assert "<script>alert" not in page
    assert "<b>Hi</b>" not in page


def test_letters_for_a_mail_server_are_never_shown(settings: Settings) -> None:
    settings.MAIL_SERVER = "smtp://127.0.0.1:9"
    write("Secret link")
    settings.MAIL_SERVER = None
    assert list(Client().get("/outbox/").context["letters"]) == []


def test_the_outbox_is_emptied() -> None:
    write("One")
    assert Client().post("/outbox/empty")["Location"] == "/outbox/"
    assert not Letter.objects.using("system").exists()


@pytest.mark.parametrize("call", [lambda c: c.get("/outbox/"), lambda c: c.post("/outbox/empty")])
def test_with_a_mail_server_there_is_no_outbox(settings: Settings, call) -> None:  # type: ignore[no-untyped-def]  # the fixture gives a function without a name for its type
    write("One")
    settings.HAS_OUTBOX = False
    assert call(Client()).status_code == 404
    assert Letter.objects.using("system").count() == 1


def test_the_files_of_a_letter_can_be_fetched() -> None:
    with context():
        message = EmailMessage("With files", "Text", None, ["gina@example.com"])
        message.attach("first.txt", "Grüße", "text/plain")
        message.attach("second <b>.bin", b"\x00\xff", "application/octet-stream")
        message.send()
    letter = Letter.objects.using("system").get()
    client = Client()
    page = client.get("/outbox/").content.decode()
    assert "second &lt;b&gt;.bin" in page
    answers = [client.get(f"/outbox/{letter.id}/{number}") for number in (1, 2)]
    assert [answer.content for answer in answers] == ["Grüße".encode(), b"\x00\xff"]
    assert {answer["Content-Disposition"].split(";")[0] for answer in answers} == {"attachment"}
    assert [client.get(f"/outbox/{letter.id}/{n}").status_code for n in (0, 3)] == [404, 404]


def test_files_for_a_mail_server_are_never_shown(settings: Settings) -> None:
    settings.MAIL_SERVER = "smtp://127.0.0.1:9"
    with context():
        message = EmailMessage("Secret", "Text", None, ["gina@example.com"])
        message.attach("secret.txt", "words", "text/plain")
        message.send()
    settings.MAIL_SERVER = None
    letter = Letter.objects.using("system").get()
    assert Client().get(f"/outbox/{letter.id}/1").status_code == 404
