"""What the part before the @ says about who reads the mail."""

import re
from typing import Final

from totalaudio.contacts.addresses.lists import DESKS, ROLES
from totalaudio.contacts.fields import EmailKind

_SEPARATORS: Final = re.compile(r"[._\-]+")


def mailbox_kind(local: str) -> EmailKind | None:
    """Return DESK for music@ or new.music@, ROLE for info@, None for anything else."""
    plain = local.lower()
    if not plain.isalpha():
        plain = _SEPARATORS.sub("", plain.split("+", 1)[0]).rstrip("0123456789")
    if plain in DESKS:
        return EmailKind.DESK
    return EmailKind.ROLE if plain in ROLES else None
