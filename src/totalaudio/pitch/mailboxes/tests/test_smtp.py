"""What became of a message is told exactly: taken, not taken, refused, or nobody knows."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from threading import Thread
from time import monotonic, sleep

import pytest
from tests.support.mail_server import PASSWORD, USER, MailServer, mail_server

from totalaudio.pitch.mailboxes.connecting import Dial
from totalaudio.pitch.mailboxes.servers import Security, Server, Servers
from totalaudio.pitch.mailboxes.smtp import SmtpTransport
from totalaudio.pitch.mailboxes.transport import (
    Handed,
    NotHandedOverError,
    Outgoing,
    ReconnectError,
    RefusedError,
    SenderRefusedError,
    TransportError,
    UnsureError,
)

NEAR = Dial(is_guarded=False, seconds=1.0, last_seconds=1.0)
MESSAGE = Outgoing(
    raw=b"Subject: Hello\nMessage-ID: <one@example.com>\n\nA song.\n.\nNot the end.\n",
    sender="alice@example.com",
    recipient="desk@station.example",
    message_id="<one@example.com>",
)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as made:
        yield made


@pytest.fixture
def transport(server: MailServer) -> Iterator[SmtpTransport]:
    made = transport_to(server.port)
    yield made
    made.close()


def transport_to(port: int, password: str = PASSWORD, dial: Dial = NEAR) -> SmtpTransport:
    return SmtpTransport(
        Servers(Server("127.0.0.1", port, Security.PLAIN), None, USER), password, dial
    )


def failure(transport: SmtpTransport) -> TransportError:
    with pytest.raises(TransportError) as caught:
        transport.hand_over(MESSAGE)
    return caught.value


def test_a_message_arrives_whole_with_its_lines_as_mail_has_them(
    server: MailServer, transport: SmtpTransport
) -> None:
    assert transport.hand_over(MESSAGE) == Handed(message_id="<one@example.com>")
    assert server.taken == [MESSAGE.raw.replace(b"\n", b"\r\n")]
    assert server.envelopes == [("alice@example.com", "desk@station.example")]


def test_several_messages_go_through_one_connection(
    server: MailServer, transport: SmtpTransport
) -> None:
    for _ in range(3):
        transport.hand_over(MESSAGE)
    assert (len(server.taken), server.connections) == (3, 1)


def test_a_connection_that_was_let_go_is_made_again(
    server: MailServer, transport: SmtpTransport
) -> None:
    transport.hand_over(MESSAGE)
    server.faults.cut = "RSET"
    transport.hand_over(MESSAGE)
    assert (len(server.taken), server.connections) == (2, 2)


@pytest.mark.parametrize(
    ("command", "answer", "expected"),
    [
        ("CONNECT", "421 too busy", NotHandedOverError),
        ("CONNECT", "554 5.7.1 your address is on a list", SenderRefusedError),
        ("EHLO", "421 closing", NotHandedOverError),
        ("AUTH", "454 4.7.0 not now", NotHandedOverError),
        ("AUTH", "535 5.7.8 no", ReconnectError),
        ("AUTH", "534 5.7.9 app password needed", ReconnectError),
        ("MAIL", "450 4.2.1 later", NotHandedOverError),
        ("MAIL", "530 5.7.0 sign in first", ReconnectError),
        ("MAIL", "550 5.1.8 bad sender", SenderRefusedError),
        ("RCPT", "421 4.7.28 slow down", NotHandedOverError),
        ("RCPT", "450 4.2.0 greylisted", NotHandedOverError),
        ("RCPT", "550 5.1.1 no such person", RefusedError),
        ("RCPT", "550 5.7.1 not from you", SenderRefusedError),
        ("DATA", "451 4.3.0 later", NotHandedOverError),
        ("DATA", "554 5.6.0 no", RefusedError),
        ("DOT", "451 4.3.0 later", NotHandedOverError),
        ("DOT", "550 5.6.0 looks bad", RefusedError),
        ("DOT", "550 5.4.5 Daily user sending limit exceeded", SenderRefusedError),
        ("DOT", "550 5.7.26 unauthenticated", SenderRefusedError),
    ],
)
def test_an_answer_other_than_yes_is_its_error_and_nothing_was_taken(
    command: str,
    answer: str,
    expected: type[TransportError],
    server: MailServer,
    transport: SmtpTransport,
) -> None:
    server.faults.answers[command] = answer
    assert type(failure(transport)) is expected
    assert server.taken == []


@pytest.mark.parametrize("command", ["CONNECT", "EHLO", "AUTH", "MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("fault", ["cut", "silent"])
def test_a_connection_that_ends_before_the_text_is_tried_again(
    fault: str, command: str, server: MailServer, transport: SmtpTransport
) -> None:
    setattr(server.faults, fault, command)
    assert type(failure(transport)) is NotHandedOverError
    assert server.taken == []


@pytest.mark.parametrize("fault", ["cut", "silent"])
def test_a_connection_that_ends_after_the_text_leaves_nobody_sure(
    fault: str, server: MailServer, transport: SmtpTransport
) -> None:
    setattr(server.faults, fault, "DOT")
    assert type(failure(transport)) is UnsureError
    assert len(server.taken) == 1


@pytest.mark.parametrize("said", ["25", "2", "", "yes", "354 go on", "999 x", "250-more"])
def test_a_reply_that_is_cut_off_or_none_leaves_nobody_sure(
    said: str, server: MailServer, transport: SmtpTransport
) -> None:
    """A yes may have begun with it, and a second mail would be one too many."""
    server.faults.answers["DOT"] = said
    assert type(failure(transport)) is UnsureError


@pytest.mark.parametrize("command", ["EHLO", "AUTH", "MAIL", "RCPT", "DATA"])
def test_what_is_no_reply_before_the_text_is_tried_again(
    command: str, server: MailServer, transport: SmtpTransport
) -> None:
    server.faults.answers[command] = "yes"
    assert type(failure(transport)) is NotHandedOverError


def test_a_daily_limit_waits_for_a_day_and_a_pace_for_a_quarter_of_an_hour(
    server: MailServer, transport: SmtpTransport
) -> None:
    server.faults.answers["MAIL"] = "550 5.4.5 Daily user sending limit exceeded"
    limit = failure(transport)
    server.faults.answers["MAIL"] = "421 4.7.0 slow down"
    pace = failure(transport)
    assert isinstance(limit, SenderRefusedError)
    assert isinstance(pace, NotHandedOverError)
    assert (limit.pause_seconds, pace.retry_after) == (86_400.0, 900.0)


def test_a_wrong_password_is_not_repeated_even_when_the_server_does(server: MailServer) -> None:
    wrong = transport_to(server.port, "mark-of-a-password")
    error = failure(wrong)
    assert type(error) is ReconnectError
    assert "mark-of-a-password" not in str(error)
    server.faults.answers["MAIL"] = "550 you said mark-of-a-password or bWFyay1vZi1hLXBhc3N3b3Jk"
    server.faults.answers["AUTH"] = "235 well"
    assert str(failure(wrong)) == (
        "The mail server refuses this sender: 550 you said [hidden] or [hidden]"
    )


@pytest.mark.parametrize("recipient", ["", "a@b.example\r\nRCPT TO:<c@d.example>", "a b@c.example"])
def test_an_address_that_is_more_than_an_address_is_refused(
    recipient: str, server: MailServer, transport: SmtpTransport
) -> None:
    with pytest.raises(RefusedError):
        transport.hand_over(Outgoing(MESSAGE.raw, MESSAGE.sender, recipient, "<x@example.com>"))
    assert server.taken == []


def test_a_server_that_never_stops_talking_is_cut_off(
    server: MailServer, transport: SmtpTransport
) -> None:
    server.faults.answers["EHLO"] = "\r\n".join(["250-more"] * 10_000)
    assert type(failure(transport)) is NotHandedOverError


def test_a_server_that_talks_a_little_now_and_then_is_cut_off_too() -> None:
    drips = Dial(is_guarded=False, seconds=1.0, most_seconds=1.0)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        Thread(target=drip, args=(listening,), daemon=True).start()
        began = monotonic()
        error = failure(transport_to(listening.getsockname()[1], dial=drips))
        assert type(error) is NotHandedOverError
        assert monotonic() - began < 5


def drip(listening: socket.socket) -> None:
    """One letter of a greeting every fifth of a second, without an end."""
    caller, _ = listening.accept()
    with caller, suppress(OSError):
        while True:
            caller.sendall(b"2")
            sleep(0.2)


def test_nothing_that_listens_is_tried_again() -> None:
    with mail_server() as gone:
        port = gone.port
    error = failure(transport_to(port))
    assert type(error) is NotHandedOverError
    assert str(error) == f"127.0.0.1:{port} cannot be reached: nothing listens there."


@pytest.mark.parametrize("host", ["a..b", ".", "a" * 70 + ".example", "\u202e.example"])
@pytest.mark.parametrize("is_guarded", [True, False])
def test_what_is_no_name_of_a_server_is_said(host: str, is_guarded: bool) -> None:
    dial = Dial(is_guarded=is_guarded, seconds=2)
    with pytest.raises(SenderRefusedError):
        dial.connect(Server(host, 25, Security.PLAIN))


def test_behind_the_guard_no_mailbox_reaches_inside(server: MailServer) -> None:
    port = failure(transport_to(server.port, dial=Dial()))
    inside = failure(transport_to(25, dial=Dial()))
    assert type(port) is type(inside) is SenderRefusedError
    assert "the address is not on the public internet" in str(inside)
    assert server.connections == 0


def test_a_name_that_leads_inside_is_refused_too(server: MailServer) -> None:
    servers = Servers(Server("mail.example.com", 587, Security.PLAIN), None, USER)
    dial = Dial(resolve=lambda _host: ("10.0.0.5",))
    assert type(failure(SmtpTransport(servers, PASSWORD, dial))) is SenderRefusedError


def test_without_imap_nobody_can_tell_what_was_sent(transport: SmtpTransport) -> None:
    assert transport.was_sent("<one@example.com>") is None
