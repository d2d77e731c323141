"""Makes a deployment of a commit once, whatever is lost on the way."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from totalaudio_ops.deploys.steps import Order
from totalaudio_ops.problems import Problem

from . import finding
from .answers import Deployment, Project
from .client import Client
from .http import LostError, RefusedError
from .sources import SourceFile, files_of

_TRIES: Final = 3
_AT_ONCE: Final = 8
MISSING: Final = "missing_files"


def make(client: Client, checkout: Path, project: Project, order: Order) -> Deployment:
    """Hand in what Vercel does not have and begin the build; after a cut, look whether it was begun."""
    files = files_of(checkout, order.commit)
    body = _body(project, order, files)
    for _ in range(_TRIES):
        try:
            return client.create(body)
        except LostError:
            begun = finding.found(client.deployments(project.id), order)
            if begun is not None:
                return begun
        except RefusedError as error:
            if error.fault.code != MISSING:
                raise
            _hand_in(client, files, frozenset(error.fault.missing))
    raise Problem(
        f"Vercel did not begin to build {order.release} in {_TRIES} tries: run the same command again later."
    )


def _body(project: Project, order: Order, files: list[SourceFile]) -> dict[str, object]:
    return {
        "name": project.name,
        "project": project.id,
        "target": "production",
        "meta": finding.marks_of(order),
        "projectSettings": {"framework": "django"},
        "files": [{"file": one.path, "sha": one.sha, "size": len(one.data)} for one in files],
    }


def _hand_in(client: Client, files: list[SourceFile], missing: frozenset[str]) -> None:
    wanted = {one.sha: one for one in files if one.sha in missing}
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(client.upload, wanted.values()))
