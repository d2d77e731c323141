"""What a deploy goes through, and what is written down of it."""

from datetime import datetime
from enum import StrEnum

import msgspec

from totalaudio_ops.apps import Deployable
from totalaudio_ops.slo.gate import Change


class Environment(StrEnum):
    """Where an app is deployed to: each has its own settings, database and hosts."""

    PRODUCTION = "production"
    PREVIEW = "preview"


class Step(StrEnum):
    """The steps in their order; `undo` comes when one of them failed after `start` began."""

    GATE = "gate"
    BUILD = "build"
    MIGRATE = "migrate"
    START = "start"
    CHECK = "check"
    SWITCH = "switch"
    WATCH = "watch"
    KEEP = "keep"
    UNDO = "undo"


class Kind(StrEnum):
    """What was asked for: a commit, the version before, or what the preview serves."""

    DEPLOY = "deploy"
    ROLLBACK = "rollback"
    PROMOTE = "promote"


class Done(StrEnum):
    """What is known of a step, or of the whole deploy (kept, rolled back, refused, failed, abandoned)."""

    BEGAN = "began"
    DONE = "done"
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    KEPT = "kept"
    ROLLED_BACK = "rolled back"
    REFUSED = "refused"
    ABANDONED = "abandoned"


class Order(msgspec.Struct, frozen=True):
    """What somebody wants to have deployed; `id` sorts by time, `commit` is 40 hexadecimal digits.

    `smoke` are the addresses that must answer 200 before people come, as that commit declares them.
    """

    id: str
    app: Deployable
    environment: Environment
    commit: str
    version: str
    change: Change
    by: str
    incident: str | None = None
    override: str | None = None
    kind: Kind = Kind.DEPLOY
    smoke: tuple[str, ...] = ()

    @property
    def release(self) -> str:
        """The name of what is built: one for all apps of a commit."""
        return self.commit[:12]


class Entry(msgspec.Struct, frozen=True):
    """One line of a deploy's journal; `step` is None for how the whole ended. Lines are only ever added."""

    number: int
    at: datetime
    step: Step | None
    done: Done
    said: str
