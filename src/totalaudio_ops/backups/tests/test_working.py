"""What lies unencrypted for a moment is private, and gone whatever happens."""

from pathlib import Path

import pytest

from totalaudio_ops.backups.working import PREFIX, work_folder


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def test_it_is_private_and_goes_at_the_end(temporary: Path) -> None:
    with work_folder() as folder:
        (folder / "data.sql").write_text("secret")
        assert folder.stat().st_mode & 0o777 == 0o700
    assert list(temporary.iterdir()) == []


def test_it_goes_when_something_fails(temporary: Path) -> None:
    def fail() -> None:
        with work_folder():
            raise ValueError("mine")

    with pytest.raises(ValueError, match="mine"):
        fail()
    assert list(temporary.iterdir()) == []


def test_what_a_killed_run_left_goes_and_what_another_uses_stays(temporary: Path) -> None:
    left = temporary / f"{PREFIX}left"
    left.mkdir()
    (left / "data.sql").write_text("secret")
    (temporary / "other").mkdir()
    with work_folder() as one, work_folder() as two:
        assert sorted(folder.name for folder in temporary.iterdir()) == sorted(
            ["other", one.name, two.name]
        )
