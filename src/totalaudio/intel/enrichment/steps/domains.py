"""The domain that can tell us which outlet a contact belongs to, if there is one."""

from functools import lru_cache
from urllib.parse import urlsplit

from totalaudio.contacts.directory import is_mail_provider


def mail_domain(email: str) -> str:
    """The domain of an address in lower case, '' when it has none."""
    _, at, domain = email.strip().rpartition("@")
    domain = domain.strip(" .>").lower()
    return domain if at and "." in domain and " " not in domain else ""


def own_domain(email: str, website: str = "") -> str:
    """The outlet's own domain: of the website, else of an address at no mail provider."""
    return website_domain(website) or _own(mail_domain(email))


@lru_cache(maxsize=16_384)
def website_domain(website: str) -> str:
    """The host of a website without 'www.', '' when there is none."""
    if not website:
        return ""
    try:
        parts = urlsplit(website if "//" in website else f"//{website}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    return host if "." in host else ""


@lru_cache(maxsize=16_384)
def _own(domain: str) -> str:
    return "" if is_mail_provider(domain) else domain
