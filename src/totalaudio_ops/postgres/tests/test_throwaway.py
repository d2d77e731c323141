"""A throwaway server leaves nothing behind, not even when it was killed: it may hold everybody's rows."""

from pathlib import Path

import pytest

from totalaudio_ops.postgres import throwaway, throwaway_server
from totalaudio_ops.problems import Problem


def test_what_a_killed_one_left_goes_with_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throwaway, "PLACE", tmp_path)
    left = tmp_path / f"{throwaway.PREFIX}left"
    (left / "data").mkdir(parents=True)
    (tmp_path / "other").mkdir()
    with pytest.raises(Problem, match="PG_BINDIR"), throwaway_server({"PG_BINDIR": "/nowhere"}):
        pass
    assert [folder.name for folder in tmp_path.iterdir()] == ["other"]
