"""A small GitHub on loopback, written from its published documents, which can fail in every way that matters."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from totalaudio_ops.github.client import Repository

NAME, TOKEN = "example/platform", "token-of-the-tests"
BOT = {"login": "github-actions[bot]", "type": "Bot"}
PERSON = {"login": "alice-example", "type": "User"}


@dataclass
class Fault:
    """What to do in place of answering: a status, 'cut' (after it was done), 'lost' (before) or 'garbage'."""

    how: int | str
    method: str = ""
    path: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    times: int = 1


@dataclass
class Forge:
    """What it keeps: comments by pull request, runs, pulls, and the objects of git."""

    url: str = ""
    comments: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    runs: list[dict[str, Any]] = field(default_factory=list)
    pulls: list[dict[str, Any]] = field(default_factory=list)
    refs: dict[str, str] = field(default_factory=dict)
    commits: dict[str, dict[str, Any]] = field(default_factory=dict)
    trees: dict[str, dict[str, Any]] = field(default_factory=dict)
    releases: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    last_id: int = 0

    @property
    def repository(self) -> Repository:
        """The way to it."""
        return Repository(NAME, TOKEN, self.url, pause=0.01)

    def next_id(self) -> int:
        self.last_id += 1
        return self.last_id

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: Any) -> Any:
        """(status, what it says)."""
        for pattern, function in ROUTES.items():
            verb, _, place = pattern.partition(" ")
            if verb == method and (found := re.fullmatch(place, path)):
                return function(self, *found.groups(), query=query, body=body)
        return 404, {"message": "Not Found"}


def list_comments(forge: Forge, number: str, *, query: dict[str, list[str]], body: Any) -> Any:
    per, page = int(query["per_page"][0]), int(query["page"][0])
    return 200, forge.comments.get(int(number), [])[(page - 1) * per : page * per]


def add_comment(forge: Forge, number: str, *, query: Any, body: Any) -> Any:
    comment = {"id": forge.next_id(), "body": body["body"], "user": BOT}
    forge.comments.setdefault(int(number), []).append(comment)
    return 201, comment


def change_comment(forge: Forge, ident: str, *, query: Any, body: Any) -> Any:
    for comments in forge.comments.values():
        for comment in comments:
            if comment["id"] == int(ident):
                comment["body"] = body["body"]
                return 200, comment
    return 404, {"message": "Not Found"}


def remove_comment(forge: Forge, ident: str, *, query: Any, body: Any) -> Any:
    for comments in forge.comments.values():
        comments[:] = [comment for comment in comments if comment["id"] != int(ident)]
    return 204, None


def list_runs(forge: Forge, workflow: str, *, query: dict[str, list[str]], body: Any) -> Any:
    found = [
        run
        for run in forge.runs
        if run["head_sha"] == query["head_sha"][0] and run["workflow"] == workflow
    ]
    if len(forge.runs) > 1 and forge.runs[0].get("then_next"):
        forge.runs.pop(0)
    return 200, {"total_count": len(found), "workflow_runs": found[:1]}


def list_pulls(forge: Forge, *, query: dict[str, list[str]], body: Any) -> Any:
    owner, _, branch = query["head"][0].partition(":")
    assert owner == NAME.partition("/")[0]
    return 200, [p for p in forge.pulls if p["head"]["ref"] == branch and p["state"] == "open"]


def add_pull(forge: Forge, *, query: Any, body: Any) -> Any:
    if any(p["head"]["ref"] == body["head"] and p["state"] == "open" for p in forge.pulls):
        return 422, {"message": "Validation Failed"}
    pull = {"number": forge.next_id(), "state": "open", "head": {"ref": body["head"]}}
    pull |= {"title": body["title"], "body": body["body"], "base": {"ref": body["base"]}}
    pull["html_url"] = f"https://github.example/{NAME}/pull/{pull['number']}"
    forge.pulls.append(pull)
    return 201, pull


def change_pull(forge: Forge, number: str, *, query: Any, body: Any) -> Any:
    pull = next(p for p in forge.pulls if p["number"] == int(number))
    pull |= body
    return 200, pull


def add_ref(forge: Forge, *, query: Any, body: Any) -> Any:
    name = body["ref"].removeprefix("refs/")
    if name in forge.refs:
        return 422, {"message": "Reference already exists"}
    forge.refs[name] = body["sha"]
    return 201, {"ref": body["ref"], "object": {"sha": body["sha"], "type": "commit"}}


def change_ref(forge: Forge, name: str, *, query: Any, body: Any) -> Any:
    if name not in forge.refs:
        return 422, {"message": "Reference does not exist"}
    forge.refs[name] = body["sha"]
    return 200, {"ref": f"refs/{name}", "object": {"sha": body["sha"], "type": "commit"}}


def remove_ref(forge: Forge, name: str, *, query: Any, body: Any) -> Any:
    forge.refs.pop(name, None)
    for pull in forge.pulls:  # GitHub closes what has no branch any more
        if f"heads/{pull['head']['ref']}" == name:
            pull["state"] = "closed"
    return 204, None


def get_commit(forge: Forge, sha: str, *, query: Any, body: Any) -> Any:
    return (200, forge.commits[sha]) if sha in forge.commits else (404, {"message": "Not Found"})


def add_tree(forge: Forge, *, query: Any, body: Any) -> Any:
    sha = f"d{forge.next_id():039d}"
    forge.trees[sha] = body
    return 201, {"sha": sha}


def add_commit(forge: Forge, *, query: Any, body: Any) -> Any:
    sha = f"c{forge.next_id():039d}"
    forge.commits[sha] = {"sha": sha, "tree": {"sha": body["tree"]}, "message": body["message"]}
    forge.commits[sha]["parents"] = [{"sha": parent} for parent in body["parents"]]
    return 201, forge.commits[sha]


def list_releases(forge: Forge, *, query: dict[str, list[str]], body: Any) -> Any:
    per, page = int(query["per_page"][0]), int(query["page"][0])
    return 200, forge.releases[::-1][(page - 1) * per : page * per]


def add_release(forge: Forge, *, query: Any, body: Any) -> Any:
    if any(one["tag_name"] == body["tag_name"] for one in forge.releases):
        return 422, {"message": "Validation Failed"}
    forge.releases.append({"id": forge.next_id(), **body})
    return 201, forge.releases[-1]


ROUTES: dict[str, Callable[..., Any]] = {
    r"GET releases": list_releases,
    r"POST releases": add_release,
    r"GET issues/(\d+)/comments": list_comments,
    r"POST issues/(\d+)/comments": add_comment,
    r"PATCH issues/comments/(\d+)": change_comment,
    r"DELETE issues/comments/(\d+)": remove_comment,
    r"GET actions/workflows/([a-z.-]+)/runs": list_runs,
    r"GET pulls": list_pulls,
    r"POST pulls": add_pull,
    r"PATCH pulls/(\d+)": change_pull,
    r"POST git/refs": add_ref,
    r"PATCH git/refs/(.+)": change_ref,
    r"DELETE git/refs/(.+)": remove_ref,
    r"GET git/commits/([0-9a-z]+)": get_commit,
    r"POST git/trees": add_tree,
    r"POST git/commits": add_commit,
}


class _Handler(BaseHTTPRequestHandler):
    forge: Forge

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        path = address.path.removeprefix(f"/repos/{NAME}/")
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        self.forge.asked.append((self.command, path))
        fault = self._fault(path)
        if fault and fault.how == "lost":
            return self._cut()
        if fault and isinstance(fault.how, int):
            return self._say(fault.how, {"message": "so it is"}, fault.headers)
        if self.headers["Authorization"] != f"Bearer {TOKEN}":
            return self._say(401, {"message": "Bad credentials"}, {})
        status, said = self.forge.answer(self.command, path, parse_qs(address.query), body)
        if fault and fault.how == "cut":
            return self._cut()
        return self._say(status, "{" if fault else said, {})

    def do_POST(self) -> None:
        self.do_GET()

    def do_PATCH(self) -> None:
        self.do_GET()

    def do_DELETE(self) -> None:
        self.do_GET()

    def _fault(self, path: str) -> Fault | None:
        for fault in self.forge.faults:
            if fault.times and fault.method in {"", self.command} and fault.path in path:
                fault.times -= 1
                return fault
        return None

    def _cut(self) -> None:
        self.close_connection = True
        self.connection.close()

    def _say(self, status: int, said: object, headers: dict[str, str]) -> None:
        content = b"{" if said == "{" else b"" if said is None else json.dumps(said).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def serving() -> Iterator[Forge]:
    """A GitHub as long as the block lasts."""
    forge = Forge()
    handler = type("Handler", (_Handler,), {"forge": forge})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    forge.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield forge
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
