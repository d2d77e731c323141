"""The hash under which an address is remembered, alike for every spelling of the same mailbox."""

import hashlib
import hmac
from uuid import UUID

from totalaudio.contacts.addresses import check_address


def hash_of(workspace_id: UUID, address: str) -> str:
    """64 hexadecimal digits for the mailbox behind an address, different in each workspace.

    The workspace's id is the salt: what one workspace suppressed says nothing about another.
    """
    key = check_address(address).key or address.strip().casefold()
    return hmac.new(workspace_id.bytes, key.encode(), hashlib.sha256).hexdigest()
