"""`on`, as a deploy's workflow runs it: key and known servers from secrets, an unfilled form, the checks' record."""

from pathlib import Path

import pytest

from tests.support.ssh import program, ssh_server
from tests.workflows.running import Clone

pytestmark = pytest.mark.skipif(program() is None, reason="there is no sshd here")

TOOL = """#!/bin/sh
for word in "$@"; do printf '<%s>' "$word"; done
cat .totalaudio/green/* 2>/dev/null
echo " by $GITHUB_ACTOR at $DEPLOY_SITE"
exit 1
"""


def test_a_workflow_deploys_to_a_server(clone: Clone, tmp_path: Path) -> None:
    (clone.root / "totalaudio").write_text(TOOL)
    commit = clone.save("A tool that says what it was told")
    record = clone.root / ".totalaudio" / "green" / commit
    record.parent.mkdir(parents=True)
    record.write_text(f'{{"commit":"{commit}","passed_at":"2026-11-23T14:00:00Z"}}')
    form = ("--change", "fix", "--incident", "", "--override", "it's $(urgent)")
    with ssh_server(tmp_path / "ssh") as server:
        site = tmp_path / "site"
        done = clone.run(
            *("on", server.address(site), "deploy", "tracker", "--env", "preview", *form),
            DEPLOY_SSH_KEY=server.key.rstrip("\n"),
            DEPLOY_KNOWN_HOSTS=server.known_hosts,
            GITHUB_ACTOR="alice-example",
        )
    words = "<deploy><tracker><--env><preview><--change><fix><--override><it's $(urgent)>"
    assert (done.status, done.err) == (1, "")
    assert done.out == f"{words}{record.read_text()} by alice-example at {site}\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("on", "ssh://deploy@server.example.com/srv/site"), "there is no command"),
        (("on", "server.example.com", "deployments"), "names no server"),
    ],
)
def test_wrong_use_is_said_in_one_line(clone: Clone, words: tuple[str, ...], said: str) -> None:
    done = clone.run(*words)
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert said in done.err
