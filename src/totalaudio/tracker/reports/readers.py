"""Which clients may see a campaign's report."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from totalaudio.campaigns.models import Campaign, Reader
from totalaudio.core.accounts.models import Member
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.roles import MANAGERS, Role


@dataclass(frozen=True, slots=True)
class Client:
    """A client of the workspace, and whether the campaign was chosen for them."""

    id: UUID
    name: str
    email: str
    is_chosen: bool


def clients_of(workspace_id: UUID, campaign_id: UUID) -> list[Client]:
    """The clients of a workspace, by name."""
    chosen = set(Reader.objects.filter(campaign_id=campaign_id).values_list("user_id", flat=True))
    found = Member.objects.filter(workspace_id=workspace_id, role=Role.CLIENT)
    people = [one.user for one in found.select_related("user").order_by("user__name", "user_id")]
    return [Client(one.id, one.name, one.email, one.id in chosen) for one in people]


@transaction.atomic
def choose(*, by: Actor, campaign_id: UUID, user_ids: Iterable[UUID]) -> int:
    """Let exactly these clients see the campaign, and say how many they are; who is no client counts for nothing."""
    if by.role not in MANAGERS:
        raise PermissionDenied("only owners and admins choose who sees a campaign")
    campaign = Campaign.objects.select_for_update().get(
        workspace_id=by.workspace_id, id=campaign_id
    )
    wanted = set(user_ids)
    clients = {one.id for one in clients_of(by.workspace_id, campaign.id)} & wanted
    readers = Reader.objects.filter(workspace_id=by.workspace_id, campaign=campaign)
    readers.exclude(user_id__in=clients).delete()
    known = set(readers.values_list("user_id", flat=True))
    Reader.objects.bulk_create(
        Reader(workspace_id=by.workspace_id, campaign=campaign, user_id=one)
        for one in sorted(clients - known)
    )
    return len(clients)
