"""A release of this checkout writes down its migrations; a plan of one, or of another folder, does not."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from totalaudio.project.cli import release
from totalaudio.project.cli.release_options import CHECKOUT
from totalaudio.project.expanding import released


@pytest.mark.parametrize(
    ("is_here", "dry_run", "expected"), [(True, False, 1), (True, True, 0), (False, False, 0)]
)
def test_the_list_is_written_with_the_release(
    is_here: bool, dry_run: bool, expected: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrote: list[set[str]] = []
    checkout = SimpleNamespace(plan=lambda: None)
    monkeypatch.setattr(release, "read", lambda root: checkout)
    monkeypatch.setattr(release, "has_work", lambda *_: True)
    monkeypatch.setattr(release, "apply", lambda root: None)
    monkeypatch.setattr(release, "say_plan", lambda made: None)
    monkeypatch.setattr(released, "write", lambda names: wrote.append(set(names)))
    release.version(dry_run=dry_run, root=CHECKOUT if is_here else tmp_path)
    assert len(wrote) == expected
    assert all("intel.0001_initial" in names for names in wrote)
