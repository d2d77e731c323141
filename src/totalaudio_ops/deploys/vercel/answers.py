"""The parts of Vercel's answers that are read; what else is in them is passed over."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

import msgspec

READY: Final = "READY"
# Not finished, as far as the contract names states; one that it does not name is waited for too.
ON_ITS_WAY: Final = frozenset({"QUEUED", "INITIALIZING", "BUILDING"})
OVER: Final = frozenset({"ERROR", "CANCELED", "BLOCKED", "DELETED"})


class Deployment(msgspec.Struct, frozen=True, rename="camel"):
    """One build and where it answers; lists call its id `uid`."""

    id: str = ""
    uid: str = ""
    url: str | None = None
    ready_state: str = ""
    ready_substate: str | None = None
    created_at: int = 0
    meta: Mapping[str, str] = {}
    error_message: str | None = None
    error_code: str | None = None
    ready_state_reason: str | None = None

    @property
    def key(self) -> str:
        """Its id."""
        return self.id or self.uid

    @property
    def is_ready(self) -> bool:
        """Whether it answers."""
        return self.ready_state == READY

    @property
    def has_served(self) -> bool:
        """Whether people have ever reached it."""
        return self.ready_substate == "PROMOTED"

    @property
    def why(self) -> str:
        """What the build itself says of its end."""
        return self.error_message or self.ready_state_reason or self.error_code or "it says no more"


class Production(msgspec.Struct, frozen=True, rename="camel"):
    """The deployment that a project names as its production, and the hosts of it."""

    id: str
    created_at: int = 0
    alias: list[str] = []


class Targets(msgspec.Struct, frozen=True):
    """What a project serves."""

    production: Production | None = None


class Move(msgspec.Struct, frozen=True, rename="camel"):
    """The latest promotion or rollback: from which deployment to which, and how far it is."""

    job_status: str
    to_deployment_id: str
    type: str
    requested_at: int
    from_deployment_id: str | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether its end is still to come."""
        return self.job_status in {"pending", "in-progress"}

    @property
    def at(self) -> datetime:
        """When it was asked for."""
        return datetime.fromtimestamp(self.requested_at / 1000, UTC)


class Project(msgspec.Struct, frozen=True, rename="camel"):
    """One app in one environment."""

    id: str
    name: str
    auto_assign_custom_domains: bool = True
    targets: Targets | None = None
    last_alias_request: Move | None = None

    @property
    def production(self) -> Production | None:
        """What it names as its production."""
        return self.targets.production if self.targets else None

    @property
    def serving(self) -> str | None:
        """The deployment that people reach: that of the latest move, unless a later build took its place by itself."""
        move, production = self.last_alias_request, self.production
        if move is None or move.job_status != "succeeded":
            return production.id if production else None
        is_older = production is not None and production.created_at > move.requested_at
        return production.id if production and is_older else move.to_deployment_id

    def moved_to(self, deployment: str) -> Move | None:
        """The latest move, when it was to this deployment."""
        move = self.last_alias_request
        return move if move and move.to_deployment_id == deployment else None


class Page(msgspec.Struct, frozen=True):
    """A list of deployments, the newest first."""

    deployments: list[Deployment]


class Alias(msgspec.Struct, frozen=True):
    """One host and what became of it."""

    alias: str | Mapping[str, str]
    status: str = ""

    @property
    def host(self) -> str:
        """Its name."""
        return self.alias if isinstance(self.alias, str) else self.alias.get("alias", "")


class Aliases(msgspec.Struct, frozen=True):
    """The hosts of the latest move."""

    aliases: list[Alias] = []


class Fault(msgspec.Struct, frozen=True):
    """Why a request was refused; `missing` are the digests of files that are not there yet."""

    code: str = ""
    message: str = ""
    missing: list[str] = []


class Refused(msgspec.Struct, frozen=True):
    """The body of a refusal."""

    error: Fault = Fault()
