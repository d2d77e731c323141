"""What the page of one target shows, in a number of queries that does not grow."""

from dataclasses import dataclass

from totalaudio.campaigns import timeline
from totalaudio.campaigns.models import FollowUp, Outcome, Reply, Target, Touch
from totalaudio.campaigns.stages import LABELS, FollowUpState, ReplyKind, Stage, choices
from totalaudio.contacts.countries import country_name
from totalaudio.core.tenancy.context import Actor
from totalaudio.tracker.addresses import address_of
from totalaudio.tracker.entries import piece_of

from .tabs import crumbs
from .words import ERASED

_MOST = 200
# What most often comes next; it stands first in the choice.
_NEXT = {
    Stage.TO_PITCH: Stage.PITCHED,
    Stage.PITCHED: Stage.REPLIED,
    Stage.REPLIED: Stage.ADDED,
    Stage.NO_RESPONSE: Stage.REPLIED,
    Stage.DECLINED: Stage.REPLIED,
}


@dataclass(frozen=True, slots=True)
class Labelled[R]:
    """A row with the word of its kind or state."""

    row: R
    label: str


def name_of(target: Target) -> str:
    """Whom the target is called by; who was erased has no name any more."""
    contact = target.contact
    if contact is None:
        return ERASED
    return contact.name or contact.email or contact.outlet_name or "No name"


def target_page(by: Actor, target: Target) -> dict[str, object]:
    """Everything on the page but the forms."""
    of = {"workspace_id": by.workspace_id, "target_id": target.id}
    outcomes = list(Outcome.objects.filter(**of).order_by("-date", "-id")[:_MOST])
    replies = list(Reply.objects.filter(**of).order_by("-at", "-id")[:_MOST])
    touches = list(Touch.objects.filter(**of).select_related("by").order_by("-at", "-id")[:_MOST])
    follow_ups = list(FollowUp.objects.filter(**of).order_by("number"))
    entries = timeline.entries_of(target_id=target.id).filter(workspace_id=by.workspace_id)
    contact_url = address_of("contacts:contact", target.contact.id) if target.contact else ""
    return {
        "target": target,
        "campaign": target.campaign,
        "name": name_of(target),
        "contact": target.contact,
        "contact_url": contact_url,
        "facts": _facts(target),
        "stage_label": LABELS[Stage(target.stage)],
        "stages": [pair for pair in choices(Stage) if pair[0] != target.stage],
        "next_stage": _NEXT.get(Stage(target.stage), ""),
        "outcomes": [Labelled(one, one.get_kind_display()) for one in outcomes],
        "replies": [Labelled(one, one.get_kind_display()) for one in replies],
        "touches": [Labelled(one, one.get_channel_display()) for one in touches],
        "follow_ups": [Labelled(one, one.get_state_display()) for one in follow_ups],
        "can_plan": target.contact is not None
        and target.stage in {Stage.TO_PITCH, Stage.PITCHED}
        and not any(one.state == FollowUpState.OPEN for one in follow_ups)
        and len(follow_ups) < 2,
        "is_promised": not outcomes and any(one.kind == ReplyKind.ADDING for one in replies),
        "entries": [piece_of(one) for one in entries[:_MOST]],
        "breadcrumbs": crumbs(
            target.campaign, ("Board", address_of("board:board", target.campaign_id))
        ),
    }


def _facts(target: Target) -> list[tuple[str, str]]:
    """What is known of the contact, as far as it is."""
    contact = target.contact
    if contact is None:
        return []
    pairs = [
        ("Address", contact.email),
        ("Outlet", contact.outlet_name),
        ("Role", contact.role),
        ("Kind of outlet", contact.outlet_kind),
        ("Country", country_name(contact.country) if contact.country else ""),
        ("Genres", ", ".join(contact.genres)),
        ("Contact method", contact.contact_method),
        ("Best timing", contact.best_timing),
        ("Submissions", contact.submission_guidelines),
        ("Phone", contact.phone),
    ]
    return [(term, text) for term, text in pairs if text]
