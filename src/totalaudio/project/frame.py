"""What the frame around each page shows, composed from the products."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from totalaudio.core.accounts.operators import is_operator
from totalaudio.core.billing.notices import notice_of
from totalaudio.core.flags.flags import FlagName, decision_for
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.requests import workspace_of, workspaces_of
from totalaudio.core.tenancy.roles import MANAGERS, WORKERS
from totalaudio.core.ui.frame import Action, AppLink, Frame, Person, Place, WorkspaceLink
from totalaudio.project.environment import environment

_APPS = (
    AppLink("intel", "Audio Intel", "/intel/"),
    AppLink("tracker", "Tracker", "/tracker/"),
    AppLink("pitch", "Pitch Generator", "/pitch/"),
)
_OPERATIONS = AppLink("operations", "Operations", "/operator/")
_PLACES = {
    "/intel/": (
        ("Contacts", "contacts:table", "contacts"),
        ("Lists", "lists:list", "list"),
        ("Bring a list", "imports:new", "upload"),
        ("Imports", "imports:list", "list"),
        ("Runs", "runs:list", "run"),
    ),
    "/tracker/": (
        ("Today", "today:page", "check"),
        ("Campaigns", "campaigns:list", "disc"),
        ("Numbers", "numbers:page", "chart"),
    ),
    "/pitch/": (
        ("Pitches", "pitch:home", "pen"),
        ("Replies", "replies:list", "inbox"),
        ("Sends", "sends:list", "send"),
        ("Templates", "drafts:templates", "copy"),
        ("Mailboxes", "mailboxes:list", "mail"),
        ("Compliance", "compliance:desk", "info"),
    ),
}
_OF_CLIENTS = (AppLink("tracker", "Tracker", "/tracker/"),)
_PLACES_OF_CLIENTS = (("Campaigns", "reports:chosen", "disc"),)
_OF_OPERATORS = (
    ("Overview", "web:operator", "info"),
    ("Metrics", "web:metrics", "chart"),
    ("Revenue", "operator-revenue:page", "tag"),
    ("Flags", "flags:list", "filter"),
    ("Budgets", "operations:budgets", "disc"),
    ("Incidents", "operations:incidents", "warning"),
    ("Deploys", "operations:deployments", "upload"),
    ("Backups", "operations:backups", "download"),
    ("Maintenance", "operations:maintenance", "settings"),
    ("Demo calls", "web:calls", "person"),
)


def frame(request: HttpRequest) -> dict[str, object]:
    """Give templates `frame`; an error page gets an empty one, because nothing can be asked any more."""
    user = getattr(request, "user", None)
    if not _can_ask() or user is None or not user.is_authenticated:
        return {"frame": Frame(environment=environment().environment)}
    actor: Actor | None = getattr(request, "actor", None)
    apps = _apps(user.pk, actor)
    return {
        "frame": Frame(
            apps=tuple(_current_app(apps, request.path)),
            places=tuple(_places(request, actor)),
            workspace=_workspace(request) if actor else None,
            workspaces=tuple(_workspaces(request, actor)),
            person=Person(str(user), user.email, _url("people:profile"), _url("account_logout")),
            palette_url=_url("contacts:palette") if _is_at_work(actor) else "",
            actions=tuple(_actions(actor)),
            is_demo=user.email == settings.DEMO_EMAIL,
            environment=environment().environment,
            notice=notice_of(actor) if actor else None,
        )
    }


def _apps(user_id: UUID, actor: Actor | None) -> tuple[AppLink, ...]:
    """The apps that the person may open: a client has the tracker alone."""
    apps = _APPS if actor is None or _is_at_work(actor) else _OF_CLIENTS
    return (*apps, _OPERATIONS) if is_operator(user_id) else apps


def _is_at_work(actor: Actor | None) -> bool:
    return actor is not None and actor.role in WORKERS


def _can_ask() -> bool:
    """Whether the transaction of the request is open and sound."""
    return connection.in_atomic_block and not connection.needs_rollback


def _url(route: str, *args: object) -> str:
    """The address of a route, '' when this process does not serve it."""
    try:
        return reverse(route, args=args)
    except NoReverseMatch:
        return ""


def _current_app(apps: Iterable[AppLink], path: str) -> list[AppLink]:
    return [AppLink(a.key, a.name, a.url, path.startswith(a.url)) for a in apps]


def _places(request: HttpRequest, actor: Actor | None) -> list[Place]:
    path = request.path
    named = [(name, _url(route), icon) for name, route, icon in _routes(request, actor)]
    places = [place for place in named if place[1]]
    here = max((url for _, url, _ in places if path.startswith(url)), key=len, default="")
    return [Place(name, url, icon, url == here) for name, url, icon in places]


def _routes(request: HttpRequest, actor: Actor | None) -> Iterable[tuple[str, str, str]]:
    if request.path.startswith(_OPERATIONS.url):
        shows = decision_for(request, FlagName.ANALYTICS_DASHBOARD).value
        return [one for one in _OF_OPERATORS if shows or one[1] != "web:metrics"]
    if actor is None:
        return ()
    if not _is_at_work(actor):
        return _PLACES_OF_CLIENTS if request.path.startswith("/tracker/") else ()
    return next((_PLACES[app] for app in _PLACES if request.path.startswith(app)), ())


def _workspace(request: HttpRequest) -> WorkspaceLink:
    name = workspace_of(request).name
    return WorkspaceLink(name, _url("workspaces:settings"), is_current=True)


def _workspaces(request: HttpRequest, actor: Actor | None) -> list[WorkspaceLink]:
    return [
        WorkspaceLink(
            w.name,
            _url("workspaces:switch", w.id),
            actor is not None and w.id == actor.workspace_id,
        )
        for w in workspaces_of(request)
    ]


def _actions(actor: Actor | None) -> list[Action]:
    if actor is None or not _is_at_work(actor):
        return []
    found = [
        Action("Bring a list", _url("imports:new"), "Upload a file or paste contacts"),
        Action("Enrichment runs", _url("runs:list")),
    ]
    if actor.role in MANAGERS:
        found.append(Action("Members and invitations", _url("workspaces:members")))
    if settings.HAS_OUTBOX:
        found.append(Action("Outbox", _url("web:outbox"), "Mail that was written on this machine"))
    return found
