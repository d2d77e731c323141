"""Campaigns, targets and what happened to them, for tests; made as the system role."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from tests.support.cast import Person

from totalaudio.campaigns.models import Campaign, Entry, FollowUp, Outcome, Reply, Target, Touch
from totalaudio.campaigns.stages import (
    CampaignStatus,
    Channel,
    FollowUpState,
    OutcomeKind,
    ReplyKind,
    Stage,
)
from totalaudio.contacts.models import Contact
from totalaudio.core.tenancy.context import Actor, context
from totalaudio.core.tenancy.models import Workspace
from totalaudio.intel.search.tests.making import make_contact

MONDAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def actor(person: Person) -> Actor:
    """The person in their workspace."""
    assert person.role
    return Actor(person.id, person.workspace_id, person.role)


@contextmanager
def acting(person: Person) -> Iterator[Actor]:
    """A transaction in the context of a person."""
    by = actor(person)
    with context(user_id=by.user_id, workspace_id=by.workspace_id, role=by.role):
        yield by


def make_campaign(workspace: Workspace, title: str = "Night Bus", **more: Any) -> Campaign:
    """An active single of a made-up artist."""
    values = {"artist": "The Made Ups", "release_type": "single", "status": CampaignStatus.ACTIVE}
    campaign = Campaign(workspace=workspace, title=title, **{**values, **more})
    campaign.save(using="system")
    return campaign


def make_target(
    campaign: Campaign,
    name: str = "Ada Example",
    stage: Stage = Stage.TO_PITCH,
    contact: Contact | None = None,
    **about: Any,
) -> Target:
    """A contact of that name as a target; `about` is of the contact."""
    about.setdefault("outlet_name", "Example FM")
    address = f"{name.lower().replace(' ', '.')}@example.com"
    known = contact or make_contact(campaign.workspace, name, address, **about)
    target = Target(workspace_id=campaign.workspace_id, campaign=campaign, contact=known)
    target.stage = stage
    target.save(using="system")
    return target


def make_touch(target: Target, at: datetime = NOON, channel: Channel = Channel.EMAIL) -> Touch:
    """A touch of a target."""
    touch = Touch(workspace_id=target.workspace_id, target=target, channel=channel, at=at)
    touch.save(using="system")
    return touch


def make_reply(
    target: Target, kind: ReplyKind = ReplyKind.HUMAN, text: str = "", at: datetime = NOON
) -> Reply:
    """A reply of a target, of which the tracker was not told."""
    reply = Reply(workspace_id=target.workspace_id, target=target, kind=kind, at=at, text=text)
    reply.save(using="system")
    return reply


def make_outcome(target: Target, **more: Any) -> Outcome:
    """A play with a link, unless said otherwise."""
    values = {
        "kind": OutcomeKind.PLAY,
        "date": MONDAY,
        "outlet": "Example FM",
        "url": "https://fm.example/tracklist",
    }
    outcome = Outcome(workspace_id=target.workspace_id, target=target, **{**values, **more})
    outcome.save(using="system")
    return outcome


def make_follow_up(
    target: Target,
    due_date: date = MONDAY,
    number: int = 1,
    state: FollowUpState = FollowUpState.OPEN,
    **more: Any,
) -> FollowUp:
    """A follow-up of a target."""
    made = FollowUp(
        workspace_id=target.workspace_id, target=target, number=number, due_date=due_date,
        state=state, **more,
    )  # fmt: skip
    made.save(using="system")
    return made


def follow_ups(target: Target) -> list[tuple[int, date, str]]:
    """Number, day and state of a target's follow-ups."""
    found = FollowUp.objects.using("system").filter(target_id=target.id).order_by("number")
    return list(found.values_list("number", "due_date", "state"))


def stage(target: Target) -> str:
    """Where the target stands in the database."""
    return str(Target.objects.using("system").get(id=target.id).stage)


def entries(target: Target) -> list[tuple[str, dict[str, object]]]:
    """What the timeline says of a target, oldest first."""
    found = Entry.objects.using("system").filter(target_id=target.id).order_by("id")
    return list(found.values_list("kind", "facts"))
