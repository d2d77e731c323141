"""The worker's tasks: what is due is handed on, once for each mailbox, and links lead to our own pages."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.urls import resolve, reverse
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from totalaudio.pitch.models import Send
from totalaudio.pitch.sends import links, tasks
from totalaudio.pitch.sends.claiming import take

from .sending import Outboxed


@pytest.fixture
def as_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks are handed on by the system role, as in the worker."""
    monkeypatch.setattr(app.connector, "alias", "system")


def waiting(name: str) -> list[tuple[dict[str, str], str | None]]:
    jobs = ProcrastinateJob.objects.using("system").filter(task_name=name, status="todo")
    return [(job.args, job.lock) for job in jobs.order_by("id")]


@pytest.mark.usefixtures("as_worker")
def test_what_is_due_is_handed_on_once_however_often_it_is_asked(out: Outboxed) -> None:
    out.queue()
    ProcrastinateJob.objects.using("system").all().delete()
    for _ in range(3):
        tasks.wake(0)
    told = {"workspace_id": str(out.alice.workspace_id), "mailbox_id": str(out.mailbox.id)}
    assert waiting("pitch.send") == [(told, f"pitch.send {out.mailbox.id}")]


@pytest.mark.usefixtures("as_worker")
def test_what_a_dead_worker_left_is_handed_on_once(out: Outboxed) -> None:
    out.queue(out.pitches[0])
    assert take(out.alice.workspace_id, out.mailbox.id, timezone.now())
    tasks.wake(0)
    assert waiting("pitch.recover") == []
    Send.objects.using("system").update(claimed_at=timezone.now() - timedelta(minutes=2))
    for _ in range(3):
        tasks.wake(0)
    [send] = out.sends()
    told = {"workspace_id": str(out.alice.workspace_id), "send_id": str(send.id)}
    assert waiting("pitch.recover") == [(told, None)]


def test_the_task_sends_into_the_outbox_of_this_machine(out: Outboxed) -> None:
    from totalaudio.pitch.models import LocalMessage

    out.queue()
    tasks.send(str(out.alice.workspace_id), str(out.mailbox.id))
    assert out.states() == ["sent", "sent"]
    assert LocalMessage.objects.using("system").count() == 2


def test_what_lies_in_the_outbox_of_this_machine_was_sent(out: Outboxed) -> None:
    """A worker that died after it was handed over: the mailbox knows, and nothing goes twice."""
    from totalaudio.pitch.mailboxes.opening import open_mailbox
    from totalaudio.pitch.models import LocalMessage
    from totalaudio.pitch.sends.handing import hand_over

    out.queue()
    claims = [take(out.alice.workspace_id, out.mailbox.id, timezone.now()) for _ in range(2)]
    assert claims[0]
    with open_mailbox(out.mailbox) as box:
        hand_over(claims[0], lambda mailbox: box)
    Send.objects.using("system").update(
        state="sending", claimed_at=timezone.now() - timedelta(minutes=2)
    )
    for send in out.sends():
        tasks.recover(str(out.alice.workspace_id), str(send.id))
    assert sorted(out.states()) == ["queued", "sent"]
    tasks.send(str(out.alice.workspace_id), str(out.mailbox.id))
    assert out.states() == ["sent", "sent"]
    assert LocalMessage.objects.using("system").count() == 2


def test_links_are_those_that_the_pages_answer(settings: Settings) -> None:
    settings.BASE_URL = "https://promotion.example.com"
    base = "https://promotion.example.com"
    assert links.unsubscribe_url("abc") == base + reverse("compliance:unsubscribe", args=["abc"])
    assert links.notice_url("abc") == base + reverse("compliance:notice", args=["abc"])


def test_a_key_is_made_for_one_send_and_cannot_be_guessed(out: Outboxed) -> None:
    from totalaudio.core.tenancy.context import task_context

    out.queue(out.pitches[0])
    [send] = out.sends()
    with task_context(out.alice.workspace_id):
        keys = {links.new_key(send) for _ in range(20)}
    assert len(keys) == 20
    assert {len(key) for key in keys} == {32}
    path = links.unsubscribe_url(next(iter(keys))).removeprefix(settings.BASE_URL)
    assert resolve(path).view_name == "compliance:unsubscribe"
    assert UUID(str(send.id)).hex not in path
