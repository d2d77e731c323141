"""A release of this checkout writes down its migrations; a plan of one, or of another folder, does not."""

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest

from totalaudio.project.cli import release
from totalaudio.project.cli.release_options import CHECKOUT


@pytest.mark.parametrize(
    ("is_here", "dry_run", "expected"), [(True, False, 1), (True, True, 0), (False, False, 0)]
)
def test_the_list_is_written_with_the_release(
    is_here: bool, dry_run: bool, expected: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrote: dict[str, bytes] = {}
    checkout = SimpleNamespace(plan=lambda: None)

    def apply(root: Path, others: Mapping[str, bytes]) -> None:
        wrote.update(others)

    monkeypatch.setattr(release, "read", lambda root: checkout)
    monkeypatch.setattr(release, "has_work", lambda *_: True)
    monkeypatch.setattr(release, "apply", apply)
    monkeypatch.setattr(release, "say_plan", lambda made: None)
    release.version(dry_run=dry_run, root=CHECKOUT if is_here else tmp_path)
    assert len(wrote) == expected
    assert all(b"\nintel.0001_initial\n" in text for text in wrote.values())
    assert set(wrote) <= {"db/released.txt"}
