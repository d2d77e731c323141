"""A real sshd, and a small repository whose `./totalaudio` does what a test tells it."""

import io
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.support.ssh import SshServer, program, ssh_server

from totalaudio_ops.deploys.remote.address import parsed
from totalaudio_ops.deploys.remote.running import Errand, Output, run, send
from totalaudio_ops.deploys.remote.signing_in import signing_in

TOOL = """#!/bin/sh
echo "$0 $DEPLOY_SITE $GITHUB_ACTOR" >>"$DEPLOY_SITE/calls"
case $1 in
say) shift; for word in "$@"; do printf '<%s>\\n' "$word"; done; echo talk >&2 ;;
end) exit "$2" ;;
count) for n in 1 2 3 4 5 6 7 8 9; do echo "line $n"; echo "talk $n" >&2; sleep 0.15; done; exit 7 ;;
hang) echo begun; sleep 60 ;;
esac
"""


@dataclass
class Ended:
    status: int
    out: str
    err: str


@dataclass
class Site:
    """A folder at the server, and a checkout here whose commit can be run there."""

    folder: Path
    checkout: Path
    server: SshServer

    @property
    def commit(self) -> str:
        return git(self.checkout, "rev-parse", "HEAD").strip()

    def errand(self, *words: str, **more: str) -> Errand:
        return Errand(parsed(self.server.address(self.folder)), self.commit, words, **more)

    def do(self, errand: Errand, out: Output | None = None) -> Ended:
        out, err = out or Output(io.BytesIO()), Output(io.BytesIO())
        with signing_in(self.server.key, self.server.known_hosts) as ssh:
            send(ssh, errand.address, self.checkout, errand.commit)
            status = run(ssh, errand, out, err, pause=0.01)
        return Ended(status, text(out), text(err))

    def calls(self) -> list[str]:
        file = self.folder / "calls"
        return file.read_text().splitlines() if file.exists() else []

    def checkouts(self) -> set[str]:
        return {path.name for path in (self.folder / "checkouts").glob("[0-9a-f]*")}

    def commit_more(self, note: str) -> str:
        (self.checkout / "note").write_text(note)
        git(self.checkout, "add", "--all")
        git(self.checkout, *AS_ALICE, "commit", "-qm", note)
        return self.commit


AS_ALICE = ("-c", "user.name=Alice", "-c", "user.email=alice@example.com")


def text(output: Output) -> str:
    assert isinstance(output.to, io.BytesIO)
    return output.to.getvalue().decode()


def git(root: Path, *words: str) -> str:
    return subprocess.run(
        ["git", *words], cwd=root, check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshServer]:
    if program() is None:
        pytest.skip("there is no sshd here")
    with ssh_server(tmp_path_factory.mktemp("ssh") / "server") as found:
        yield found


@pytest.fixture
def site(tmp_path: Path, server: SshServer) -> Site:
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    tool = checkout / "totalaudio"
    tool.write_text(TOOL)
    tool.chmod(0o755)
    (checkout / ".gitignore").write_text("/.totalaudio/\n")
    git(checkout, "init", "--quiet")
    made = Site(tmp_path / "site", checkout, server)
    made.commit_more("first")
    return made
