"""Registers the web app: what every page of every product needs."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Middleware, health, mail, errors and the pages of no product."""

    name = "totalaudio.core.web"
    label = "web"

    def ready(self) -> None:
        """Hear of invitations, of work that is done, and of connections that are opened."""
        from .counting.work import follow
        from .inviting import listen

        listen()
        follow()
