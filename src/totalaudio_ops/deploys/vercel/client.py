"""What a deploy asks of Vercel, one method for each address of its REST API."""

from collections.abc import Sequence
from typing import Final

from .answers import Aliases, Deployment, Page, Project
from .http import Http, RefusedError, Values
from .sources import SourceFile

_NEWEST: Final = 100
BAD_REQUEST: Final = 400
CONFLICT: Final = 409


class Client:
    """Answers of Vercel as values; every method raises Problem that says what to do."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def project(self, project: str) -> Project:
        """One app in one environment, and what people reach of it."""
        return self._http.ask(f"the project {project}", "GET", f"/v9/projects/{project}", Project)

    def deployments(self, project: str) -> Sequence[Deployment]:
        """The newest deployments for production, newest first."""
        query: Values = {"projectId": project, "target": "production", "limit": _NEWEST}
        found = self._http.ask("the deployments", "GET", "/v6/deployments", Page, query=query)
        return sorted(found.deployments, key=lambda one: one.created_at, reverse=True)

    def deployment(self, key: str) -> Deployment:
        """One deployment."""
        what = f"the deployment {key}"
        return self._http.ask(what, "GET", f"/v13/deployments/{key}", Deployment)

    def create(self, body: dict[str, object]) -> Deployment:
        """Begin to build; raises LostError, and RefusedError with the digests of files that are missing."""
        query: Values = {"forceNew": 1, "skipAutoDetectionConfirmation": 1}
        return self._http.make("a deployment", "/v13/deployments", Deployment, body, query)

    def upload(self, file: SourceFile) -> None:
        """Hand a file in; it is known by its digest from then on."""
        headers = {"Content-Type": "application/octet-stream", "x-vercel-digest": file.sha}
        self._http.send(f"the file {file.path}", "/v2/files", file.data, headers)

    def promote(self, project: str, deployment: str) -> str:
        """Ask that people reach a deployment; it is done some time later. Returns what was said against it, or ''."""
        return self._move("the promotion", f"/v10/projects/{project}/promote/{deployment}")

    def roll_back(self, project: str, deployment: str) -> str:
        """The same for a deployment that people reached before."""
        return self._move("the rollback", f"/v1/projects/{project}/rollback/{deployment}")

    def failed_hosts(self, project: str) -> Sequence[str]:
        """The hosts that the latest move could not turn."""
        path = f"/v1/projects/{project}/promote/aliases"
        found = self._http.ask("the hosts", "GET", path, Aliases, query={"failedOnly": "true"})
        return [alias.host for alias in found.aliases]

    def cancel(self, deployment: str) -> None:
        """Stop a build; one that is over stays as it is."""
        what = f"to cancel {deployment}"
        try:
            self._http.ask(what, "PATCH", f"/v12/deployments/{deployment}/cancel", Deployment)
        except RefusedError as error:
            if error.status != BAD_REQUEST:
                raise

    def _move(self, what: str, path: str) -> str:
        """Asked for again while it is under way, a move may be refused as a conflict: what came of it shows later."""
        try:
            self._http.ask(what, "POST", path, object)
        except RefusedError as error:
            if error.status != CONFLICT:
                raise
            return str(error)
        return ""
