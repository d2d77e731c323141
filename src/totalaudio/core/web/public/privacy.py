"""What the privacy notice says of this very installation, from its settings."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from totalaudio.core.web.retention import DEMO_CALLS, FAILED_LETTERS


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody else who gets data, and for what."""

    name: str
    gets: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Everything that the page says beyond its fixed sentences; `has_` what is set up here."""

    operator: str
    address: str
    email: str
    event_months: int
    call_days: int
    letter_days: int
    session_days: int
    has_payments: bool
    recipients: tuple[Recipient, ...]


def notice() -> Notice:
    """The notice of this installation."""
    return Notice(
        operator=settings.COMPANY_NAME,
        address=settings.COMPANY_ADDRESS,
        email=settings.PRIVACY_EMAIL,
        event_months=settings.EVENTS_KEEP_MONTHS,
        call_days=DEMO_CALLS.days,
        letter_days=FAILED_LETTERS.days,
        session_days=settings.SESSION_COOKIE_AGE // (24 * 60 * 60),
        has_payments=settings.PAYMENTS_CONFIGURED,
        recipients=tuple(_recipients()),
    )


def _recipients() -> list[Recipient]:
    found = []
    if settings.PAYMENTS_CONFIGURED:
        found.append(Recipient("Stripe", "takes payments: your address, your plan and your card"))
    if settings.MAIL_SERVER:
        host = urlsplit(settings.MAIL_SERVER).hostname or "the mail server"
        found.append(Recipient(host, "delivers our letters: your address and what they say"))
    if settings.SOCIALACCOUNT_PROVIDERS:
        found.append(
            Recipient("Google", "signs you in, only if you choose that: learns that you came here")
        )
    if settings.ANTHROPIC_API_KEY:
        gets = (
            "writes pitches, only where somebody asks for that: learns an outlet, facts about it"
            " and the record; no name or address of a contact"
        )
        found.append(Recipient("Anthropic", gets))
    return found
