"""What a dead worker left behind is settled by what the mailbox knows, and never handed over on a guess."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import psycopg
import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from totalaudio.core.tenancy.worker_tasks import closing_connections
from totalaudio.pitch.mailboxes.transport import Handed, NotHandedOverError, Outgoing
from totalaudio.pitch.models import Mailbox
from totalaudio.pitch.sends import work
from totalaudio.pitch.sends.claiming import take
from totalaudio.pitch.sends.handing import hand_over

from .sending import Outboxed, told


@pytest.mark.parametrize(
    ("knows", "state", "told_of"), [(True, "sent", 1), (False, "queued", 0), (None, "unknown", 0)]
)
def test_what_a_dead_worker_left_is_settled_by_what_the_mailbox_knows(
    out: Outboxed, knows: bool | None, state: str, told_of: int
) -> None:
    out.queue(out.pitches[0])
    assert take(out.alice.workspace_id, out.mailbox.id, timezone.now())
    [send] = out.sends()
    out.box.knows = knows
    out.recover(send)
    assert out.states() == ["sending"]
    later = timezone.now() + timedelta(minutes=2)
    assert list(work.stalled(later)) == [(out.alice.workspace_id, send.id)]
    for _ in range(2):
        out.recover(send, later)
    assert out.states() == [state]
    assert len(told(out)) == told_of
    assert out.box.taken == []


def test_a_worker_that_comes_late_finds_its_claim_gone(out: Outboxed) -> None:
    out.queue(out.pitches[0])
    claim = take(out.alice.workspace_id, out.mailbox.id, timezone.now())
    assert claim
    [send] = out.sends()
    out.box.knows = False
    out.recover(send, timezone.now() + timedelta(minutes=2))
    second = take(out.alice.workspace_id, out.mailbox.id, timezone.now() + timedelta(minutes=3))
    assert second
    hand_over(claim, lambda mailbox: out.box)
    assert out.box.taken == []
    hand_over(second, lambda mailbox: out.box)
    assert (out.states(), len(out.box.taken)) == (["sent"], 1)


def test_a_worker_that_is_only_slow_is_left_alone(
    out: Outboxed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its lease has ended, and the mailbox says that nothing was sent: still nobody else hands it over."""
    take_it, out.box.knows = out.box.hand_over, False

    def think_long(message: Outgoing) -> Handed:
        with ThreadPoolExecutor(1) as other:
            other.submit(closing_connections(lambda: others(out))).result()
        return take_it(message)

    out.queue(out.pitches[0])
    monkeypatch.setattr(out.box, "hand_over", think_long)
    assert out.drain() == 1
    assert (out.states(), len(out.box.taken)) == (["sent"], 1)


def others(out: Outboxed) -> None:
    """What another worker does two minutes later."""
    [send] = out.sends()
    assert send.state == "sending"
    out.recover(send, timezone.now() + timedelta(minutes=2))
    assert take(out.alice.workspace_id, out.mailbox.id, timezone.now()) is None
    assert out.states() == ["sending"]


def test_a_mailbox_that_cannot_be_asked_is_asked_again_and_not_for_ever(out: Outboxed) -> None:
    out.queue(out.pitches[0])
    assert take(out.alice.workspace_id, out.mailbox.id, timezone.now())
    [send] = out.sends()
    out.box.fails_to_open = NotHandedOverError("Nobody answers.")
    out.recover(send, timezone.now() + timedelta(minutes=2))
    assert out.states() == ["sending"]
    out.recover(send, timezone.now() + timedelta(hours=2))
    assert out.states() == ["unknown"]


def test_a_mailbox_that_fails_in_another_way_is_not_asked_without_end(
    out: Outboxed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(message_id: str) -> bool | None:
        raise RuntimeError("a mistake of ours")

    out.queue(out.pitches[0])
    assert take(out.alice.workspace_id, out.mailbox.id, timezone.now())
    monkeypatch.setattr(out.box, "was_sent", fail)
    out.recover(out.sends()[0], timezone.now() + timedelta(minutes=2))
    assert out.states() == ["unknown"]


def test_the_database_goes_away_after_the_server_took_it(
    out: Outboxed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not known that it went, so that it never goes again."""
    take_it = out.box.hand_over

    def take_and_lose(message: Outgoing) -> Handed:
        handed = take_it(message)
        connection.connection.close()
        return handed

    out.queue(out.pitches[0])
    monkeypatch.setattr(out.box, "hand_over", take_and_lose)
    with pytest.raises((OperationalError, psycopg.OperationalError)):
        out.drain()
    connection.close()
    assert out.drain() == 0
    out.recover(out.sends()[0], timezone.now() + timedelta(minutes=2))
    assert (out.states(), len(out.box.taken)) == (["unknown"], 1)


def test_a_mailbox_that_is_gone_after_the_claim_hands_nothing_over(out: Outboxed) -> None:
    out.queue(out.pitches[0])
    claim = take(out.alice.workspace_id, out.mailbox.id, timezone.now())
    assert claim
    Mailbox.objects.using("system").all().delete()
    hand_over(claim, lambda mailbox: out.box)
    assert (out.states(), out.box.taken) == (["queued"], [])
