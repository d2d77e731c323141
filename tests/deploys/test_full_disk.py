"""The disk of a site is full at a step: nothing half written counts, and what served goes on serving."""

import os
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from tests.deploys.deploying import Deployed, deployed
from tests.deploys.hooks import disturbed
from tests.deploys.load import fresh, keeping, load, slow
from tests.support import proxy
from totalaudio_ops.deploys import ordering
from totalaudio_ops.deploys.steps import Done
from totalaudio_ops.problems import Problem

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not proxy.IS_THERE, reason=proxy.WANTED),
    pytest.mark.timeout(300),
]


@pytest.fixture(scope="module")
def disk() -> Iterator[Path]:
    """A small disk of its own, where that can be had."""
    folder = Path(tempfile.mkdtemp(prefix="disk-", dir="/tmp"))
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        folder.rmdir()
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True, capture_output=True)
    folder.rmdir()


@pytest.fixture(scope="module")
def site(disk: Path) -> Iterator[Deployed]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(disk))
        with deployed("v1") as found:
            yield found


class Hog(threading.Thread):
    """From when it is started it takes every byte that becomes free."""

    def __init__(self, folder: Path) -> None:
        super().__init__(name="hog")
        self._file, self._is_over, self._is_full = (
            folder / "filler",
            threading.Event(),
            threading.Event(),
        )

    def run(self) -> None:
        with self._file.open("ab", buffering=0) as filler:
            while not self._is_over.wait(0.002):
                for size in (65536, 1):
                    with suppress(OSError):
                        while filler.write(b"x" * size):
                            pass
                self._is_full.set()

    def fill(self, *_: object) -> None:
        """Not a byte is left when it returns."""
        self.start()
        assert self._is_full.wait(20)

    def give_back(self) -> None:
        """All of it is free again."""
        self._is_over.set()
        if self.ident:
            self.join()
        self._file.unlink(missing_ok=True)


@pytest.fixture
def hog(disk: Path) -> Iterator[Hog]:
    """Whatever a test came to, the next one has room."""
    found = Hog(disk)
    yield found
    found.give_back()


@pytest.mark.parametrize("moment", ["build", "build_", "migrate_", "start_", "switch_", "keep"])
def test_what_served_serves_and_with_room_the_same_command_goes_on(
    site: Deployed, hog: Hog, moment: str, proofs: bool
) -> None:
    if not (proofs or moment in {"build", "start_"}):
        pytest.skip("only with --proofs")
    old, new = site.tried.get("/").text, f"after-{moment}"
    means = replace(site.means, target=disturbed(site.server, **{moment: hog.fill}))
    with load(site.place, (keeping, fresh, slow)) as counts:
        with suppress(Problem):
            found = ordering.deploy(site.wish(new), means)
            # What the version before leaves may be room enough for the few lines that come after it.
            assert found.entries[-1].done is not Done.KEPT or moment in {"switch_", "keep"}
        serves = site.tried.get("/").text
        assert serves in {old, new}
        assert site.serving().release == site.commits[serves][:12]
        hog.give_back()
        if site.deploy(new).entries[-1].done is Done.ROLLED_BACK:
            # The last line that found room said that it goes back: that is brought to its end first.
            assert site.serving().release == site.commits[serves][:12]
            site.deploy(new)
        assert next(site.journal.newest(site.app)).entries[-1].done is Done.KEPT
    assert counts.failures == []
    assert site.tried.get("/").text == new
    assert len(site.running()) == 1
