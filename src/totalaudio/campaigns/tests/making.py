"""Campaigns and targets for tests, made as the system role, and the context to act in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.support.cast import Person

from totalaudio.campaigns.models import Campaign, Entry, Target
from totalaudio.contacts.models import Contact
from totalaudio.core.tenancy.context import Actor, context
from totalaudio.core.tenancy.models import Workspace


@contextmanager
def acting(person: Person) -> Iterator[Actor]:
    """A transaction in which this person acts in their workspace, as a request of theirs does."""
    assert person.role
    with context(user_id=person.id, workspace_id=person.workspace_id, role=person.role):
        yield Actor(person.id, person.workspace_id, person.role)


def make_campaign(workspace: Workspace, title: str = "Example Song", **more: Any) -> Campaign:
    """A campaign in planning."""
    values = {"artist": "The Examples", "release_type": "single"} | more
    campaign = Campaign(workspace=workspace, title=title, **values)
    campaign.save(using="system")
    return campaign


def make_target(campaign: Campaign, contact: Contact, **more: Any) -> Target:
    """A contact within a campaign."""
    target = Target(workspace_id=campaign.workspace_id, campaign=campaign, contact=contact, **more)
    target.save(using="system")
    return target


def timeline_of(campaign: Campaign) -> list[tuple[str, dict[str, Any]]]:
    """What its timeline says, the oldest first."""
    found = Entry.objects.using("system").filter(campaign_id=campaign.id).order_by("id")
    return list(found.values_list("kind", "facts"))
