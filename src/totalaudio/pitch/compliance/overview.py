"""What the desk shows: who is suppressed, who was never told where their data is from, whom the gate would refuse."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from totalaudio.campaigns.models import Target
from totalaudio.campaigns.stages import CampaignStatus, Stage
from totalaudio.contacts.models import Contact
from totalaudio.contacts.models.suppression import SuppressionReason
from totalaudio.contacts.suppression import queries as suppression
from totalaudio.core.tenancy.context import Actor
from totalaudio.pitch.models import Recipient, SenderIdentity
from totalaudio.pitch.states import Basis

from .basis import standing_of
from .identity import identity_of

# UK GDPR, article 14: within a month of getting somebody's data, and at the latest with the first message.
MONTH: Final = timedelta(days=30)
_SHOWN: Final = 20
_LOOKED_AT: Final = 5_000


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk; lists are the first ones, with the number of all."""

    identity: SenderIdentity | None
    counts: dict[SuppressionReason, int]
    overdue: tuple[Contact, ...]
    overdue_count: int
    gaps: tuple[Contact, ...]
    gaps_count: int
    is_all: bool

    @property
    def suppressed(self) -> int:
        """How many addresses are suppressed."""
        return sum(self.counts.values())


def desk(by: Actor, now: datetime) -> Desk:
    """Everything on the desk, in a number of queries that does not grow."""
    late = _overdue(by, now)
    gaps, is_all = _gaps(by)
    return Desk(
        identity=identity_of(by),
        counts=suppression.counts(by.workspace_id),
        overdue=tuple(late.order_by("created_at", "id")[:_SHOWN]),
        overdue_count=late.count(),
        gaps=tuple(gaps[:_SHOWN]),
        gaps_count=len(gaps),
        is_all=is_all,
    )


def _overdue(by: Actor, now: datetime) -> QuerySet[Contact]:
    told = Recipient.objects.filter(
        workspace_id=by.workspace_id, contact_id=OuterRef("id"), notice_at__isnull=False
    )
    known = Contact.objects.filter(workspace_id=by.workspace_id, created_at__lt=now - MONTH)
    return known.exclude(email="").filter(~Exists(told))


def _gaps(by: Actor) -> tuple[list[Contact], bool]:
    """Contacts about to be pitched who need a basis that nobody has written down; and whether all were looked at."""
    open_targets = Target.objects.filter(
        workspace_id=by.workspace_id,
        stage=Stage.TO_PITCH,
        campaign__status__in=[CampaignStatus.PLANNING, CampaignStatus.ACTIVE],
    )
    ids = open_targets.filter(contact__isnull=False).values("contact_id").distinct()
    contacts = Contact.objects.filter(workspace_id=by.workspace_id, id__in=ids).exclude(email="")
    looked_at = list(contacts.order_by("name_sort", "id")[: _LOOKED_AT + 1])
    known = _recipients(by, [one.id for one in looked_at])
    gaps = [one for one in looked_at[:_LOOKED_AT] if _lacks(one, known.get(one.id))]
    return gaps, len(looked_at) <= _LOOKED_AT


def _recipients(by: Actor, contact_ids: list[UUID]) -> dict[UUID, Recipient]:
    found = Recipient.objects.filter(workspace_id=by.workspace_id, contact_id__in=contact_ids)
    return {one.contact_id: one for one in found}


def _lacks(contact: Contact, recipient: Recipient | None) -> bool:
    basis: Basis | None = standing_of(contact, recipient).basis
    return basis is None
