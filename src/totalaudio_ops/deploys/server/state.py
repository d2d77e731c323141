"""What each place of an app holds, as a file: what was meant. What really serves is asked of the front."""

import os
from pathlib import Path
from threading import get_native_id
from typing import Final

import msgspec

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.server.colours import Colour
from totalaudio_ops.deploys.server.site import Site
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.problems import Problem

_FILE: Final = "state.json"


class Counted(msgspec.Struct, frozen=True):
    """The front's counters of a place at one moment."""

    requests: int = 0
    errors: int = 0
    mean_ms: float = 0.0


class Slot(msgspec.Struct, frozen=True):
    """A version in a place: its release, and the order that put it there; `since` are the counters when it began."""

    release: str
    order: str
    since: Counted = Counted()


class State(msgspec.Struct, frozen=True):
    """Both places of an app in an environment; `kept` are the releases that served, the latest last."""

    active: Colour | None = None
    blue: Slot | None = None
    green: Slot | None = None
    kept: tuple[str, ...] = ()

    def slot(self, colour: Colour) -> Slot | None:
        """What a place holds."""
        return self.blue if colour is Colour.BLUE else self.green

    def put(self, colour: Colour, slot: Slot | None) -> "State":
        """The same with something else in a place."""
        changes = {str(colour): slot}
        return msgspec.structs.replace(self, **changes)

    def turned(self, colour: Colour | None) -> "State":
        """The same with another place serving."""
        return msgspec.structs.replace(self, active=colour)

    def having_kept(self, release: str, most: int) -> "State":
        """The same, and this release served last."""
        kept = (*(one for one in self.kept if one != release), release)[-most:]
        return msgspec.structs.replace(self, kept=kept)

    def without(self, release: str) -> "State":
        """The same, as if this release had never served: nobody wants to come back to it."""
        kept = tuple(one for one in self.kept if one != release)
        return msgspec.structs.replace(self, kept=kept)

    def of_order(self, order: str) -> Colour | None:
        """The place that an order filled."""
        return next((one for one in Colour if (s := self.slot(one)) and s.order == order), None)

    @property
    def serving(self) -> Slot | None:
        """What the active place holds."""
        return self.slot(self.active) if self.active else None


def read_state(site: Site, environment: Environment, app: Deployable) -> State:
    """What was meant last; nothing when nothing was ever deployed."""
    file = _file(site, environment, app)
    try:
        return msgspec.json.decode(file.read_bytes(), type=State)
    except FileNotFoundError:
        return State()
    except (OSError, msgspec.DecodeError) as error:
        raise Problem(
            f"{file} cannot be read: {error}; put it back from a backup of the site, or remove it and deploy again."
        ) from None


def write_state(site: Site, environment: Environment, app: Deployable, state: State) -> None:
    """Remember it, whole or not at all."""
    file = _file(site, environment, app)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, msgspec.json.format(msgspec.json.encode(state)))


def write_whole(file: Path, content: bytes, mode: int = 0o600) -> None:
    """Write a file so that a crash leaves the old one or the new one; raises Problem when the disk is full."""
    # The number of the thread: several of one process may write the same file, too.
    new = file.with_name(f".{file.name}.{get_native_id()}")
    try:
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        with os.fdopen(descriptor, "wb") as out:
            os.fchmod(descriptor, mode)
            out.write(content)
            out.flush()
            os.fsync(descriptor)
        new.replace(file)
        _sync(file.parent)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise Problem(
            f"{file} cannot be written: {error.strerror}; make room or rights there and run this again."
        ) from None


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _file(site: Site, environment: Environment, app: Deployable) -> Path:
    return site.folder(environment) / app / _FILE
