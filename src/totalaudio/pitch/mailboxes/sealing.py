"""Passwords and tokens of mailboxes as they lie in the database: encrypted, and bound to their mailbox."""

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_PURPOSE: Final = b"totalaudio mailbox secrets 1"


class UnsealError(Exception):
    """No key that we have opens it, or it was sealed for another mailbox."""


def seal(values: Mapping[str, str], *, mailbox_id: UUID) -> bytes:
    """Encrypt with the newest key."""
    bound = {"of": str(mailbox_id), "values": dict(values)}
    return _box().encrypt(json.dumps(bound).encode())


def unseal(sealed: bytes | memoryview, *, mailbox_id: UUID) -> dict[str, str]:
    """Decrypt with whichever key it was sealed with; raises UnsealError."""
    try:
        bound = json.loads(_box().decrypt(bytes(sealed)))
    except InvalidToken:
        raise UnsealError("no key opens the secret of this mailbox") from None
    if bound["of"] != str(mailbox_id):
        raise UnsealError("the secret was sealed for another mailbox")
    return {str(name): str(value) for name, value in bound["values"].items()}


def reseal(sealed: bytes | memoryview) -> bytes:
    """Encrypt again with the newest key; raises UnsealError."""
    try:
        return _box().rotate(bytes(sealed))
    except InvalidToken:
        raise UnsealError("no key opens the secret of this mailbox") from None


def is_newest(sealed: bytes | memoryview) -> bool:
    """Whether the newest key opens it."""
    try:
        Fernet(_keys()[0]).decrypt(bytes(sealed))
    except InvalidToken:
        return False
    return True


def _box() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in _keys()])


def _keys() -> Sequence[str | bytes]:
    return settings.TOKEN_KEYS or (_derived(),)


def _derived() -> bytes:
    """A key for development, where nobody sets one: it changes with SECRET_KEY."""
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE)
    return base64.urlsafe_b64encode(made.derive(settings.SECRET_KEY.encode()))
