"""Campaigns and what is in them for tests, made as the system role."""

from typing import Any

from totalaudio.campaigns.models import Campaign, FollowUp, Outcome, Reply, Target, Touch
from totalaudio.contacts.keys import match_key
from totalaudio.contacts.models import Contact
from totalaudio.core.tenancy.models import Workspace


def make_campaign(workspace: Workspace, title: str = "Night Bus", **more: Any) -> Campaign:
    """An active campaign."""
    values = {"artist": "The Examples", "release_type": "single", "status": "active"} | more
    campaign = Campaign(workspace=workspace, title=title, **values)
    campaign.save(using="system")
    return campaign


def make_target(campaign: Campaign, name: str = "Zoë Example", **more: Any) -> Target:
    """A target; what is not the target's own goes to its contact, `contact=None` is one that was erased."""
    own = {
        key: more.pop(key)
        for key in list(more)
        if key in {"stage", "fit", "fit_reasons", "contact"}
    }
    if "contact" not in own:
        own["contact"] = make_contact(campaign.workspace, name, **more)
    target = Target(workspace_id=campaign.workspace_id, campaign=campaign, **own)
    target.save(using="system")
    return target


def make_contact(workspace: Workspace, name: str, email: str = "", **more: Any) -> Contact:
    """A contact with this name."""
    key = email.lower()
    contact = Contact(
        workspace=workspace,
        name=name,
        email=email,
        email_key=key,
        match_key=match_key(key, name, more.get("outlet_name", "")),
        **more,
    )
    contact.save(using="system")
    return contact


def of(target: Target, row: Touch | Reply | Outcome | FollowUp) -> Any:
    """Save a row about a target."""
    row.workspace_id, row.target = target.workspace_id, target
    row.save(using="system")
    return row
