"""One measurement of bench/pitches.py: a batch from a template, as the worker writes it."""

import json
import sys
import time
from uuid import UUID

import django

_HOOK = "Recorded live in one take in a chapel, with a choir of forty neighbours who had never sung in public before."


def print_seconds() -> None:
    """Print as JSON the seconds from a batch that waits to its last pitch in the database."""
    django.setup()
    sys.stdout.write(json.dumps({"seconds": _batch(int(sys.argv[1]))}))


def _batch(pitches: int) -> float:
    from totalaudio.pitch.drafts import writing
    from totalaudio.pitch.models import Batch

    workspace_id, campaign_id, targets = _campaign(pitches)
    batch = Batch.objects.using("system").create(
        workspace_id=workspace_id, campaign_id=campaign_id, targets=targets, total=len(targets)
    )
    began = time.perf_counter()
    writing.run(workspace_id, batch.id)
    seconds = time.perf_counter() - began
    done = Batch.objects.using("system").get(id=batch.id)
    if done.written != pitches or done.state != "done":
        raise RuntimeError(f"the batch is {done.state} with {done.written} of {pitches} written")
    return seconds


def _campaign(pitches: int) -> tuple[UUID, UUID, list[UUID]]:
    """A workspace with a campaign to so many made-up contacts, each with evidence for its genres."""
    from django.utils import timezone

    from totalaudio.campaigns.models import Campaign, Target
    from totalaudio.contacts.models import Contact, Evidence
    from totalaudio.core.lib.ids import new_id
    from totalaudio.core.tenancy.models import Workspace

    workspace = Workspace.objects.using("system").create(
        id=new_id(), name="Bench", plan="self_hosted"
    )
    campaign = Campaign.objects.using("system").create(
        workspace=workspace,
        artist="The Examples",
        title="Northern Light",
        release_type="single",
        genres=["indie folk"],
        hook=_HOOK,
        link="https://example.com/northern-light",
        status="active",
    )
    contacts = Contact.objects.using("system").bulk_create(
        Contact(
            workspace=workspace,
            match_key=f"e:{number}",
            name=f"Ann Example{number}",
            email=f"ann{number}@madeup{number}.example",
            email_key=f"ann{number}@madeup{number}.example",
            email_kind="person",
            outlet_name=f"Made Up FM {number}",
            outlet_kind="station",
            genres=["indie", "folk"],
        )
        for number in range(pitches)
    )
    Evidence.objects.using("system").bulk_create(
        Evidence(
            workspace=workspace,
            contact=contact,
            field="genres",
            value=["indie", "folk"],
            step="site",
            source="site: madeup.example",
            confidence=0.9,
            checked_at=timezone.now(),
        )
        for contact in contacts
    )
    targets = Target.objects.using("system").bulk_create(
        Target(workspace=workspace, campaign=campaign, contact=contact) for contact in contacts
    )
    return UUID(str(workspace.id)), campaign.id, [target.id for target in targets]


if __name__ == "__main__":
    print_seconds()
