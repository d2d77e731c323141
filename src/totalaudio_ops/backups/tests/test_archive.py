"""An archive is exactly five files; whatever else it tries is refused before anything is written outside."""

import gzip
import io
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from totalaudio_ops.backups import archive
from totalaudio_ops.backups.damage import Damaged
from totalaudio_ops.backups.metadata import FILES, NAME
from totalaudio_ops.problems import Problem

from .making_archives import TEXTS, described, entries_of, packed, packed_by_hand, write_files


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    write_files(folder)
    return folder


def unpacked(data: bytes, tmp_path: Path) -> Path:
    target = tmp_path / "target"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    (tmp_path / "archive").write_bytes(data)
    archive.unpack(tmp_path / "archive", target)
    return target


def refused(data: bytes, tmp_path: Path) -> tuple[str, ...]:
    with pytest.raises(Damaged) as raised:
        unpacked(data, tmp_path)
    left = [file.name for file in tmp_path.iterdir()]
    assert sorted(left) == ["archive", "source", "target"]
    assert {file.name for file in (tmp_path / "target").iterdir()} <= set(FILES)
    return raised.value.problems


def test_what_was_packed_is_unpacked(source: Path, tmp_path: Path) -> None:
    target = unpacked(packed(source), tmp_path)
    assert {file.name: file.read_bytes() for file in target.iterdir()} == {
        file.name: file.read_bytes() for file in source.iterdir()
    }


def test_the_same_files_give_the_same_archive(source: Path) -> None:
    assert packed(source) == packed(source)


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
def test_an_archive_that_was_packed_again_by_another_program_is_as_good(
    source: Path, tmp_path: Path, form: int
) -> None:
    entries = entries_of(source)
    for entry, _ in entries:
        entry.mtime = 1795399205.25  # as of a file on disk
    assert len(list(unpacked(packed_by_hand(entries, form), tmp_path).iterdir())) == 5


@pytest.mark.parametrize("names", [["."], ["./" + name for name in FILES]], ids=["all", "each"])
def test_the_system_s_own_tar_packs_it_again(
    names: list[str], source: Path, tmp_path: Path
) -> None:
    packing = ["tar", "-czf", "-", "-C", str(source), *names]
    done = subprocess.run(packing, capture_output=True, check=True)
    assert len(list(unpacked(done.stdout, tmp_path).iterdir())) == 5


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../roles.sql", "the archive holds '../roles.sql', which does not belong there."),
        ("/etc/passwd", "the archive holds '/etc/passwd', which does not belong there."),
        ("more.sql", "the archive holds 'more.sql', which does not belong there."),
        ("sub/roles.sql", "the archive holds 'sub/roles.sql', which does not belong there."),
        ("././roles.sql", "the archive holds '././roles.sql', which does not belong there."),
        ("roles.sql", "the archive holds roles.sql twice."),
    ],
)
def test_a_sixth_entry_is_refused(source: Path, tmp_path: Path, name: str, said: str) -> None:
    entries = [*entries_of(source), (tarfile.TarInfo(name), b"")]
    assert refused(packed_by_hand(entries, tarfile.GNU_FORMAT), tmp_path) == (said,)


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE, tarfile.CHRTYPE]
)
def test_what_is_no_plain_file_is_refused(source: Path, tmp_path: Path, kind: bytes) -> None:
    entries = entries_of(source)
    changed, _ = entries[0]
    changed.type, changed.linkname, changed.size = kind, "/etc/passwd", 0
    found = refused(packed_by_hand(entries, tarfile.GNU_FORMAT), tmp_path)
    assert found == (f"{changed.name} is not a plain file in the archive.",)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(source: Path, tmp_path: Path, name: str) -> None:
    entries = [(entry, text) for entry, text in entries_of(source) if entry.name != name]
    found = refused(packed_by_hand(entries, tarfile.GNU_FORMAT), tmp_path)
    assert found == (f"the archive lacks {name}.",)


@pytest.mark.parametrize("name", TEXTS)
def test_a_changed_byte_is_found(source: Path, tmp_path: Path, name: str) -> None:
    text = bytearray((source / name).read_bytes())
    text[7] ^= 1
    (source / name).write_bytes(text)
    found = refused(packed(source), tmp_path)
    assert found == (f"{name} is not what {NAME} says: its checksum differs.",)


def test_another_size_is_refused_before_it_is_written(source: Path, tmp_path: Path) -> None:
    (source / "data.sql").write_bytes(b"\0" * 50_000_000)
    found = refused(packed(source), tmp_path)
    said = len(TEXTS["data.sql"])
    assert found == (f"data.sql has 50000000 bytes, and metadata.json says {said}.",)
    assert not (tmp_path / "target" / "data.sql").exists()


def test_more_than_the_disk_holds_is_refused_and_says_nothing_of_the_archive(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = shutil._ntuple_diskusage(10**9, 10**9 - 100, 100)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: full)
    with pytest.raises(Problem, match=f"the archive holds {described().total_bytes} bytes, and "):
        unpacked(packed(source), tmp_path)


NOTE = b"\x00\x05\x16\x07" + b"what a Mac notes"


def test_what_a_mac_notes_beside_the_files_is_passed_by(source: Path, tmp_path: Path) -> None:
    entries = []
    for entry, text in entries_of(source):
        note = tarfile.TarInfo(f"./._{entry.name}")
        note.size = len(NOTE)
        entry.name = f"./{entry.name}"
        entry.pax_headers = {
            "LIBARCHIVE.xattr.com.apple.provenance": "AQAA\n",
            "SCHILY.xattr.com.apple.provenance": "one\nand another",
        }
        entries += [(note, NOTE), (entry, text)]
    target = unpacked(packed_by_hand(entries, tarfile.PAX_FORMAT), tmp_path)
    assert sorted(file.name for file in target.iterdir()) == sorted(FILES)


@pytest.mark.parametrize(
    ("name", "text"),
    [("._roles.sql", b"DROP TABLE"), ("._other.sql", NOTE), ("._roles.sql", NOTE * 10_000)],
)
def test_what_only_looks_like_such_a_note_is_refused(
    source: Path, tmp_path: Path, name: str, text: bytes
) -> None:
    note = tarfile.TarInfo(name)
    note.size = len(text)
    found = refused(
        packed_by_hand([*entries_of(source), (note, text)], tarfile.GNU_FORMAT), tmp_path
    )
    assert found == (f"the archive holds {name!r}, which does not belong there.",)


@pytest.mark.parametrize("word", ["size", "linkpath", "GNU.sparse.major", "SCHILY.realsize"])
def test_a_second_truth_about_a_file_is_refused(source: Path, tmp_path: Path, word: str) -> None:
    entries = entries_of(source)
    entries[0][0].pax_headers = {word: "1"}
    found = refused(packed_by_hand(entries, tarfile.PAX_FORMAT), tmp_path)
    assert found == (f"the archive has a header with {word!r}, which does not belong there.",)


@pytest.mark.parametrize(
    "text", [b"9999999 comment=x\n", b"no length", b"12 comment=xy\n", b"0 a=\n"]
)
def test_a_broken_record_of_a_header_is_refused(source: Path, tmp_path: Path, text: bytes) -> None:
    record = tarfile.TarInfo("pax")
    record.type, record.size = tarfile.XHDTYPE, len(text)
    found = refused(
        packed_by_hand([(record, text), *entries_of(source)], tarfile.GNU_FORMAT), tmp_path
    )
    assert found == ("the archive is not a tar file all the way: a header is broken.",)


def test_a_name_that_a_second_header_gives_is_refused(source: Path, tmp_path: Path) -> None:
    entries = entries_of(source)
    entries[0][0].pax_headers = {"path": "../../elsewhere.sql"}
    found = refused(packed_by_hand(entries, tarfile.PAX_FORMAT), tmp_path)
    assert found == ("the archive has a header with 'path', which does not belong there.",)


def test_a_header_without_end_is_refused(source: Path, tmp_path: Path) -> None:
    entries = entries_of(source)
    entries[0][0].pax_headers = {"comment": "x" * 1_000_000}
    found = refused(packed_by_hand(entries, tarfile.PAX_FORMAT), tmp_path)
    assert found == ("the archive has a header that is too large.",)


def test_what_follows_the_end_is_refused(source: Path, tmp_path: Path) -> None:
    whole = packed(source)
    said = ("the archive goes on after its end.",)
    assert refused(whole + b"more", tmp_path) == said
    assert refused(whole + gzip.compress(b"more"), tmp_path) == said
    assert refused(gzip.compress(gzip.decompress(whole) + b"more"), tmp_path) == said


def test_an_empty_file_and_any_other_file_are_no_archive(source: Path, tmp_path: Path) -> None:
    assert refused(b"", tmp_path) == ("the archive is cut off.",)
    (found,) = refused(b"PK\3\4 not at all", tmp_path)
    assert found.startswith("the archive cannot be unpacked: ")


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_wherever_it_is_cut_or_flipped_it_is_refused_or_the_same(data: st.DataObject) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_files(folder / "source")
        whole = bytearray(packed(folder / "source"))
        if data.draw(st.booleans()):
            whole = whole[: data.draw(st.integers(0, len(whole) - 1))]
            refused(bytes(whole), folder)
            return
        bit = data.draw(st.integers(0, len(whole) * 8 - 1))
        whole[bit // 8] ^= 1 << bit % 8
        try:
            target = unpacked(bytes(whole), folder)
        except Damaged:
            return
        # A few bits of gzip say nothing: a time in its head, what fills up its last byte.
        assert {file.name: file.read_bytes() for file in target.iterdir()} == {
            file.name: file.read_bytes() for file in (folder / "source").iterdir()
        }


def test_memory_stays_flat(tmp_path: Path) -> None:
    import tracemalloc

    source, target = tmp_path / "source", tmp_path / "target"
    texts = TEXTS | {"data.sql": bytes(range(256)) * 4 * 40_000}
    write_files(source, texts)
    target.mkdir()
    tracemalloc.start()
    with (tmp_path / "archive").open("wb") as out:
        archive.pack(source, out)
    archive.unpack(tmp_path / "archive", target)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(texts["data.sql"]) > 40_000_000
    assert most < 8_000_000


def test_packing_writes_to_anything_that_takes_bytes(source: Path) -> None:
    out = io.BytesIO()
    archive.pack(source, out)
    with tarfile.open(fileobj=io.BytesIO(out.getvalue())) as tar:
        assert tar.getnames()[0] == NAME
