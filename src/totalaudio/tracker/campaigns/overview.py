"""What the page of a campaign shows: where it stands, what comes next, what happened."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Final

from django.utils import timezone

from totalaudio.campaigns import queries, timeline
from totalaudio.campaigns.collisions import Collision, collisions_of
from totalaudio.campaigns.models import Campaign, Entry, Outcome
from totalaudio.campaigns.stages import CampaignStatus, Stage, choices
from totalaudio.contacts.countries import country_name
from totalaudio.contacts.models import Contact
from totalaudio.contacts.queries import with_ids
from totalaudio.core.ui import pieces
from totalaudio.core.ui.formats import day, plural
from totalaudio.tracker.board.tabs import views_of
from totalaudio.tracker.entries import piece_of

from .bars import stage_bar
from .listing import TONES

_READ: Final = 300  # entries, which become fewer lines
_LINES: Final = 15
_NAMED: Final = 8


@dataclass(frozen=True, slots=True)
class Met:
    """A contact that another campaign pitched lately."""

    contact: Contact
    collision: Collision


def page_of(campaign: Campaign) -> dict[str, object]:
    """Everything on the page, in a number of queries that does not grow."""
    counts = queries.stage_counts([campaign.id])[campaign.id]
    outcomes = Outcome.objects.filter(target__campaign_id=campaign.id)
    met = _met(campaign, timezone.now())
    return {
        "campaign": campaign,
        "tabs": views_of(campaign.id, "overview"),
        "bar": stage_bar(counts),
        "to_pitch": counts[Stage.TO_PITCH],
        "outcomes": list(outcomes.select_related("target__contact").order_by("-date", "-id")[:10]),
        "outcome_count": outcomes.count(),
        "next_due": queries.next_due([campaign.id]).get(campaign.id),
        "met": met[:_NAMED],
        "met_count": len(met),
        "facts": list(_facts(campaign)),
        "tone": TONES[CampaignStatus(campaign.status)],
        "statuses": choices(CampaignStatus),
        "entries": told(timeline.entries_of(campaign_id=campaign.id)[:_READ])[:_LINES],
    }


def told(entries: Iterable[Entry]) -> list[pieces.Entry]:
    """The timeline in words; the same thing done to many at once is one line that counts them."""
    found = []
    for _, group in groupby(entries, key=_alike):
        first, *others = group
        piece = piece_of(first)
        if first.target_id is not None:
            about = plural(len(others) + 1, "target") if others else _name(first)
            piece = replace(piece, detail=about)
        found.append(piece)
    return found


def _alike(entry: Entry) -> tuple[object, ...]:
    """What is the same for all that one deed changed: they have the time of one transaction's writing."""
    if entry.target_id is None:
        return (entry.id,)
    minute = entry.at.replace(second=0, microsecond=0)
    facts = [entry.facts.get(name) for name in ("before", "after", "what", "channel", "reply_kind")]
    return (entry.kind, entry.by_id, minute, *map(str, facts))


def _name(entry: Entry) -> str:
    contact = entry.target.contact if entry.target else None
    return str(contact) if contact else "A contact that was erased"


def _met(campaign: Campaign, now: datetime) -> list[Met]:
    found = collisions_of(workspace_id=campaign.workspace_id, campaign_id=campaign.id, now=now)
    if not found:
        return []
    contacts = with_ids(list(found)).order_by("name_sort", "id")
    return [Met(contact, found[contact.id]) for contact in contacts]


def _facts(campaign: Campaign) -> Iterator[tuple[str, str]]:
    if campaign.impact_date:
        yield "Impact date", day(campaign.impact_date)
    if campaign.genres:
        yield "Genres", ", ".join(campaign.genres)
    if campaign.countries:
        yield "Countries", ", ".join(country_name(code) for code in campaign.countries)
    if campaign.goal:
        yield "Goal", campaign.goal
    yield "Review", "Off: sent as written" if campaign.sends_unreviewed else "Before each send"
