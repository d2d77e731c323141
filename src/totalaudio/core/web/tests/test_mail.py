import smtplib
from collections.abc import Iterator

import pytest
from django.core.mail import EmailMessage, send_mail
from django.db import connections, transaction
from pytest_django import Settings
from tests.support.cast import Person

from totalaudio.core.accounts.models import Operator
from totalaudio.core.tenancy.context import context
from totalaudio.core.web.mail import server, write_to_operators
from totalaudio.core.web.models import Letter
from totalaudio.core.web.tasks import deliver

from .smtp import Post, free_port, post_office

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def post(settings: Settings) -> Iterator[Post]:
    with post_office() as office:
        settings.MAIL_SERVER = office.url
        yield office


def write() -> Letter:
    with context():
        send_mail("Grüße", "Line one\n.\nLine three\n", "Us <us@example.com>", ["gina@example.com"])
    return Letter.objects.using("system").get()


def tasks() -> list[tuple[str, str]]:
    with connections["system"].cursor() as cursor:
        cursor.execute("SELECT task_name, args->>'letter_id' FROM procrastinate_jobs")
        return list(cursor.fetchall())


def test_a_letter_is_handed_to_the_worker_in_the_same_transaction(post: Post) -> None:
    letter = write()
    assert not letter.is_held
    assert tasks() == [("mail.deliver", str(letter.id))]


def test_what_is_taken_back_is_not_sent(post: Post) -> None:
    with context():
        send_mail("Hello", "Text", None, ["gina@example.com"])
        transaction.set_rollback(True)
    assert (Letter.objects.using("system").count(), tasks()) == (0, [])


def test_a_delivered_letter_arrives_whole_and_is_forgotten(post: Post) -> None:
    deliver(letter_id=str(write().id))
    [message] = post.arrived
    assert (message["Subject"], message["From"]) == ("Grüße", "Us <us@example.com>")
    assert message.get_content().replace("\r\n", "\n") == "Line one\n.\nLine three\n"
    assert post.recipients == [["gina@example.com"]]
    assert not Letter.objects.using("system").exists()


def test_a_delivery_leaves_no_connection_open(post: Post) -> None:
    deliver(letter_id=str(write().id))
    assert [alias for alias in connections if connections[alias].connection is not None] == []


def test_files_arrive_with_their_names_kinds_and_bytes(post: Post) -> None:
    with context():
        message = EmailMessage("Files", "Text", "us@example.com", ["gina@example.com"])
        message.attach(
            "call.ics", b"BEGIN:VCALENDAR\r\nX:\xc3\xbc\r\n", "text/calendar; method=PUBLISH"
        )
        message.attach("any.bin", bytes(range(256)), "application/octet-stream")
        message.send()
    deliver(letter_id=str(Letter.objects.using("system").get().id))
    [arrived] = post.arrived
    calendar, binary = arrived.iter_attachments()
    kind = (calendar.get_content_type(), calendar.get_param("method"), calendar.get_filename())
    assert kind == ("text/calendar", "PUBLISH", "call.ics")
    text = calendar.get_payload(decode=True)
    assert isinstance(text, bytes)
    assert text.replace(b"\r\n", b"\n") == b"BEGIN:VCALENDAR\nX:\xc3\xbc\n"
    assert binary.get_payload(decode=True) == bytes(range(256))


def test_staff_get_one_letter_and_without_staff_there_is_none(post: Post, operator: Person) -> None:
    with context():
        write_to_operators("For staff", "Text")
    letter = Letter.objects.using("system").get()
    assert letter.recipients == [operator.user.email]
    assert tasks() == [("mail.deliver", str(letter.id))]
    deliver(letter_id=str(letter.id))
    Operator.objects.using("system").all().delete()
    with context():
        write_to_operators("For staff", "Text")
    assert not Letter.objects.using("system").exists()
    assert len(tasks()) == 1


def test_a_letter_is_not_sent_twice(post: Post) -> None:
    letter = write()
    deliver(letter_id=str(letter.id))
    deliver(letter_id=str(letter.id))
    assert len(post.arrived) == 1


@pytest.mark.parametrize("refusal", ["451 busy, come back", "554 no"])
def test_a_refused_letter_stays_and_is_sent_at_the_next_try(post: Post, refusal: str) -> None:
    letter = write()
    post.refusal = refusal
    with pytest.raises(smtplib.SMTPDataError):
        deliver(letter_id=str(letter.id))
    assert Letter.objects.using("system").count() == 1
    post.refusal = ""
    deliver(letter_id=str(letter.id))
    assert len(post.arrived) == 1


def test_a_server_that_is_away_keeps_the_letter(settings: Settings) -> None:
    settings.MAIL_SERVER = f"smtp://127.0.0.1:{free_port()}"
    letter = write()
    with pytest.raises(ConnectionRefusedError):
        deliver(letter_id=str(letter.id))
    assert Letter.objects.using("system").count() == 1


def test_a_failed_delivery_is_tried_again_for_about_a_day() -> None:
    strategy = deliver.retry_strategy
    assert strategy is not None
    waits = [strategy.exponential_wait ** (n + 1) for n in range(strategy.max_attempts)]  # type: ignore[attr-defined]  # the task knows its strategy by its base
    assert 20 * 3600 < sum(waits) < 28 * 3600


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", ("mail.example", 25, "", "", False, False)),
        ("smtp+tls://u:p%40ss@mail.example", ("mail.example", 587, "u", "p@ss", False, True)),
        ("smtps://u:p@mail.example:4465", ("mail.example", 4465, "u", "p", True, False)),
    ],
)
def test_the_address_of_the_server_says_everything(url: str, expected: tuple[object, ...]) -> None:
    found = server(url)
    assert (
        found.host, found.port, found.username, found.password, found.use_ssl, found.use_tls,
    ) == expected  # fmt: skip
