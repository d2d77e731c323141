"""What a stand-in for Vercel knows: projects, deployments and files, and the bad days that are told to it.

Written from the pages under https://vercel.com/docs/rest-api (deployments, projects) and the types of @vercel/sdk 1.28.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Event, RLock
from typing import Any, Final

TOKEN: Final = "token-of-a-test"
TEAM: Final = "team_of_a_test"
PROJECT: Final = "prj_tracker"
CODES: Final = {401: "not_authorized", 403: "forbidden", 404: "not_found", 409: "conflict"}
BIRTH: Final = 1_790_000_000_000

type Json = dict[str, Any]


@dataclass(frozen=True)
class Fault:
    """What happens to the next request whose path has `where` in it.

    `kind` is a status, or `hang`, `cut` (done, without an answer) or `half` (done, and the answer breaks off).
    """

    where: str
    kind: int | str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class FakeVercel:
    """Projects, deployments and files; how builds and promotions go is told beforehand."""

    port: int
    faults: list[Fault] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    deployments: dict[str, Json] = field(default_factory=dict)
    projects: dict[str, Json] = field(default_factory=dict)
    build_ends: str = "READY"
    build_says: str | None = None
    looks_until_built: int = 1
    move_ends: str = "succeeded"
    looks_until_moved: int = 1
    released: Event = field(default_factory=Event)
    lock: Any = field(default_factory=RLock)

    def __post_init__(self) -> None:
        self.projects[PROJECT] = {
            "id": PROJECT,
            "name": "tracker-production",
            "autoAssignCustomDomains": False,
            "targets": {},
            "lastAliasRequest": None,
        }

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def project(self) -> Json:
        return self.projects[PROJECT]

    def break_(self, where: str, kind: int | str, *, times: int = 1, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.faults += [Fault(where, kind, named)] * times

    def count(self, method: str, part: str) -> int:
        return sum(1 for asked, path in self.asked if asked == method and part in path)

    def answer(
        self, method: str, path: str, query: Mapping[str, list[str]], body: bytes
    ) -> tuple[int, Json]:
        match method, path.strip("/").split("/"):
            case "GET", ["v9", "projects", key]:
                return self._project(key)
            case "GET", ["v6", "deployments"]:
                return self._list(query)
            case "GET", ["v13", "deployments", key]:
                return self._deployment(key)
            case "POST", ["v13", "deployments"]:
                return self._create(json.loads(body))
            case "PATCH", ["v12", "deployments", key, "cancel"]:
                self.deployments[key]["readyState"] = "CANCELED"
                return 200, self.deployments[key]
            case "POST", [_, "projects", key, ("promote" | "rollback") as kind, deployment]:
                return self._move(key, kind, deployment)
            case "GET", [_, "projects", _, "promote", "aliases"]:
                return 200, {
                    "aliases": [{"alias": "tracker.example.com", "id": "1", "status": "failed"}]
                }
        return 404, {"error": {"code": "not_found", "message": "Not Found"}}

    def upload(self, digest: str, body: bytes) -> tuple[int, Json]:
        if hashlib.sha1(body, usedforsecurity=False).hexdigest() != digest:
            return 400, {"error": {"code": "bad_request", "message": "The digest is another"}}
        self.files[digest] = body
        return 200, {}

    def _project(self, key: str) -> tuple[int, Json]:
        if key not in self.projects:
            return 404, {"error": {"code": "not_found", "message": "Project not found"}}
        project = self.projects[key]
        move = project["lastAliasRequest"]
        if move and move["jobStatus"] == "in-progress":
            self.looks_until_moved -= 1
            if self.looks_until_moved <= 0:
                move["jobStatus"] = self.move_ends
                if self.move_ends == "succeeded":
                    self._serve(project, move["toDeploymentId"])
        return 200, project

    def _serve(self, project: Json, key: str) -> None:
        one = self.deployments[key]
        one["readySubstate"] = "PROMOTED"
        project["targets"] = {
            "production": {
                "id": key,
                "createdAt": one["createdAt"],
                "alias": ["tracker.example.com"],
            }
        }

    def _list(self, query: Mapping[str, list[str]]) -> tuple[int, Json]:
        wanted = query["projectId"][0]
        found = [
            {**{name: value for name, value in one.items() if name != "id"}, "uid": one["id"]}
            for one in self.deployments.values()
            if one["projectId"] == wanted and one["target"] == query["target"][0]
        ]
        return 200, {"deployments": found[::-1], "pagination": {"count": len(found)}}

    def _deployment(self, key: str) -> tuple[int, Json]:
        if key not in self.deployments:
            return 404, {"error": {"code": "not_found", "message": "Deployment not found"}}
        one = self.deployments[key]
        if one["readyState"] == "BUILDING":
            one["looks"] += 1
            if one["looks"] >= self.looks_until_built:
                one["readyState"] = self.build_ends
                one["errorMessage"] = self.build_says
                one["readySubstate"] = "STAGED" if self.build_ends == "READY" else None
        return 200, one

    def _create(self, body: Json) -> tuple[int, Json]:
        missing = sorted({file["sha"] for file in body["files"]} - self.files.keys())
        if missing:
            error = {"code": "missing_files", "message": "Missing files", "missing": missing}
            return 400, {"error": error}
        key = f"dpl_{len(self.deployments) + 1}"
        self.deployments[key] = {
            "id": key,
            "url": f"{body['name']}-{len(self.deployments) + 1}.vercel.app",
            "projectId": body["project"],
            "target": body["target"],
            "meta": body["meta"],
            "files": {file["file"]: file["sha"] for file in body["files"]},
            "readyState": "BUILDING",
            "readySubstate": None,
            "createdAt": BIRTH + 1000 * len(self.deployments),
            "looks": 0,
        }
        return 200, self.deployments[key]

    def _move(self, key: str, kind: str, deployment: str) -> tuple[int, Json]:
        project = self.projects[key]
        move = project["lastAliasRequest"]
        if move and move["jobStatus"] == "in-progress":
            return 409, {"error": {"code": "conflict", "message": "A move is in progress"}}
        before = project["targets"].get("production")
        project["lastAliasRequest"] = {
            "fromDeploymentId": before["id"] if before else None,
            "toDeploymentId": deployment,
            "jobStatus": "in-progress",
            "type": kind,
            "requestedAt": BIRTH + 1_000_000 + 1000 * len(self.asked),
        }
        return 202 if self.looks_until_moved > 1 else 201, {}
