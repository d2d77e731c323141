"""The same archive packed anew, in the ways of programs and people: none of it is damage."""

import gzip
import io
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.backups.archives import entry, opened, packed, packed_entries

type Repack = Callable[[bytes, Path], bytes]


def _in_another_order(archive: bytes, _: Path) -> bytes:
    return packed(dict(reversed(opened(archive).items())))


def _with_other_times(archive: bytes, _: Path) -> bytes:
    entries = [entry(name, content) for name, content in opened(archive).items()]
    for described, _content in entries:
        described.mtime, described.uid, described.uname = 1_700_000_000.25, 1000, "somebody"
    return packed_entries(entries, form=tarfile.PAX_FORMAT)


def _packed_tighter(archive: bytes, _: Path) -> bytes:
    entries = [entry(name, content) for name, content in opened(archive).items()]
    return packed_entries(entries, level=9, form=tarfile.USTAR_FORMAT)


def _not_packed_at_all(archive: bytes, _: Path) -> bytes:
    return packed_entries((entry(n, c) for n, c in opened(archive).items()), level=0)


def _by_gzip_with_a_name(archive: bytes, _: Path) -> bytes:
    target = io.BytesIO()
    with gzip.GzipFile("backup.tar", "wb", 6, target, 1_700_000_000) as zipped:
        zipped.write(gzip.decompress(archive))
    return target.getvalue()


def _by_tar(how: tuple[str, ...], archive: bytes, folder: Path) -> bytes:
    """Unpacked and packed again by the program that everybody has."""
    place, again = folder / "unpacked", folder / "again.tar.gz"
    place.mkdir()
    (folder / "archive.tar.gz").write_bytes(archive)
    subprocess.run(["tar", "-xzf", folder / "archive.tar.gz", "-C", place], check=True)
    names = sorted(file.name for file in place.iterdir())
    what = [word for part in how for word in (names if part == "NAMES" else [part])]
    subprocess.run(["tar", "-czf", again, "-C", place, *what], check=True)
    return again.read_bytes()


REPACKED: Final[dict[str, Repack]] = {
    "in another order": _in_another_order,
    "with other times and owners": _with_other_times,
    "packed tighter": _packed_tighter,
    "not packed at all": _not_packed_at_all,
    "by gzip, with a name": _by_gzip_with_a_name,
    "by tar, file by file": lambda archive, folder: _by_tar(("NAMES",), archive, folder),
    "by tar, the folder": lambda archive, folder: _by_tar((".",), archive, folder),
    "by tar, with exact times": lambda archive, folder: _by_tar(
        ("--format=posix", "NAMES"), archive, folder
    ),
}
