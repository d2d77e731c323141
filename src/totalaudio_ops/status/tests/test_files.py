"""The page as files: each whole, only what changed, the page last, and read back as it was."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from totalaudio_ops.status.files import Look, look_of, read_files, write_files
from totalaudio_ops.status.tests.pages import NOW, incident, page

URL = "https://status.example.com"
STATIC = Path(__file__).resolve().parents[3] / "totalaudio" / "core" / "ui" / "static" / "ui"
LOOK = look_of(STATIC)


def test_the_page_comes_last_and_finds_all_that_it_asks_for(tmp_path: Path) -> None:
    written = write_files(tmp_path, page(), NOW, url=URL, look=LOOK)
    assert written[-3:] == ["status.json", "feed.xml", "index.html"]
    text = (tmp_path / "index.html").read_text()
    asked = [part.split('"')[0] for part in text.split('href="')[1:]]
    local = {name for name in asked if not name.startswith("#")}
    assert {name for name in local if not (tmp_path / name).is_file()} == set()
    fonts = (tmp_path / "css" / "fonts.css").read_text().split('url("../')[1:]
    assert [f for f in fonts if not (tmp_path / f.split('"')[0]).is_file()] == []


def test_the_page_with_its_look_is_under_a_hundred_kilobytes(tmp_path: Path) -> None:
    """Two fonts are asked for by a page in English; those with accents only when there are any."""
    write_files(tmp_path, page(), NOW, url=URL, look=LOOK)
    fetched = [
        "index.html", "mark.svg", *(f"css/{n}.css" for n in ("tokens", "fonts", "base", "status")),
        "fonts/bricolage-grotesque.woff2", "fonts/source-sans-3.woff2",
    ]  # fmt: skip
    assert sum((tmp_path / name).stat().st_size for name in fetched) < 100_000


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    write_files(tmp_path, page(), NOW, url=URL, look=LOOK)
    assert write_files(tmp_path, page(), NOW, url=URL, look=LOOK) == []
    later = NOW + timedelta(minutes=1)
    written = write_files(tmp_path, page(as_of=later), later, url=URL, look=LOOK)
    assert written == ["status.json", "index.html"]


def test_it_is_read_back_as_it_was(tmp_path: Path) -> None:
    found = page(incidents=(incident(),))
    write_files(tmp_path, found, NOW, url=URL, look=Look({}))
    assert read_files(tmp_path) == found


@pytest.mark.parametrize("content", [None, b"", b"{", b'{"version": 1}'])
def test_what_cannot_be_read_is_nothing(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "status.json").write_bytes(content)
    assert read_files(tmp_path) is None


def test_a_file_is_there_whole_or_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fills up in the middle leaves the page of before, and no half of a file."""
    write_files(tmp_path, page(), NOW, url=URL, look=Look({}))
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}

    def full(self: Path, content: bytes) -> int:
        with self.open("wb") as half:
            half.write(content[: len(content) // 2])
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        write_files(tmp_path, page(incidents=(incident(),)), NOW, url=URL, look=Look({}))
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
