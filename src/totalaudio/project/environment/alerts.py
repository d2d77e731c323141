"""What must hold for the settings of alerts: whoever is to be told of incidents can be told."""

from collections.abc import Iterator

from .faults import Fault
from .fields import Environment
from .texts import is_link, is_loopback, is_mail_address, web_address

LEAST_LETTERS = 24
_SECRET_FIX = f"set it to at least {LEAST_LETTERS} random characters, which its receiver knows too"


def alerts(env: Environment) -> Iterator[Fault]:
    """Addresses are addresses, the webhook is signed and not overheard, and quiet hours have a beginning and an end."""
    if any(not is_mail_address(one) for one in env.alert_addresses):
        yield Fault(
            "ALERT_EMAILS", "is no list of addresses", "write addresses with commas between"
        )
    yield from _webhook(env)
    if env.quiet_hours and not _are_hours(env.quiet_hours):
        yield Fault("QUIET_HOURS", "cannot be read", "write two times, as in 22:00-07:00")


def _webhook(env: Environment) -> Iterator[Fault]:
    url = env.alert_webhook_url.get_secret_value() if env.alert_webhook_url else ""
    secret = env.alert_webhook_secret.get_secret_value() if env.alert_webhook_secret else ""
    if url and not is_link(url):
        yield Fault("ALERT_WEBHOOK_URL", "is no web address", "set it to an https address")
    elif url.startswith("http:") and not _is_here(url):
        yield Fault("ALERT_WEBHOOK_URL", "would be overheard on its way", "use https")
    if url and not secret:
        yield Fault("ALERT_WEBHOOK_SECRET", "is missing, and ALERT_WEBHOOK_URL is set", _SECRET_FIX)
    elif secret and len(secret) < LEAST_LETTERS:
        yield Fault("ALERT_WEBHOOK_SECRET", "is too short", _SECRET_FIX)


def _are_hours(text: str) -> bool:
    # Here, because most processes have none, and it brings the driver of the database along.
    from totalaudio_ops.notifying.quiet import Quiet
    from totalaudio_ops.problems import Problem

    try:
        Quiet.read(text)
    except Problem:
        return False
    return True


def _is_here(url: str) -> bool:
    parts = web_address("/".join(url.split("/")[:3]))
    return parts is not None and is_loopback(parts.hostname or "")
