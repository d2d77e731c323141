"""What every page says while a workspace is in grace or read-only."""

from typing import Final, Literal

from django.urls import NoReverseMatch, reverse

from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.roles import MANAGERS
from totalaudio.core.ui.formats import day
from totalaudio.core.ui.frame import Notice

from .standing import Standing, find_standing

_READ_ONLY: Final = "Its plan ended or was not paid. All of it can be seen and exported; to change it, renew the plan."


def notice_of(by: Actor) -> Notice | None:
    """The notice for a member of a workspace; None while all is well."""
    found = find_standing(by.workspace_id)
    if found.standing is Standing.GRACE:
        text = f"Pay by {day(found.until)}, or this workspace becomes read-only."
        return _notice("warning", "The last payment did not go through", text, by)
    if found.standing is Standing.READ_ONLY:
        return _notice("problem", "This workspace is read-only", _READ_ONLY, by)
    return None


def _notice(level: Literal["warning", "problem"], title: str, text: str, by: Actor) -> Notice:
    url = plan_url(by)
    if not url:
        return Notice(level, title, f"{text} Owners and admins see to the plan.")
    return Notice(level, title, text, url, "Go to the plan")


def plan_url(by: Actor) -> str:
    """Where a plan is renewed, '' for those who do not, and where this process has no such page."""
    try:
        return reverse("billing:plan") if by.role in MANAGERS else ""
    except NoReverseMatch:
        return ""
