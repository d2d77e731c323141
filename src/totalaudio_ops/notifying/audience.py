"""Who is told of incidents."""

from dataclasses import dataclass

from .quiet import Quiet

WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True)
class Audience:
    """Addresses for mail, whether there is a webhook, the quiet hours, and where the pages are."""

    emails: tuple[str, ...] = ()
    has_webhook: bool = False
    quiet: Quiet | None = None
    pages: str = ""

    @property
    def ways(self) -> list[tuple[str, str]]:
        """Each channel with its recipient; the address of the webhook is a secret and is not kept in rows."""
        mail = [("mail", address) for address in self.emails]
        return [*mail, ("webhook", WEBHOOK)] if self.has_webhook else mail
