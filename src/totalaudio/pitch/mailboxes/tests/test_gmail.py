"""Gmail with faults: what became of a message is told exactly, and what came in is read once."""

from collections.abc import Iterator

import pytest

from totalaudio.pitch.mailboxes.gmail import GmailTransport
from totalaudio.pitch.mailboxes.gmail_reading import MOST
from totalaudio.pitch.mailboxes.google_oauth import METADATA, READ, SEND
from totalaudio.pitch.mailboxes.google_oauth import Google as Place
from totalaudio.pitch.mailboxes.transport import (
    Fetched,
    NotHandedOverError,
    Outgoing,
    ReconnectError,
    RefusedError,
    SenderRefusedError,
    TransportError,
    UnsureError,
)

from .fake_gmail import Fault, Google, fake_gmail
from .fake_gmail.state import CLIENT_ID, CLIENT_SECRET

MESSAGE = Outgoing(
    raw=b"Message-ID: <one@example.com>\r\nSubject: Hello\r\n\r\nA song.\r\n",
    sender="alice@gmail.example",
    recipient="desk@station.example",
    message_id="<one@example.com>",
)


@pytest.fixture
def google() -> Iterator[Google]:
    with fake_gmail() as state:
        yield state


@pytest.fixture
def sends(google: Google) -> Iterator[GmailTransport]:
    made = opened(google, SEND)
    yield made
    made.close()


@pytest.fixture
def reads(google: Google) -> Iterator[GmailTransport]:
    made = opened(google, SEND, READ)
    yield made
    made.close()


def place(google: Google, seconds: float = 1.0) -> Place:
    base = google.base
    return Place(CLIENT_ID, CLIENT_SECRET, accounts=base, oauth=base, api=base, seconds=seconds)


def opened(google: Google, *scopes: str) -> GmailTransport:
    token = google.permit(*(scope.rpartition("/")[2] for scope in scopes))
    return GmailTransport(place(google), token, scopes)


def failure(transport: GmailTransport) -> TransportError:
    with pytest.raises(TransportError) as caught:
        transport.hand_over(MESSAGE)
    return caught.value


def letter(number: int, more: str = "") -> bytes:
    head = f"From: desk@station.example\r\nMessage-ID: <{number}@station.example>\r\n{more}"
    return f"{head}Subject: {number}\r\n\r\nText {number}.\r\n".encode()


def subjects(fetched: Fetched) -> list[str]:
    return [one.raw.split(b"Subject: ")[1].split(b"\r\n")[0].decode() for one in fetched.messages]


def test_a_message_is_taken_as_it_is_and_its_conversation_is_known(
    google: Google, sends: GmailTransport
) -> None:
    handed = sends.hand_over(MESSAGE)
    (taken,) = google.sent()
    assert taken.raw == MESSAGE.raw
    assert (handed.message_id, handed.thread_id) == ("<one@example.com>", taken.thread_id)


def test_one_access_token_serves_many_messages(google: Google, sends: GmailTransport) -> None:
    for _ in range(3):
        sends.hand_over(MESSAGE)
    assert google.asked.count("POST /token") == 1


def test_a_follow_up_goes_into_the_conversation(google: Google, sends: GmailTransport) -> None:
    first = sends.hand_over(MESSAGE)
    second = sends.hand_over(
        Outgoing(MESSAGE.raw, MESSAGE.sender, MESSAGE.recipient, "<2@example.com>", first.thread_id)
    )
    assert second.thread_id == first.thread_id


def test_a_conversation_that_was_deleted_keeps_no_message_back(
    google: Google, sends: GmailTransport
) -> None:
    gone = Outgoing(MESSAGE.raw, MESSAGE.sender, MESSAGE.recipient, "<2@example.com>", "gone")
    sends.hand_over(gone)
    assert len(google.sent()) == 1


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault(400, "invalidArgument"), RefusedError),
        (Fault(400, "failedPrecondition"), SenderRefusedError),
        (Fault(403, "rateLimitExceeded"), NotHandedOverError),
        (Fault(403, "userRateLimitExceeded"), NotHandedOverError),
        (Fault(403, "dailyLimitExceeded"), SenderRefusedError),
        (Fault(403, "insufficientPermissions"), ReconnectError),
        (Fault(403, "domainPolicy"), SenderRefusedError),
        (Fault(404, "notFound"), NotHandedOverError),
        (Fault(429, "rateLimitExceeded"), NotHandedOverError),
        (Fault(500, "backendError"), UnsureError),
        (Fault(502, ""), UnsureError),
        (Fault(503, "backendError"), NotHandedOverError),
        (Fault(then="cut"), UnsureError),
        (Fault(then="hang"), UnsureError),
    ],
)
def test_a_refusal_is_its_error_and_nothing_was_taken(
    fault: Fault, expected: type[TransportError], google: Google, sends: GmailTransport
) -> None:
    google.fail("send", fault)
    assert type(failure(sends)) is expected
    assert google.sent() == []


@pytest.mark.parametrize("then", ["cut", "hang"])
def test_a_connection_that_ends_after_taking_leaves_nobody_sure(
    then: str, google: Google, sends: GmailTransport
) -> None:
    google.fail("send", Fault(then=then, takes=True))
    assert type(failure(sends)) is UnsureError
    assert len(google.sent()) == 1


def test_a_wait_that_google_names_is_kept(google: Google, sends: GmailTransport) -> None:
    google.fail("send", Fault(429, "rateLimitExceeded", headers={"Retry-After": "240"}))
    error = failure(sends)
    assert isinstance(error, NotHandedOverError)
    assert error.retry_after == 240.0


def test_a_limit_of_sending_pauses_the_mailbox_until_google_says(
    google: Google, sends: GmailTransport
) -> None:
    told = "User-rate limit exceeded.  Retry after 2999-01-01T00:00:00.000Z (Mail sending)"
    google.fail("send", Fault(429, "rateLimitExceeded", told), Fault(403, "dailyLimitExceeded"))
    until, a_day = failure(sends), failure(sends)
    assert isinstance(until, SenderRefusedError)
    assert isinstance(a_day, SenderRefusedError)
    assert until.pause_seconds > 86_400
    assert a_day.pause_seconds == 86_400.0


def test_an_access_token_that_has_ended_is_fetched_anew_once(
    google: Google, sends: GmailTransport
) -> None:
    sends.hand_over(MESSAGE)
    google.access_tokens.clear()
    sends.hand_over(MESSAGE)
    assert len(google.sent()) == 2
    google.fail("send", Fault(401, "authError"), Fault(401, "authError"))
    assert type(failure(sends)) is ReconnectError


def test_a_permission_that_was_withdrawn_asks_to_connect_again_and_is_not_asked_on(
    google: Google, sends: GmailTransport
) -> None:
    google.withdraw()
    assert type(failure(sends)) is ReconnectError
    assert google.asked == ["POST /token"]


def test_google_away_at_the_token_is_tried_again(google: Google, sends: GmailTransport) -> None:
    google.fail("token", Fault(503), Fault(then="cut"))
    assert [type(failure(sends)) for _ in range(2)] == [NotHandedOverError] * 2
    assert google.sent() == []


def test_nothing_that_listens_is_tried_again() -> None:
    with fake_gmail() as gone:
        transport = opened(gone, SEND)
    assert type(failure(transport)) is NotHandedOverError
    transport.close()


def test_no_error_shows_a_token(google: Google, sends: GmailTransport) -> None:
    google.fail("send", Fault(403, "domainPolicy"), Fault(500))
    errors = [failure(sends), failure(sends)]
    google.withdraw()
    errors.append(failure(sends))
    tokens = [sends._token, sends._refresh_token, CLIENT_SECRET]
    assert not [token for token in tokens for error in errors if token and token in repr(error)]
    assert CLIENT_SECRET not in repr(place(google))


def test_only_who_may_read_can_tell_what_was_sent(google: Google, reads: GmailTransport) -> None:
    reads.hand_over(MESSAGE)
    assert reads.was_sent("<one@example.com>") is True
    assert reads.was_sent("<two@example.com>") is None
    assert opened(google, SEND).was_sent("<one@example.com>") is None
    assert opened(google, SEND, METADATA).was_sent("<one@example.com>") is None


def test_what_came_before_is_not_read_and_what_comes_is_read_once(
    google: Google, reads: GmailTransport
) -> None:
    google.arrive(letter(1))
    begun = reads.fetch({})
    came = google.arrive(letter(2), thread_id="t1")
    google.arrive(letter(3))
    google.arrive(letter(4), labels=("SENT",))
    first = reads.fetch(begun.cursor)
    behind = reads.fetch(first.cursor)
    assert list(begun.messages) == []
    assert subjects(first) == ["2", "3"]
    assert first.messages[0].raw == letter(2)
    assert (first.messages[0].key, first.messages[0].thread_id) == (f"gmail:{came.id}", "t1")
    assert list(behind.messages) == []


def test_every_page_of_the_history_is_read(google: Google, reads: GmailTransport) -> None:
    begun = reads.fetch({})
    google.page_size = 2
    for number in range(5):
        google.arrive(letter(number))
    assert subjects(reads.fetch(begun.cursor)) == ["0", "1", "2", "3", "4"]


def test_more_than_one_round_takes_is_read_in_the_next(google: Google) -> None:
    transport = opened(google, METADATA)
    begun = transport.fetch({})
    for number in range(MOST + 3):
        google.arrive(letter(number))
    first = transport.fetch(begun.cursor)
    second = transport.fetch(first.cursor)
    assert subjects(first) + subjects(second) == [str(number) for number in range(MOST + 3)]
    assert len(first.messages) == MOST
    transport.close()


def test_a_history_that_google_forgot_is_made_good_under_the_same_names(
    google: Google, reads: GmailTransport
) -> None:
    begun = reads.fetch({})
    google.arrive(letter(1))
    before = reads.fetch(begun.cursor)
    google.arrive(letter(2))
    old = google.arrive(letter(3))
    old.at -= 3 * 24 * 3600 * 1000
    google.oldest_history = google.history + 1
    after = reads.fetch(before.cursor)
    google.oldest_history = 0
    assert subjects(after) == ["1", "2"]
    assert after.messages[0].key == before.messages[0].key
    assert list(reads.fetch(after.cursor).messages) == []


def test_with_headers_only_no_text_is_read(google: Google) -> None:
    transport = opened(google, SEND, METADATA)
    begun = transport.fetch({})
    google.arrive(letter(1, "In-Reply-To: <one@example.com>\r\n"))
    (came,) = transport.fetch(begun.cursor).messages
    transport.close()
    assert b"In-Reply-To: <one@example.com>" in came.raw
    assert b"Text" not in came.raw


def test_a_message_that_was_deleted_meanwhile_is_left_out(
    google: Google, reads: GmailTransport
) -> None:
    begun = reads.fetch({})
    google.arrive(letter(1))
    google.arrive(letter(2))
    google.fail("get", Fault(404, "notFound"))
    assert subjects(reads.fetch(begun.cursor)) == ["2"]


@pytest.mark.parametrize("status", [403, 429, 500])
def test_gmail_that_cannot_be_read_now_is_asked_again_later(
    status: int, google: Google, reads: GmailTransport
) -> None:
    begun = reads.fetch({})
    google.fail("history", Fault(status, "rateLimitExceeded"))
    with pytest.raises(NotHandedOverError):
        reads.fetch(begun.cursor)


def test_who_may_send_only_reads_nothing(sends: GmailTransport) -> None:
    with pytest.raises(ReconnectError):
        sends.fetch({})
