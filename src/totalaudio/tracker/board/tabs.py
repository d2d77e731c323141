"""Where one is within a campaign: the ways to look at its targets, and the way back."""

from uuid import UUID

from django.urls import reverse

from totalaudio.campaigns.models import Campaign
from totalaudio.core.ui.pieces import Tab
from totalaudio.tracker.addresses import address_of

_WAYS = (
    ("Overview", "campaigns:show", "overview"),
    ("Board", "board:board", "board"),
    ("Table", "board:table", "table"),
    ("Report", "reports:show", "report"),
)


def views_of(campaign_id: UUID, current: str) -> list[Tab]:
    """The pages of a campaign that this process serves."""
    found = [(name, address_of(route, campaign_id), key) for name, route, key in _WAYS]
    return [Tab(name, url, key == current) for name, url, key in found if url]


def crumbs(campaign: Campaign, *further: tuple[str, str]) -> list[tuple[str, str]]:
    """The way from all campaigns to this one."""
    pairs = [
        ("Campaigns", address_of("campaigns:list")),
        (str(campaign), address_of("campaigns:show", campaign.id)),
        *further,
    ]
    return [(name, url) for name, url in pairs if url]


def targets_url() -> str:
    """What stands before a target's id in the address of its page, so that 120 cards ask the routes once."""
    nobody = UUID(int=0)
    return reverse("board:target", args=[nobody]).removesuffix(f"{nobody}/")
