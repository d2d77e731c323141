"""Whose an address is, as PECR regulation 22 asks, and which basis that leaves for writing to it."""

import re
from dataclasses import dataclass
from typing import Final

from totalaudio.contacts.addresses import check_address
from totalaudio.contacts.directory.lookup import by_domain
from totalaudio.contacts.directory.mail_providers import is_mail_provider
from totalaudio.contacts.fields import EmailKind
from totalaudio.pitch.states import Basis, Subscriber

# Registries that give names below these only to bodies, never to a person.
_BODIES: Final = (
    ".ltd.uk",
    ".plc.uk",
    ".ac.uk",
    ".gov.uk",
    ".police.uk",
    ".nhs.uk",
    ".edu",
    ".gov",
)
_COMPANY: Final = re.compile(
    r"\b(?:limited|ltd|plc|llp|gmbh|ag|inc|incorporated|corp|corporation|llc|s\.?a\.?r\.?l|b\.?v|pty)\.?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Presumed:
    """Whose the address is taken to be, and why, as a sentence for the screen."""

    subscriber: Subscriber
    reason: str


def presume(address: str, outlet: str = "") -> Presumed:
    """Presume from the address, and the outlet's name; what is not plain stays UNKNOWN."""
    checked = check_address(address)
    domain = checked.email.rpartition("@")[2] if checked.key else ""
    if not domain:
        return Presumed(Subscriber.UNKNOWN, "It is not an address.")
    if is_mail_provider(domain):
        return Presumed(Subscriber.INDIVIDUAL, f"Anybody can have an address at {domain}.")
    why = _why_corporate(checked.kind, domain, outlet)
    if why:
        return Presumed(Subscriber.CORPORATE, why)
    reason = f"{domain} may be a company's or one person's."
    return Presumed(Subscriber.UNKNOWN, reason)


def _why_corporate(kind: EmailKind, domain: str, outlet: str) -> str:
    if kind in {EmailKind.DESK, EmailKind.ROLE}:
        return f"It is a desk at {domain}, not a person's own address."
    known = by_domain(domain)
    if known:
        return f"{domain} belongs to {known.name}."
    if domain.endswith(_BODIES):
        return f"Only organisations have a name such as {domain}."
    if _COMPANY.search(outlet.strip()):
        return f"{outlet.strip()} is a company."
    return ""


# What somebody must have written down before one person's own address is written to (regulation 22).
_FOR_A_PERSON: Final = frozenset({Basis.CONSENT, Basis.SOFT_OPT_IN, Basis.RECORDED})


def basis_for(subscriber: Subscriber, recorded: Basis | None) -> Basis | None:
    """The basis that a send has: what was recorded, else legitimate interests; None when that is not enough."""
    if recorded in _FOR_A_PERSON:
        return recorded
    return None if subscriber is Subscriber.INDIVIDUAL else Basis.LEGITIMATE_INTERESTS
