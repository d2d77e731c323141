"""Whom a campaign could be pitched to: of everybody or of a list, narrowed by filters, with fit and collisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from totalaudio.campaigns.collisions import Collision, collisions
from totalaudio.campaigns.fit import Fit
from totalaudio.campaigns.fitting import fits
from totalaudio.campaigns.models import Campaign, Target
from totalaudio.contacts.lists.queries import contacts_of, lists
from totalaudio.contacts.models import Contact, ContactList
from totalaudio.contacts.queries import matching
from totalaudio.contacts.searching import Search, read_search
from totalaudio.contacts.suppression.queries import suppressed_among

MOST: Final = 5_000
SHOWN: Final = 50
_JUDGED: Final = (
    "workspace_id", "name", "email", "outlet_name", "outlet_kind", "genres", "country",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person asked for; `list` None is everybody, `fit` the least that they want."""

    search: Search = field(default_factory=Search)
    list: ContactList | None = None
    fit: int = 0
    is_apart: bool = False
    """Whether those are left out whom another campaign pitched lately."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A contact that can be added, with how well it fits."""

    contact: Contact
    fit: Fit
    collision: Collision | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """Who would be added, the best first, and how many would not, for which reason."""

    candidates: Sequence[Candidate]
    already: int = 0
    suppressed: int = 0
    misfits: int = 0
    met: int = 0
    is_too_many: bool = False

    @property
    def shown(self) -> Sequence[Candidate]:
        return self.candidates[:SHOWN]

    @property
    def collisions(self) -> int:
        """How many of those who would be added were pitched by another campaign lately."""
        return sum(one.collision is not None for one in self.candidates)

    @property
    def without_address(self) -> int:
        return sum(not one.contact.email for one in self.candidates)


def read_choice(query: Mapping[str, Sequence[str]]) -> Choice:
    """Read the choice of an address or a form; what is none of ours is left out."""

    def last(name: str) -> str:
        return (query.get(name) or [""])[-1]

    least = last("fit")
    return Choice(
        search=read_search(query),
        list=_list(last("list")),
        fit=min(int(least), 100) if least.isascii() and least.isdigit() and len(least) < 5 else 0,
        is_apart=last("apart") == "1",
    )


def preview(campaign: Campaign, choice: Choice, now: datetime) -> Preview:
    """Judge everybody who is chosen; of too many nobody, because a campaign takes 5,000 at a time."""
    wanted = _wanted(choice).filter(workspace_id=campaign.workspace_id)
    chosen = list(wanted.only(*_JUDGED).order_by("name_sort", "id")[: MOST + 1])
    if len(chosen) > MOST:
        return Preview((), is_too_many=True)
    here = Target.objects.filter(campaign_id=campaign.id, contact_id__isnull=False)
    there = set(here.values_list("contact_id", flat=True))
    new = [one for one in chosen if one.id not in there]
    barred = suppressed_among(campaign.workspace_id, [one.email for one in new])
    free = [one for one in new if one.email not in barred]
    judged = _judged(campaign, free, now)
    fitting = [one for one in judged if one.fit.score >= choice.fit]
    kept = [one for one in fitting if not (choice.is_apart and one.collision)]
    return Preview(
        sorted(kept, key=lambda one: -one.fit.score),
        already=len(chosen) - len(new),
        suppressed=len(new) - len(free),
        misfits=len(judged) - len(fitting),
        met=len(fitting) - len(kept),
    )


def _judged(campaign: Campaign, contacts: list[Contact], now: datetime) -> list[Candidate]:
    met = collisions(
        workspace_id=campaign.workspace_id,
        contact_ids=[one.id for one in contacts],
        campaign_id=campaign.id,
        now=now,
    )
    return [
        Candidate(contact, fit, met.get(contact.id))
        for contact, fit in zip(contacts, fits(campaign, contacts), strict=True)
    ]


def _wanted(choice: Choice) -> QuerySet[Contact]:
    wanted = matching(choice.search)
    if choice.list is None:
        return wanted
    return wanted.filter(id__in=contacts_of(choice.list).values("id"))


def _list(text: str) -> ContactList | None:
    try:
        return lists().filter(id=UUID(text)).first()
    except ValueError:
        return None
