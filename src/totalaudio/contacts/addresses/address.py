"""One e-mail address: is it well formed, how is it compared, what kind is it."""

import re
from dataclasses import dataclass, replace
from typing import Final

from email_validator import EmailNotValidError, validate_email

from totalaudio.contacts.addresses.domains import MailDomain, look_at_domain
from totalaudio.contacts.addresses.words import mailbox_kind
from totalaudio.contacts.fields import EmailKind

_MAX_LOCAL: Final = 64
_MAX_ADDRESS: Final = 254
# The plain majority; everything else goes the slow, complete way.
_PLAIN_LOCAL: Final = re.compile(r"[A-Za-z0-9]+(?:[._+\-][A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Address:
    """An address as it should be shown (`email`) and compared (`key`: lower case, '' when invalid).

    `suggestion` is the address that was probably meant, never applied; `display_name` is what stood
    before it.
    """

    email: str
    key: str
    display_name: str
    kind: EmailKind
    suggestion: str = ""


def check_address(text: str, display_name: str = "") -> Address:
    """Check and classify one address by syntax and shipped lists; a broken one is kept as it is."""
    local, at, host = text.rpartition("@")
    if not at or len(text) > _MAX_ADDRESS:
        return _invalid(text, display_name)
    if len(local) > _MAX_LOCAL or not _PLAIN_LOCAL.fullmatch(local):
        return _check_unusual(text, display_name)
    domain = look_at_domain(host)
    if not domain.name:
        return _invalid(text, display_name)
    return _classified(local, domain, display_name)


def _check_unusual(text: str, display_name: str) -> Address:
    try:
        checked = validate_email(text, check_deliverability=False)
    except (EmailNotValidError, UnicodeError):
        return _invalid(text, display_name)
    return _classified(checked.local_part, look_at_domain(checked.domain), display_name)


def _classified(local: str, domain: MailDomain, display_name: str) -> Address:
    email = f"{local}@{domain.name}"
    address = Address(email, email.lower(), display_name, _kind(local, domain))
    if domain.suggestion:
        return replace(address, suggestion=f"{local}@{domain.suggestion}")
    return address


def _kind(local: str, domain: MailDomain) -> EmailKind:
    if domain.is_disposable:
        return EmailKind.DISPOSABLE
    return mailbox_kind(local) or (EmailKind.FREE if domain.is_free else EmailKind.PERSON)


def _invalid(text: str, display_name: str) -> Address:
    return Address(text, "", display_name, EmailKind.INVALID)
