"""Which addresses are asked for which app."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from totalaudio_ops.apps import WEB_APPS, Deployable

READY = "/health/ready"


@dataclass(frozen=True, slots=True)
class Target:
    """An app and the address that must answer for it."""

    app: Deployable
    url: str


def read_targets(text: str) -> tuple[Target, ...]:
    """Targets as they are written in a setting: app=https://… with spaces or commas between; raises ValueError."""
    found: dict[Deployable, Target] = {}
    for word in text.replace(",", " ").split():
        name, separator, url = word.partition("=")
        app = Deployable(name) if separator else None  # an unknown name is a ValueError of its own
        parts = urlsplit(url)
        if (
            app not in WEB_APPS
            or app in found
            or parts.scheme not in {"http", "https"}
            or not parts.hostname
        ):
            raise ValueError("is not a list of app=address with spaces between, each web app once")
        found[app] = Target(app, url)
    return tuple(found.values())


def write_targets(targets: tuple[Target, ...]) -> str:
    """The same as a setting."""
    return " ".join(f"{target.app}={target.url}" for target in targets)


def at_one_address(base: str, apps: tuple[Deployable, ...] = WEB_APPS) -> tuple[Target, ...]:
    """Every app that is served under one address: its process, its database and its migrations must answer."""
    return tuple(Target(app, base.rstrip("/") + READY) for app in apps)
