from collections.abc import Iterator
from uuid import UUID

import pytest

from totalaudio_ops.notifying.mailing import MailServer, message_of
from totalaudio_ops.notifying.notification import Notification, NotTakenError
from totalaudio_ops.notifying.tests.post import Post, post_office

ID = UUID("018f0000-0000-7000-8000-000000000001")
FROM = "Total Audio <hello@tap.example.org>"


def given(
    subject: str = "P1 opened: Läuft nicht", recipient: str = "duty@example.com"
) -> Notification:
    return Notification(ID, "mail", recipient, subject, "What is known.\n.\nFrom here.\n")


@pytest.fixture
def post() -> Iterator[Post]:
    """A mail server."""
    with post_office() as office:
        yield office


def test_the_mail_arrives_as_it_was_written(post: Post) -> None:
    MailServer(post.url, FROM)(given())
    [message] = post.arrived
    assert (message["From"], message["To"], message["Subject"]) == (
        FROM,
        "duty@example.com",
        "P1 opened: Läuft nicht",
    )
    assert message["Message-ID"] == f"<{ID}@notices.totalaudio.invalid>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content().replace("\r\n", "\n") == "What is known.\n.\nFrom here.\n"


@pytest.mark.parametrize("subject", ["a\r\nBcc: charlie@example.com", "a\nBcc: x", "a\x0bBcc: x"])
def test_no_subject_becomes_another_header(post: Post, subject: str) -> None:
    MailServer(post.url, FROM)(given(subject))
    assert post.recipients == [["duty@example.com"]]
    assert post.arrived[0]["Bcc"] is None
    assert post.arrived[0]["Subject"].startswith("a Bcc: ")


def test_no_recipient_becomes_another_header() -> None:
    with pytest.raises(ValueError, match="Header values may not contain linefeed"):
        message_of(given(recipient="a@example.com\r\nBcc: b@example.com"), FROM)


def test_what_the_server_refuses_is_said_without_its_words(post: Post) -> None:
    said = []
    for refusals in ({"RCPT": "550 nobody here"}, {"DATA": "451 come back, secret-of-ours"}):
        post.refusals = refusals
        with pytest.raises(NotTakenError) as refused:
            MailServer(post.url, FROM)(given())
        said.append(str(refused.value))
    assert said == [
        "the mail server refused the address duty@example.com",
        "the mail server answered 451",
    ]


def test_a_server_that_is_away_or_will_not_sign_us_in_is_said_without_the_password(
    post: Post,
) -> None:
    said = []
    for url in ("smtp://us:s3cret@127.0.0.1:1", post.url.replace("//", "//us:s3cret@")):
        with pytest.raises(NotTakenError) as refused:
            MailServer(url, FROM)(given())
        said.append(str(refused.value))
    assert said == [
        "the mail server could not be reached (ConnectionRefusedError)",
        "the mail server could not be reached (SMTPNotSupportedError)",
    ]
    assert "s3cret" not in repr(MailServer("smtp://us:s3cret@127.0.0.1:1", FROM))
