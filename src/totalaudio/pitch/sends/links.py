"""The links in messages: to end them, and to the privacy notice. The worker makes them, which serves no pages."""

import hashlib
import secrets

from django.conf import settings
from django.urls import reverse

from totalaudio.pitch.models import Send, UnsubscribeKey

_WHERE = "/pitch/compliance"
_ROUTES = "totalaudio.pitch.compliance.urls"


def new_key(send: Send) -> str:
    """A key for the links of one message, of which only the hash is kept."""
    key = secrets.token_urlsafe(24)
    UnsubscribeKey.objects.create(
        workspace_id=send.workspace_id,
        send_id=send.id,
        address_hash=send.address_hash,
        key_hash=hash_of_key(key),
    )
    return key


def hash_of_key(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def unsubscribe_url(key: str) -> str:
    """Where a click, or a mail program's one click, ends it."""
    return _url("unsubscribe", key)


def notice_url(key: str) -> str:
    """Where the workspace's privacy notice can be read."""
    return _url("notice", key)


def _url(route: str, key: str) -> str:
    return f"{settings.BASE_URL}{_WHERE}{reverse(route, urlconf=_ROUTES, args=[key])}"
