"""Every kind of damage to an archive is caught, and said in a sentence; an archive that is whole always passes."""

import re
from pathlib import Path

import pytest

from tests.backups.conftest import Checking
from tests.backups.damage import Damage, Samples
from tests.backups.damages import ON_THE_WAY, RESTORED, STRANGE
from tests.backups.repacking import REPACKED
from totalaudio_ops.backups.archive import unpack


def check_caught(damage: Damage, samples: Samples, check: Checking) -> None:
    damaged = damage.make(samples)
    assert damaged != samples.one
    found = check(damaged)
    assert not found.is_ok
    assert [line for line in found.problems if re.search(damage.told, line)], found.problems
    for line in found.problems:
        assert line[0].isupper() or "." in line.split()[0], line
        assert line.endswith((".", "…"))
        assert "Traceback" not in line


@pytest.mark.parametrize("damage", [*ON_THE_WAY, *STRANGE], ids=str)
def test_what_happens_on_the_way_is_caught(
    damage: Damage, samples: Samples, check: Checking
) -> None:
    check_caught(damage, samples, check)


@pytest.mark.parametrize("damage", RESTORED, ids=str)
def test_what_only_a_restore_shows_is_caught(
    damage: Damage, samples: Samples, check: Checking
) -> None:
    check_caught(damage, samples, check)


def test_an_archive_that_is_whole_passes(samples: Samples, check: Checking) -> None:
    assert check(samples.one).problems == ()


@pytest.mark.parametrize("way", REPACKED)
def test_an_archive_that_was_packed_again_is_read_the_same(
    way: str, samples: Samples, tmp_path: Path
) -> None:
    again, first, second = tmp_path / "again", tmp_path / "first", tmp_path / "second"
    again.mkdir()
    file = tmp_path / "packed"
    for content, folder in (
        (samples.one, first),
        (REPACKED[way](samples.one, again), second),
    ):
        file.write_bytes(content)
        folder.mkdir()
        unpack(file, folder)
    assert {f.name: f.read_bytes() for f in first.iterdir()} == {
        f.name: f.read_bytes() for f in second.iterdir()
    }


def test_an_archive_that_was_packed_again_passes(
    samples: Samples, check: Checking, tmp_path: Path
) -> None:
    again = tmp_path / "again"
    again.mkdir()
    assert check(REPACKED["by tar, the folder"](samples.one, again)).problems == ()
