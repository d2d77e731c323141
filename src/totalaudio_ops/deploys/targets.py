"""What every place that apps are deployed to can do. Each call may be repeated: what is done already stays done."""

from dataclasses import dataclass
from typing import Protocol

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.steps import Environment, Order


@dataclass(frozen=True, slots=True)
class Place:
    """Where a version answers, without a slash at the end, and the headers to send; no url: there is nothing to ask."""

    url: str | None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What people met at one version: requests, those of them that failed, mean milliseconds of the latest."""

    requests: int
    errors: int
    mean_ms: float | None


@dataclass(frozen=True, slots=True)
class Observed:
    """The new version since it was switched to, and the one before it up to then (None at the first deploy)."""

    new: Seen
    old: Seen | None


@dataclass(frozen=True, slots=True)
class Serving:
    """The release that people reach now, and the one that was kept before it; None where there is none."""

    release: str | None
    previous: str | None


class Target(Protocol):
    """A place that apps are deployed to. Every method raises Problem that says what is wrong and what to do."""

    @property
    def name(self) -> str:
        """What kind of place it is, in a word."""
        ...

    def plan(self, order: Order) -> list[str]:
        """What would be done, one sentence each, without doing any of it."""
        ...

    def build(self, order: Order) -> str:
        """Make the release, whole or not at all; returns one sentence about it."""
        ...

    def migrate(self, order: Order) -> str:
        """Bring the environment's database up to what the new release needs; the old one goes on with it."""
        ...

    def start(self, order: Order) -> Place:
        """Start the new version beside the old one, where no person reaches it, and wait until it answers."""
        ...

    def switch(self, order: Order) -> None:
        """Give all new requests to the new version; the old one finishes what it has."""
        ...

    def public(self, order: Order) -> Place:
        """Where people reach the app, in the way that this machine reaches it; no url: nothing to ask."""
        ...

    def observe(self, order: Order) -> Observed:
        """What people met since the switch."""
        ...

    def keep(self, order: Order) -> str | None:
        """Stop the old version once it has finished what it had, and tidy releases that nobody needs.

        Returns a sentence when that was not as usual.
        """
        ...

    def undo(self, order: Order) -> None:
        """Give all requests to the version that served before this order, and stop the new one.

        It knows by itself how far the order came; asked when nothing had begun it does nothing.
        """
        ...

    def serving(self, app: Deployable, environment: Environment) -> Serving:
        """What people reach now, asked of the place itself and not of any record."""
        ...
