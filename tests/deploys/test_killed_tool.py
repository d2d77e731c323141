"""The tool that deploys is killed at every line of its journal and at every call of the target."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploys.deploying import Deployed, deployed
from tests.deploys.load import keeping, load, slow
from tests.support import proxy
from tests.support.sites import ROOT
from totalaudio_ops.deploys.folding import state_of

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not proxy.IS_THERE, reason=proxy.WANTED),
    pytest.mark.timeout(1800),
]


@pytest.fixture(scope="module")
def site() -> Iterator[Deployed]:
    with deployed() as found:
        yield found


def run(site: Deployed, version: str, die_at: int, *deep: str) -> tuple[int, list[str]]:
    """Deploy in a process of its own; its status, and what it said."""
    tried = site.tried
    commit = site.wish(version).commit
    command = [sys.executable, "-m", "tests.deploys.tool", str(tried.site.path)]
    done = subprocess.run(
        [*command, str(tried.repository.path), str(site.app), commit, str(die_at), *deep],
        cwd=ROOT,
        env={
            "PATH": "/usr/bin:/bin:/usr/sbin",
            "PYTHONPATH": str(ROOT / "src"),
            "HOME": str(Path.home()),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode, done.stdout.splitlines()


@pytest.mark.parametrize("deep", [(), ("deep",)], ids=["lines and calls", "inside of calls"])
def test_one_version_serves_whenever_it_is_killed_and_the_same_command_goes_on(
    site: Deployed, proofs: bool, deep: tuple[str, ...]
) -> None:
    name = "deep" if deep else "call"
    _, (ended, moments, _) = run(site, f"{name}0", 0, *deep)
    assert ended == "kept"
    total = int(moments)
    assert total > 40
    step = 1 if proofs else total // (2 if deep else 5)
    served, kills = f"{name}0", 0
    with load(site.place, (keeping, slow)) as counts:
        for die_at in range(1 + (total // 9 if deep and not proofs else 0), total, step):
            version = f"{name}{die_at}"
            status, _ = run(site, version, die_at, *deep)
            kills += status == -signal.SIGKILL
            assert answered(site) in {served, version}
            _, (ended, _, said) = run(site, version, 0, *deep)
            assert (ended, answered(site)) == ("kept", version), said
            served = version
            assert len(site.running()) == 1
            newest = next(site.journal.newest())
            assert state_of(newest.entries, newest.order.kind).is_over
    assert counts.failures == []
    # A deploy that waits a little less passes fewer moments.
    assert kills >= (total * 0.8 if proofs else 2)
    sys.stdout.write(f"moments={total} kills={kills} requests={counts.requests}\n")  # shown by -rP


def answered(site: Deployed) -> str:
    """What people meet, and the place says the same."""
    met = site.tried.get("/").text
    assert site.serving().release == site.commits[met][:12]
    return met
