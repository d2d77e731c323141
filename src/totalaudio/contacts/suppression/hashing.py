"""The hash under which an address is remembered, alike for every spelling of the same mailbox."""

import hashlib
import hmac
from typing import Final
from uuid import UUID

from totalaudio.contacts.addresses import check_address

_GMAIL: Final = frozenset({"gmail.com", "googlemail.com"})


def mailbox_of(address: str) -> str:
    """The mailbox behind an address: capitals, plus tags, and Gmail's dots and second domain do not tell two apart."""
    key = check_address(address.strip()).key or address.strip().casefold()
    local, at, domain = key.rpartition("@")
    if not at or local.startswith('"'):
        return key
    local = local.partition("+")[0] or local
    if domain in _GMAIL:
        return f"{local.replace('.', '') or local}@gmail.com"
    return f"{local}@{domain}"


def hash_of(workspace_id: UUID, address: str) -> str:
    """64 hexadecimal digits for the mailbox behind an address, different in each workspace.

    The workspace's id is the salt: what one workspace suppressed says nothing about another.
    """
    key = mailbox_of(address).encode("utf-8", "replace")
    return hmac.new(workspace_id.bytes, key, hashlib.sha256).hexdigest()
