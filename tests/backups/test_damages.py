"""Every kind of damage to an archive is caught, and said in a sentence; an archive that is whole always passes."""

import json
import re
from functools import partial
from pathlib import Path

import pytest

from tests.backups.changes import CHANGES, Change
from tests.backups.conftest import Checking
from tests.backups.damage import Damage, Samples, with_added
from tests.backups.damages import ON_THE_WAY, RESTORED, STRANGE
from tests.backups.repacking import REPACKED
from tests.platform.launch import totalaudio
from totalaudio.project.cli.backup_product import product
from totalaudio_ops.backups.archive import unpack
from totalaudio_ops.backups.opening import Keys
from totalaudio_ops.backups.s3_store import S3Settings
from totalaudio_ops.backups.stores import locate
from totalaudio_ops.backups.verifying import verify


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


@pytest.mark.proof
@pytest.mark.parametrize("damage", RESTORED, ids=str)
def test_what_only_a_restore_shows_is_caught(
    damage: Damage, samples: Samples, check: Checking, *, proofs: bool
) -> None:
    if not proofs and damage not in RESTORED[::5]:
        pytest.skip("only with --proofs")
    check_caught(damage, samples, check)


@pytest.mark.proof
@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_what_a_dump_lost_or_altered_is_caught(
    change: Change, samples: Samples, check: Checking, *, proofs: bool
) -> None:
    """In short, the comparison alone is asked: test_changes.py."""
    if not proofs and change not in CHANGES[::27]:
        pytest.skip("only with --proofs")
    making = partial(with_added, "constraints.sql", f"{change.sql};".encode())
    check_caught(Damage(change.name, making, change.told), samples, check)


def test_an_archive_that_is_whole_passes(archive: Path) -> None:
    """With all that the command asks, the product's own health check among it."""
    found = verify(locate(str(archive), S3Settings()), Keys(), product(), None)
    assert found.problems == ()
    assert "It holds" in found.notes[-1]
    assert "kept_by_test" in found.notes[-1]


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


def test_an_order_to_the_shell_in_an_archive_is_not_carried_out(
    samples: Samples, check: Checking, tmp_path: Path
) -> None:
    made = tmp_path / "made-by-the-archive"
    for name in ("roles.sql", "data.sql"):
        hostile = with_added(name, f"\\! touch {made}".encode(), samples)
        [said] = check(hostile).problems
        assert "restrict" in said
        assert not made.exists()


def test_the_command_says_no_and_why(samples: Samples, archive: Path, tmp_path: Path) -> None:
    [damage] = [one for one in RESTORED if one.name == "a policy gone from the file"]
    damaged = tmp_path / archive.name
    damaged.write_bytes(damage.make(samples))
    data = str(tmp_path / "nowhere")
    done = totalaudio("backup", "verify", str(damaged), "--json", "--data", data)
    found = json.loads(done.stdout)
    assert (done.returncode, found["ok"]) == (1, False)
    assert [line for line in found["problems"] if re.search(damage.told, line)]
    assert "Traceback" not in done.stdout + done.stderr
