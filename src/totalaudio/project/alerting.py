"""Who is told of incidents, and how, as the settings say."""

from collections.abc import Mapping

from totalaudio.project.environment import environment, is_production
from totalaudio_ops.notifying.audience import Audience
from totalaudio_ops.notifying.mailing import MailServer
from totalaudio_ops.notifying.notification import Way
from totalaudio_ops.notifying.quiet import Quiet
from totalaudio_ops.notifying.webhooks import Webhook


def audience() -> Audience:
    """Who is told."""
    hours = environment().quiet_hours
    return Audience(
        emails=environment().alert_addresses,
        has_webhook=environment().alert_webhook_url is not None,
        quiet=Quiet.read(hours) if hours else None,
        pages=environment().base_url,
    )


def ways() -> Mapping[str, Way]:
    """How they are told: by the mail server, by the webhook, as far as there is one."""
    found: dict[str, Way] = {}
    if server := environment().email_url:
        found["mail"] = MailServer(server.get_secret_value(), sender())
    url, secret = environment().alert_webhook_url, environment().alert_webhook_secret
    if url and secret:
        found["webhook"] = Webhook(url.get_secret_value(), secret.get_secret_value())
    return found


def sender() -> str:
    """Who writes the platform's own mail."""
    hello = f"hello@{environment().site_host if is_production() else 'localhost'}"
    return environment().email_from or f"Total Audio Platform <{hello}>"
