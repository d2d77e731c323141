"""The revision is found in a checkout, a worktree, and a release without either."""

from pathlib import Path

import pytest

from totalaudio_ops.backups.revision import revision_of

HASH = "0123456789abcdef0123456789abcdef01234567"


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return folder


@pytest.mark.parametrize(
    "files",
    [
        {".git/HEAD": "ref: refs/heads/main\n", ".git/refs/heads/main": f"{HASH}\n"},
        {
            ".git/HEAD": "ref: refs/heads/main\n",
            ".git/packed-refs": f"# x\n{HASH} refs/heads/main\n",
        },
        {".git/HEAD": f"{HASH}\n"},
        {"REVISION": f"{HASH}\n"},
        {
            ".git": "gitdir: there/worktrees/one\n",
            "there/worktrees/one/HEAD": "ref: refs/heads/side\n",
            "there/worktrees/one/commondir": "../..\n",
            "there/refs/heads/side": f"{HASH}\n",
        },
    ],
)
def test_it_is_found(files: dict[str, str], tmp_path: Path) -> None:
    assert revision_of(written(tmp_path, files)) == HASH


@pytest.mark.parametrize(
    "files",
    [
        {},
        {".git/HEAD": "ref: refs/heads/gone\n"},
        {".git/HEAD": "ref: refs/heads/gone\n", ".git/packed-refs": ""},
        {".git/HEAD": "nonsense\n"},
    ],
)
def test_it_is_nothing_where_there_is_none(files: dict[str, str], tmp_path: Path) -> None:
    assert revision_of(written(tmp_path, files)) == ""
