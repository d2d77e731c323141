import hashlib
import hmac
import time
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from totalaudio_ops.notifying import webhooks
from totalaudio_ops.notifying.notification import Notification, NotTakenError
from totalaudio_ops.notifying.tests.receiving import Receiver
from totalaudio_ops.notifying.webhooks import Webhook, is_ours

SECRET = "a secret of both sides, long enough"
GIVEN = Notification(uuid4(), "webhook", "webhook", "P1 opened", '{"event": "öpened"}')


def test_what_comes_is_signed_and_can_be_told_from_anything_else(receiver: Receiver) -> None:
    Webhook(receiver.url, SECRET)(GIVEN)
    [post] = receiver.posts
    assert (post.path, post.body) == ("/hooks/of-ours", GIVEN.body.encode())
    assert post.headers["TotalAudio-Delivery"] == str(GIVEN.id)
    timestamp, signed = post.headers["TotalAudio-Timestamp"], post.headers["TotalAudio-Signature"]
    by_hand = hmac.new(SECRET.encode(), f"{timestamp}.".encode() + post.body, hashlib.sha256)
    assert signed == f"v1={by_hand.hexdigest()}"
    now = datetime.now(UTC)
    assert is_ours(SECRET, timestamp, signed, post.body, now)
    assert not is_ours(SECRET, timestamp, signed, post.body + b" ", now)
    assert not is_ours("another", timestamp, signed, post.body, now)
    assert not is_ours(SECRET, str(int(timestamp) + 1), signed, post.body, now)
    assert not is_ours(SECRET, timestamp, signed, post.body, now + timedelta(minutes=6))
    assert not is_ours(SECRET, timestamp, signed, post.body, now - timedelta(minutes=6))
    assert not is_ours(SECRET, "soon", signed, post.body, now)


@pytest.mark.parametrize("status", [301, 307, 400, 401, 404, 429, 500, 503])
def test_only_2xx_is_taken_and_no_redirect_is_followed(receiver: Receiver, status: int) -> None:
    receiver.answer, receiver.location = status, receiver.url
    with pytest.raises(NotTakenError, match=f"^the webhook answered {status}$"):
        Webhook(receiver.url, SECRET)(GIVEN)
    assert len(receiver.posts) == 1


def test_who_answers_a_letter_at_a_time_is_not_waited_for(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "SECONDS", 0.5)
    receiver.answer = "slow"
    began_at = time.monotonic()
    with pytest.raises(NotTakenError, match=r"did not answer within 0\.5 seconds"):
        Webhook(receiver.url, SECRET)(GIVEN)
    assert time.monotonic() - began_at < 5


def test_an_answer_without_end_is_taken_and_not_read(receiver: Receiver) -> None:
    receiver.answer = "endless"
    Webhook(receiver.url, SECRET)(GIVEN)
    assert len(receiver.posts) == 1


def test_no_problem_tells_the_address_or_the_secret(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "SECONDS", 0.3)
    said = []
    for answer, url in (
        ("cut", receiver.url),
        ("silent", receiver.url),
        (204, "http://127.0.0.1:1/token-in-path"),
    ):
        receiver.answer = answer
        with pytest.raises(NotTakenError) as refused:
            Webhook(url, SECRET)(GIVEN)
        assert refused.value.__cause__ is None
        said.append(str(refused.value))
    assert said == [
        "the webhook could not be reached (RemoteProtocolError)",
        "the webhook did not answer within 0.3 seconds",
        "the webhook could not be reached (ConnectError)",
    ]
    assert repr(Webhook("https://example.org/token", SECRET)) == "Webhook()"
