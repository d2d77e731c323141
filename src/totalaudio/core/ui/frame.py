"""What the frame around a signed-in page shows; a context processor of the project fills it."""

from dataclasses import dataclass
from typing import Literal

AppKey = Literal["intel", "tracker", "pitch", "operations"]


@dataclass(frozen=True, slots=True)
class AppLink:
    """One app in the switcher; `key` picks the accent."""

    key: AppKey
    name: str
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """One page of the current app in the rail; `icon` is a name in icons.svg."""

    name: str
    url: str
    icon: str
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class WorkspaceLink:
    """One workspace of the person; a POST to `url` switches to it."""

    name: str
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in; `url` is their own settings page, signing out is a POST to `sign_out_url`."""

    name: str
    email: str
    url: str
    sign_out_url: str


@dataclass(frozen=True, slots=True)
class Action:
    """Something the command palette offers before anything is typed."""

    title: str
    url: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """What every page of a workspace says above its title, until it is put right at `url`."""

    level: Literal["info", "warning", "problem"]
    title: str
    text: str
    url: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything around the page: apps, places, workspace, person, the palette and what must be said."""

    apps: tuple[AppLink, ...] = ()
    places: tuple[Place, ...] = ()
    workspace: WorkspaceLink | None = None
    workspaces: tuple[WorkspaceLink, ...] = ()
    person: Person | None = None
    palette_url: str = ""
    actions: tuple[Action, ...] = ()
    is_demo: bool = False
    environment: str = "production"
    notice: Notice | None = None

    @property
    def app(self) -> AppLink | None:
        """The app that the page belongs to, or None outside all of them."""
        return next((app for app in self.apps if app.is_current), None)

    @property
    def bar_places(self) -> tuple[Place, ...]:
        """The places that fit the bottom bar of a phone; the rest is under More."""
        return self.places[:4]
