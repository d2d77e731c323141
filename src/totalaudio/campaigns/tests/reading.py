"""Reading pages in tests."""

import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer


def text_of(answer: "Answer") -> str:
    """The words of a page, without its frame's head."""
    shown = answer.content.decode().partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", shown)).split())
