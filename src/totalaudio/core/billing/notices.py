"""What every page says while a workspace is in grace or read-only."""

from uuid import UUID

from django.urls import NoReverseMatch, reverse

from totalaudio.core.ui.formats import day
from totalaudio.core.ui.frame import Notice

from .standing import Standing, find_standing

_PAGES = ("billing:plan", "web:pricing")


def notice_of(workspace_id: UUID) -> Notice | None:
    """The notice of a workspace of the context; None while all is well."""
    found = find_standing(workspace_id)
    if found.standing is Standing.GRACE:
        return Notice(
            "warning",
            "The last payment did not go through",
            f"Pay until {day(found.until)}, or this workspace becomes read-only.",
            plan_url(),
            "Go to the plan",
        )
    if found.standing is Standing.READ_ONLY:
        return Notice(
            "problem",
            "This workspace is read-only",
            "Its plan ended or was not paid. All of it can be seen and exported; to change anything, renew the plan.",
            plan_url(),
            "Go to the plan",
        )
    return None


def plan_url() -> str:
    """Where a plan is renewed or chosen, '' where this process has no such page."""
    for route in _PAGES:
        try:
            return reverse(route)
        except NoReverseMatch:
            continue
    return ""
