"""What writers may say of many targets, read in a number of queries that does not grow with them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from totalaudio.campaigns.models import Campaign, Target
from totalaudio.campaigns.stages import LABELS, ReleaseType
from totalaudio.contacts.countries import country_name
from totalaudio.contacts.models import Contact, Evidence
from totalaudio.core.tenancy.models import Workspace
from totalaudio.pitch import models
from totalaudio.pitch.drafts.kinds import kind_for
from totalaudio.pitch.states import MailboxState, Tone
from totalaudio.pitch.writers import facts
from totalaudio.pitch.writers.facts import Brief, Fact, Voice

_COLUMNS: Final = {"outlet": "outlet_name"}
_EVIDENCE: Final = (
    "contact_id", "field", "value", "source", "id", "quote", "url", "checked_at",
)  # fmt: skip


def briefs(campaign: Campaign, targets: Sequence[Target]) -> dict[UUID, Brief]:
    """What may be said to each target, by its id; those whose contact was erased are left out."""
    contacts = {target.id: target.contact for target in targets if target.contact is not None}
    return briefs_of(campaign, contacts)


def briefs_of(campaign: Campaign, contacts: dict[UUID, Contact]) -> dict[UUID, Brief]:
    """What may be said to each of these contacts, under the keys that they have here."""
    proofs = _evidence([contact.id for contact in contacts.values()])
    said, voice = campaign_facts(campaign), voice_of_workspace(campaign.workspace_id)
    return {
        key: brief(said, contact, proofs.get(contact.id, ()), voice)
        for key, contact in contacts.items()
    }


def brief(said: tuple[Fact, ...], contact: Contact, proofs: Iterable[Fact], voice: Voice) -> Brief:
    """All that a pitch to this contact may be made of."""
    return Brief(
        campaign=said,
        contact=facts.contact_facts(_values(contact), proofs),
        voice=voice,
        kind=kind_for(contact.outlet_kind),
        private=tuple(
            text for text in (contact.email, *contact.other_emails, contact.phone) if text
        ),
    )


def campaign_facts(campaign: Campaign) -> tuple[Fact, ...]:
    """What the campaign says of its release."""
    return facts.campaign_facts(
        artist=campaign.artist,
        title=campaign.title,
        release_type=LABELS[ReleaseType(campaign.release_type)],
        genres=campaign.genres,
        impact_date=campaign.impact_date,
        hook=campaign.hook,
        link=campaign.link,
    )


def voice_of_workspace(workspace_id: UUID) -> Voice:
    """How the workspace sounds; signed with the name of its mailbox, or its own while it has none."""
    row = models.Voice.objects.filter(workspace_id=workspace_id).first() or models.Voice()
    mailboxes = models.Mailbox.objects.filter(
        workspace_id=workspace_id, state=MailboxState.ACTIVE
    ).order_by("id")
    return Voice(
        tone=Tone(row.tone),
        background=row.background,
        style=row.style,
        achievements=row.achievements,
        approach=row.approach,
        differentiator=row.differentiator,
        opener=row.opener,
        notes=row.notes,
        sender=mailboxes.values_list("sender_name", flat=True).first() or _name_of(workspace_id),
    )


def _name_of(workspace_id: UUID) -> str:
    return Workspace.objects.values_list("name", flat=True).get(id=workspace_id)


def _values(contact: Contact) -> dict[str, str | list[str]]:
    found = {key: getattr(contact, _COLUMNS.get(key, key)) for key in facts.CONTACT_KEYS}
    return found | {"country": _country(contact.country)}


def _country(code: str) -> str:
    return country_name(code) if code else ""


def _evidence(contact_ids: list[UUID]) -> dict[UUID, list[Fact]]:
    """The evidence for what may be said, by contact; the surest and newest comes last, because the last one counts."""
    rows = Evidence.objects.filter(contact_id__in=contact_ids, field__in=facts.CONTACT_KEYS)
    found: dict[UUID, list[Fact]] = defaultdict(list)
    for row in rows.order_by("confidence", "checked_at", "id").values_list(*_EVIDENCE):
        contact_id, field, value, source, evidence_id, quote, url, checked_at = row
        text = _country(str(value)) if field == "country" else facts.as_text(value)
        found[contact_id].append(
            Fact(field, text, source, evidence_id, quote or "", url or "", checked_at)
        )
    return found
