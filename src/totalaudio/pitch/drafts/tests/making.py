"""Campaigns with targets for tests of pitches, and the worker's part done at once."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from tests.support.cast import Person

from totalaudio.campaigns.models import Campaign, Target
from totalaudio.campaigns.tests.making import acting, make_campaign, make_target
from totalaudio.contacts.models import Contact, Evidence
from totalaudio.pitch.drafts import actions, writing
from totalaudio.pitch.models import Batch, Mailbox, Pitch, SenderIdentity
from totalaudio.pitch.states import PitchState

# A template as its page sends it.
FORM = {
    "name": "Mine",
    "kind": "radio",
    "subject_1": "For {outlet}",
    "subject_2": "{track}",
    "subject_3": "A barn",
    "body": "{greeting}\n\n{hook}\n\n{link}",
}
HOOK = "Recorded live in one take in a barn near Hull, with a choir of forty neighbours."
LINK = "https://example.com/listen"


def campaign_of(person: Person, **more: Any) -> Campaign:
    """An active campaign that says all a pitch needs."""
    assert person.workspace
    values = {"hook": HOOK, "link": LINK, "genres": ["indie folk"], "status": "active"}
    return make_campaign(person.workspace, **(values | more))


def contact_of(person: Person, number: int = 1, **more: Any) -> Contact:
    """A presenter of a station, with an address at an example domain."""
    values = {
        "match_key": f"drafts-{number}",
        "name": f"Presenter {number}",
        "email": f"presenter{number}@station.example",
        "email_key": f"presenter{number}@station.example",
        "email_kind": "person",
        "outlet_name": f"Example FM {number}",
        "outlet_kind": "station",
        "role": "presenter",
    }
    contact = Contact(workspace_id=person.workspace_id, **(values | more))
    contact.save(using="system")
    return contact


def targets_of(person: Person, campaign: Campaign, number: int) -> list[Target]:
    """So many targets in a campaign, in their order."""
    return [make_target(campaign, contact_of(person, n)) for n in range(1, number + 1)]


def proof_of(contact: Contact, field: str, value: object, **more: Any) -> Evidence:
    """Evidence for a field of a contact."""
    from django.utils import timezone

    values = {
        "step": "site",
        "source": "station.example",
        "url": "https://station.example/about",
        "quote": "Presenter at the station",
        "confidence": 0.9,
        "checked_at": timezone.now(),
    }
    row = Evidence(
        workspace_id=contact.workspace_id,
        contact=contact,
        field=field,
        value=value,
        **(values | more),
    )
    row.save(using="system")
    return row


def start(person: Person, campaign: Campaign, target_ids: Sequence[UUID], **more: Any) -> Batch:
    """Ask for pitches, and leave them to the worker."""
    with acting(person) as by:
        batch = actions.write_batch(by=by, campaign_id=campaign.id, target_ids=target_ids, **more)
    assert batch
    return batch


def write(person: Person, campaign: Campaign, targets: Sequence[Target], **more: Any) -> Batch:
    """Have pitches written, to the end of the batch."""
    batch = start(person, campaign, [one.id for one in targets], **more)
    writing.run(batch.workspace_id, batch.id)
    return stored(batch)


def stored(batch: Batch) -> Batch:
    """The batch as it stands in the database."""
    return Batch.objects.using("system").get(id=batch.id)


def pitches(campaign: Campaign) -> list[Pitch]:
    """The pitches of a campaign, the oldest first."""
    return list(Pitch.objects.using("system").filter(campaign_id=campaign.id).order_by("id"))


def set_state(campaign: Campaign, state: PitchState) -> None:
    """Let all pitches of a campaign be in a state."""
    Pitch.objects.using("system").filter(campaign_id=campaign.id).update(state=state)


def mailbox_of(person: Person, address: str = "me@mine.example") -> Mailbox:
    """An outbox on this machine, and who its messages are from."""
    row = Mailbox(
        workspace_id=person.workspace_id, kind="local", address=address, sender_name="Me Myself"
    )
    row.save(using="system")
    SenderIdentity.objects.using("system").get_or_create(
        workspace_id=person.workspace_id,
        defaults={
            "organisation": "Alice Plugs",
            "postal_address": "1 Example Street",
            "notice_key": person.workspace_id.hex,
        },
    )
    return row
