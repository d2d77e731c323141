"""What the deployer needs to reach Vercel, read from its settings."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from totalaudio_ops.apps import WEB_APPS, Deployable
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.problems import Problem

BASE: Final = "https://api.vercel.com"
BYPASS: Final = "VERCEL_AUTOMATION_BYPASS_SECRET"
_CAN_BE_SENT: Final = re.compile(r"[!-~]*")  # in a header, without what would end it
_EXAMPLE: Final = "production/audio-intel=prj_1 preview/audio-intel=prj_2"

type Projects = Mapping[tuple[Environment, Deployable], str]


@dataclass(frozen=True, slots=True)
class Access:
    """Who asks, where, and which project of Vercel's is which app; no secret is in its text form."""

    token: str = field(repr=False)
    projects: Projects
    team: str = ""
    base: str = BASE
    bypass: str = field(default="", repr=False)

    def project_of(self, app: Deployable, environment: Environment) -> str:
        """The project's id; raises Problem for the worker, and for an app that has none."""
        if app not in WEB_APPS:
            raise Problem(
                f"The {app.label.lower()} cannot run on Vercel, where no process stays:"
                f" deploy it to a server, with --target server."
            )
        if project := self.projects.get((environment, app)):
            return project
        raise Problem(
            f"VERCEL_PROJECTS names no project for {environment}/{app}: add {environment}/{app}=prj_…"
        )


def read_access(environ: Mapping[str, str]) -> Access:
    """The settings of a command; raises Problem that says which one is missing or wrong."""
    token = environ.get("VERCEL_TOKEN", "").strip()
    if not token:
        raise Problem(
            "VERCEL_TOKEN is missing: make a token in Vercel's account settings, and set it."
        )
    return Access(
        _fit_to_send("VERCEL_TOKEN", token),
        _projects(environ.get("VERCEL_PROJECTS", "")),
        environ.get("VERCEL_TEAM_ID", "").strip(),
        (environ.get("VERCEL_API_BASE", "").strip() or BASE).rstrip("/"),
        _fit_to_send(BYPASS, environ.get("VERCEL_AUTOMATION_BYPASS_SECRET", "").strip()),
    )


def _fit_to_send(name: str, secret: str) -> str:
    if _CAN_BE_SENT.fullmatch(secret) is None:
        raise Problem(
            f"{name} has characters that no secret of Vercel's has: copy it again, all of it and nothing else."
        )
    return secret


def _projects(text: str) -> Projects:
    found: dict[tuple[Environment, Deployable], str] = {}
    for one in text.split():
        place, _, project = one.partition("=")
        environment, _, app = place.partition("/")
        try:
            key = Environment(environment), Deployable(app)
        except ValueError:
            raise Problem(f"VERCEL_PROJECTS says {one!r}: write it as in {_EXAMPLE}.") from None
        if not project or key in found:
            raise Problem(f"VERCEL_PROJECTS says {place} without a project, or twice: keep one.")
        if project in found.values():
            raise Problem(f"VERCEL_PROJECTS says {project} twice: each app has one of its own.")
        found[key] = project
    return found
