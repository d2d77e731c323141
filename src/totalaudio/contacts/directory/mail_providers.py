"""Domains where anybody can have an address: they never say which outlet somebody belongs to."""

from typing import Final

from totalaudio.contacts.addresses.domains import look_at_domain

# Forwarding services, which hand out an address per correspondent.
_RELAYS: Final = frozenset(
    {
        "duck.com",
        "mozmail.com",
        "privaterelay.appleid.com",
        "simplelogin.com",
        "aleeas.com",
        "slmail.me",
        "anonaddy.me",
        "addy.io",
    }
)


def is_mail_provider(domain: str) -> bool:
    """Whether addresses at this domain are given to anybody: free, throw-away, relayed, a slip."""
    seen = look_at_domain(domain)
    return seen.is_free or seen.is_disposable or domain.lower() in _RELAYS
