"""Data that root left behind in an environment's folder are named with the command that mends them."""

import os
import subprocess
from pathlib import Path

import pytest

from totalaudio_ops.deploys.server.owning import identity_of
from totalaudio_ops.deploys.server.site import Site
from totalaudio_ops.deploys.server.unwritable import Found, faults_of_data, unwritable
from totalaudio_ops.deploys.server.written import SiteFile, Written
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.processes import Identity

PRODUCTION = Environment.PRODUCTION
SOMEBODY_ELSE = Identity(os.getuid() + 1, os.getgid() + 1)
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Settings and data belong to daemon, and a folder in the data does."""
    made = Site(tmp_path / "a site", SiteFile(Written("example.com", user="daemon")))
    backups = made.data(PRODUCTION) / "backups"
    backups.mkdir(parents=True)
    made.settings(PRODUCTION).touch()
    identity = identity_of("daemon")
    assert identity
    for path in (made.settings(PRODUCTION), made.data(PRODUCTION), backups):
        os.chown(path, identity.uid, identity.gid)
    return made


@as_root
def test_what_root_made_is_named_and_the_command_mends_it(site: Site) -> None:
    data = site.data(PRODUCTION)
    assert list(faults_of_data(site)) == []
    for number in range(5):
        (data / "backups" / f"{number}.tar").touch(0o600)
    (data / "backups" / "to-etc").symlink_to("/etc")
    [told] = faults_of_data(site)
    assert told.startswith("daemon cannot write backups/")
    assert f" and 2 more in {data}, which somebody else made: " in told
    command = told.partition("made: ")[2].partition(", and run")[0]
    assert command == f"chown -Rh daemon: '{data}'"
    subprocess.run(["/bin/sh", "-c", command], check=True)
    assert list(faults_of_data(site)) == []
    assert Path("/etc").owner() == "root"


@as_root
def test_data_on_another_disk_are_looked_at_and_the_disks_own_folder_is_left(
    site: Site, tmp_path: Path
) -> None:
    data, disk = site.data(PRODUCTION), tmp_path / "disk"
    data.rename(disk)
    data.symlink_to(disk)
    (disk / "lost+found").mkdir(0o700)
    assert list(faults_of_data(site)) == []
    (disk / "left").touch(0o600)
    [told] = faults_of_data(site)
    assert f"daemon cannot write left in {disk}, " in told
    assert f": chown -Rh daemon: {disk}, and " in told


@as_root
def test_data_that_belong_to_another_user_altogether_are_for_site_start(site: Site) -> None:
    os.chown(site.data(PRODUCTION), 0, 0)
    (site.data(PRODUCTION) / "left").touch(0o600)
    assert list(faults_of_data(site)) == []


def test_what_others_may_write_is_no_fault(tmp_path: Path) -> None:
    for name, mode in (("all", 0o666), ("group", 0o620), ("none", 0o644)):
        (tmp_path / name).touch()
        (tmp_path / name).chmod(mode)
    (tmp_path / "listed").mkdir()
    (tmp_path / "listed").chmod(0o755)
    none, listed = tmp_path / "none", tmp_path / "listed"
    group = tmp_path / "group"
    found = unwritable(tmp_path, SOMEBODY_ELSE)
    assert (set(found.named), found.count, found.is_all) == ({none, listed, group}, 3, True)
    found = unwritable(tmp_path, Identity(os.getuid() + 1, none.stat().st_gid))
    assert set(found.named) == {none, listed}
    assert unwritable(tmp_path, Identity(os.getuid(), 0)) == Found((), 0, is_all=True)


def test_of_a_large_folder_the_first_part_is_looked_at(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / str(number)).touch(0o600)
    found = unwritable(tmp_path, SOMEBODY_ELSE, most=10)
    assert (len(found.named), found.count, found.is_all) == (3, 10, False)
    assert unwritable(tmp_path, SOMEBODY_ELSE, most=20).is_all


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert unwritable(tmp_path / "gone", SOMEBODY_ELSE) == Found((), 0, is_all=True)
