"""Messages that can be taken back: the address of the undo travels with Django's own message."""

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

_PREFIX = "undo="


def toast(request: HttpRequest, text: str, *, undo: str = "") -> None:
    """Show a text on the next page; with `undo`, a button that POSTs to that path of ours."""
    messages.success(request, text, extra_tags=f"{_PREFIX}{undo}" if undo else "")


def undo_url(message: Message) -> str:
    """Give the path that takes the message's deed back, or nothing."""
    tags = message.extra_tags or ""
    path = tags.removeprefix(_PREFIX) if tags.startswith(_PREFIX) else ""
    return path if path.startswith("/") and not path.startswith("//") else ""
