"""The timeline of a campaign: written once with each change, in its transaction, and never changed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet

from totalaudio.campaigns.models import Entry
from totalaudio.campaigns.stages import EntryKind
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.inserting import insert_all

type Fact = str | int | bool | list[str] | None


@dataclass(frozen=True, slots=True)
class Line:
    """What one entry is about; `facts` are plain values and name no person."""

    campaign_id: UUID
    target_id: UUID | None = None
    facts: dict[str, Fact] = field(default_factory=dict)


def write(
    *,
    campaign_id: UUID,
    kind: EntryKind,
    by: Actor,
    target_id: UUID | None = None,
    **facts: Fact,
) -> None:
    """Write one entry, in the open transaction."""
    write_all(kind, by=by, lines=[Line(campaign_id, target_id, facts)])


def write_all(kind: EntryKind, *, by: Actor, lines: Iterable[Line]) -> None:
    """Write an entry of one kind for each line, in their order."""
    insert_all(
        [
            Entry(
                workspace_id=by.workspace_id,
                campaign_id=line.campaign_id,
                target_id=line.target_id,
                kind=kind,
                facts=line.facts,
                by_id=by.user_id,
            )
            for line in lines
        ]
    )


def entries_of(
    *, campaign_id: UUID | None = None, target_id: UUID | None = None
) -> QuerySet[Entry]:
    """The entries of a campaign or of a target, newest first, with who wrote them and whom they are about."""
    wanted = Entry.objects.select_related("by", "target__contact").order_by("-id")
    if target_id is not None:
        wanted = wanted.filter(target_id=target_id)
    if campaign_id is not None:
        wanted = wanted.filter(campaign_id=campaign_id)
    return wanted
