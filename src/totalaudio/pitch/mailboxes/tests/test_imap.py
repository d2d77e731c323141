"""A mailbox at a real IMAP server: what is new comes once, also when its messages are numbered anew."""

import shutil
from pathlib import Path

import pytest
from tests.support.dovecot import PASSWORD, Provider, dovecot_mail
from tests.support.mail_server import MailServer

from totalaudio.pitch.mailboxes.connecting import Dial
from totalaudio.pitch.mailboxes.imap import MOST
from totalaudio.pitch.mailboxes.servers import Security, Server, Servers
from totalaudio.pitch.mailboxes.smtp import SmtpTransport
from totalaudio.pitch.mailboxes.transport import (
    Fetched,
    NotHandedOverError,
    Outgoing,
    ReconnectError,
)

__all__ = ["dovecot_mail"]

ALICE = "alice@example.com"
NEAR = Dial(is_guarded=False, seconds=10.0)
MESSAGE = Outgoing(
    raw=(
        b"From: alice@example.com\r\nTo: desk@station.example\r\nSubject: Hello\r\n"
        b"Message-ID: <one@example.com>\r\n\r\nA song.\r\n"
    ),
    sender=ALICE,
    recipient="desk@station.example",
    message_id="<one@example.com>",
)


def opened(mail: Provider, password: str = PASSWORD, *, keeps_copy: bool = True) -> SmtpTransport:
    servers = Servers(
        Server("127.0.0.1", mail.smtp_port, Security.PLAIN),
        Server("127.0.0.1", mail.imap_port, Security.PLAIN),
        ALICE,
        keeps_copy,
    )
    return SmtpTransport(servers, password, NEAR)


def read(mail: Provider, cursor: dict[str, str | int]) -> Fetched:
    transport = opened(mail)
    try:
        return transport.fetch(cursor)
    finally:
        transport.close()


def letter(number: int, more: str = "") -> bytes:
    head = f"From: desk@station.example\r\nMessage-ID: <{number}@station.example>\r\n{more}"
    return f"{head}Subject: {number}\r\n\r\nText {number}.\r\n".encode()


def subjects(fetched: Fetched) -> list[str]:
    return [one.raw.split(b"Subject: ")[1].split(b"\r\n")[0].decode() for one in fetched.messages]


def test_a_message_arrives_and_its_copy_lies_in_sent(dovecot_mail: Provider) -> None:
    transport = opened(dovecot_mail)
    transport.hand_over(MESSAGE)
    assert transport.was_sent("<one@example.com>") is True
    assert transport.was_sent("<two@example.com>") is None
    transport.close()
    assert [str(one["Subject"]) for one in dovecot_mail.inbox("desk@station.example")] == ["Hello"]
    assert [one["Message-ID"] for one in dovecot_mail.sent(ALICE)] == ["<one@example.com>"]


def test_a_copy_is_kept_only_where_it_is_wanted(dovecot_mail: Provider) -> None:
    transport = opened(dovecot_mail, keeps_copy=False)
    transport.hand_over(MESSAGE)
    transport.close()
    assert dovecot_mail.sent(ALICE) == []


def test_what_came_before_is_not_read_and_what_comes_is_read_once(dovecot_mail: Provider) -> None:
    dovecot_mail.file(ALICE, letter(1))
    begun = read(dovecot_mail, {})
    dovecot_mail.file(ALICE, letter(2))
    dovecot_mail.file(ALICE, letter(3))
    first = read(dovecot_mail, begun.cursor)
    again = read(dovecot_mail, begun.cursor)
    behind = read(dovecot_mail, first.cursor)
    assert list(begun.messages) == []
    assert subjects(first) == ["2", "3"]
    assert [one.key for one in first.messages] == [one.key for one in again.messages]
    assert (list(behind.messages), behind.cursor) == ([], first.cursor)
    assert first.messages[0].raw == letter(2)


def test_reading_leaves_messages_unread(dovecot_mail: Provider) -> None:
    begun = read(dovecot_mail, {})
    dovecot_mail.file(ALICE, letter(1))
    read(dovecot_mail, begun.cursor)
    box = dovecot_mail.folder / "mail" / ALICE
    assert [path for path in box.glob("cur/*") if "S" in path.name.rpartition(",")[2]] == []


def test_an_empty_mailbox_gives_all_that_comes_later(dovecot_mail: Provider) -> None:
    begun = read(dovecot_mail, {})
    dovecot_mail.file(ALICE, letter(1))
    assert subjects(read(dovecot_mail, begun.cursor)) == ["1"]


def test_of_a_newsletter_only_its_head_is_read_unless_it_answers(dovecot_mail: Provider) -> None:
    begun = read(dovecot_mail, {})
    bulk = "List-Unsubscribe: <https://list.example/u>\r\n"
    dovecot_mail.file(ALICE, letter(1, bulk))
    dovecot_mail.file(ALICE, letter(2, f"{bulk}In-Reply-To: <one@example.com>\r\n"))
    texts = [b"Text" in one.raw for one in read(dovecot_mail, begun.cursor).messages]
    assert texts == [False, True]


def test_a_long_message_is_cut(dovecot_mail: Provider) -> None:
    begun = read(dovecot_mail, {})
    dovecot_mail.file(ALICE, letter(1) + b"long line\r\n" * 40_000)
    assert len(read(dovecot_mail, begun.cursor).messages[0].raw) == 262_144


def test_more_than_one_round_takes_is_read_in_the_next(dovecot_mail: Provider) -> None:
    begun = read(dovecot_mail, {})
    for number in range(MOST + 3):
        dovecot_mail.file(ALICE, letter(number))
    first = read(dovecot_mail, begun.cursor)
    second = read(dovecot_mail, first.cursor)
    assert subjects(first) + subjects(second) == [str(number) for number in range(MOST + 3)]
    assert len(first.messages) == MOST


def renumber(mail: Provider) -> None:
    """Let Dovecot forget how it numbered the INBOX."""
    box = mail.folder / "mail" / ALICE
    for path in [*box.glob("dovecot*")]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    (box / "dovecot-uidlist").write_text("3 V77 N1 G0123456789abcdef0123456789abcdef\n")
    shutil.chown(box / "dovecot-uidlist", 8, 8)


def test_messages_that_are_numbered_anew_are_read_again_under_their_old_names(
    dovecot_mail: Provider,
) -> None:
    begun = read(dovecot_mail, {})
    dovecot_mail.file(ALICE, letter(1))
    before = read(dovecot_mail, begun.cursor)
    renumber(dovecot_mail)
    dovecot_mail.file(ALICE, letter(2))
    after = read(dovecot_mail, before.cursor)
    assert before.cursor["uidvalidity"] != after.cursor["uidvalidity"]
    assert subjects(after) == ["1", "2"]
    assert after.messages[0].key == before.messages[0].key
    assert list(read(dovecot_mail, after.cursor).messages) == []


def test_a_wrong_password_asks_to_connect_again_without_repeating_it(
    dovecot_mail: Provider,
) -> None:
    transport = opened(dovecot_mail, "mark-of-a-password")
    with pytest.raises(ReconnectError) as caught:
        transport.fetch({})
    assert "mark-of-a-password" not in str(caught.value)


def test_a_server_that_is_away_is_asked_again_later(tmp_path: Path) -> None:
    nobody = Provider(tmp_path, imap_port=1, smtp=MailServer(1))
    with pytest.raises(NotHandedOverError):
        opened(nobody).fetch({})
