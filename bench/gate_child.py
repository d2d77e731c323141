"""The measurement of bench/gate.py: a campaign whose contacts have a history, and the gate asked about all of it."""

import json
import sys
import time
from collections.abc import Sequence
from uuid import UUID

import django


def print_figures() -> None:
    """Print as JSON the best time for all decisions and for one, the queries, and how many were refused."""
    django.setup()
    number, runs = int(sys.argv[1]), int(sys.argv[2])
    workspace_id, mailbox_id, pitch_ids = _history(number)
    timed = [_decide(workspace_id, mailbox_id, pitch_ids) for _ in range(runs)]
    alone = [_decide(workspace_id, mailbox_id, [one])[0] for one in pitch_ids[:50]]
    seconds, refused, queries = min(timed)
    found = {"seconds": seconds, "refused": refused, "queries": queries, "one": min(alone)}
    sys.stdout.write(json.dumps(found))


def _decide(
    workspace_id: UUID, mailbox_id: UUID, pitch_ids: Sequence[UUID]
) -> tuple[float, int, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from totalaudio.core.tenancy.context import task_context
    from totalaudio.pitch.models import Mailbox
    from totalaudio.pitch.sends.actions import judged
    from totalaudio.pitch.sends.outboxes import pace_of

    with task_context(workspace_id), CaptureQueriesContext(connection) as asked:
        began = time.perf_counter()
        mailbox = Mailbox.objects.get(workspace_id=workspace_id, id=mailbox_id)
        judgements = judged(workspace_id, pitch_ids, mailbox, pace_of(mailbox), timezone.now())
        seconds = time.perf_counter() - began
    return seconds, sum(not verdict.is_open for _, verdict in judgements), len(asked)


def _history(number: int) -> tuple[UUID, UUID, list[UUID]]:
    """A workspace whose contacts were written to before; some answered, some are suppressed, some are free-mail."""
    from django.utils import timezone

    from totalaudio.campaigns.models import Campaign, Reply, Target
    from totalaudio.contacts.models import Contact, Suppression
    from totalaudio.contacts.suppression import hash_of
    from totalaudio.core.lib.ids import new_id
    from totalaudio.core.tenancy.models import Workspace
    from totalaudio.pitch.models import Mailbox, Pitch, Recipient, Send, SenderIdentity

    workspace = Workspace.objects.using("system").create(
        id=new_id(), name="Bench", plan="self_hosted"
    )
    ours = {"workspace_id": workspace.id}
    SenderIdentity.objects.using("system").create(
        **ours, organisation="Example", postal_address="1 Example Road", notice_key="bench"
    )
    mailbox = Mailbox.objects.using("system").create(
        **ours, kind="local", address="a@example.com", sender_name="A"
    )
    before, now = (
        Campaign.objects.using("system").create(
            **ours, artist="The Examples", title=title, release_type="single", status="active"
        )
        for title in ("Before", "Now")
    )
    contacts = Contact.objects.using("system").bulk_create(
        Contact(**ours, match_key=f"e:{n}", name=f"Desk {n}", email=_address(n), country="GB")
        for n in range(number)
    )
    was, targets = (
        Target.objects.using("system").bulk_create(
            Target(**ours, campaign=of, contact=one) for one in contacts
        )
        for of in (before, now)
    )
    pitches = Pitch.objects.using("system").bulk_create(
        Pitch(
            **ours,
            campaign=now,
            target=target,
            contact=contact,
            state="approved",
            subject="A record",
            body="Hello.\n" * 60,
        )
        for target, contact in zip(targets, contacts, strict=True)
    )
    hashes = [hash_of(workspace.id, one.email) for one in contacts]
    moment = timezone.now()
    Send.objects.using("system").bulk_create(
        Send(
            **ours,
            campaign=before,
            target=target,
            contact=contact,
            mailbox=mailbox,
            address_hash=its,
            state="sent",
            due_at=moment,
            sent_at=moment,
        )
        for target, contact, its in zip(was, contacts, hashes, strict=True)
    )
    Recipient.objects.using("system").bulk_create(
        Recipient(**ours, contact=one, basis="consent") for one in contacts[::3]
    )
    Reply.objects.using("system").bulk_create(
        Reply(**ours, target=one, kind="human", at=moment) for one in targets[::11]
    )
    Suppression.objects.using("system").bulk_create(
        Suppression(**ours, address_hash=its, reason="unsubscribed") for its in hashes[::7]
    )
    return UUID(str(workspace.id)), mailbox.id, [one.id for one in pitches]


def _address(number: int) -> str:
    return f"somebody{number}@gmail.com" if number % 4 == 0 else f"music{number}@fm{number}.example"


if __name__ == "__main__":
    print_figures()
