"""What the palette finds beside contacts and outlets: campaigns, where this process shows them, and saved lists."""

from collections.abc import Sequence
from typing import Final

from django.urls import NoReverseMatch, reverse

from totalaudio.campaigns.queries import find_campaigns
from totalaudio.contacts.lists.queries import find_lists

_MOST: Final = 4


def found_elsewhere(words: Sequence[str]) -> list[dict[str, str]]:
    """Campaigns and lists that have all of the words in their names."""
    lists = [
        {
            "kind": "List",
            "title": one.name,
            "detail": "",
            "url": reverse("lists:show", args=[one.id]),
        }
        for one in find_lists(words, _MOST)
    ]
    return [*_campaigns(words), *lists]


def _campaigns(words: Sequence[str]) -> list[dict[str, str]]:
    try:
        return [
            {
                "kind": "Campaign",
                "title": str(one),
                "detail": one.get_status_display(),
                "url": reverse("campaigns:show", args=[one.id]),
            }
            for one in find_campaigns(words, _MOST)
        ]
    except NoReverseMatch:
        return []
