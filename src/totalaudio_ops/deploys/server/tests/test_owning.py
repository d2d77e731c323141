"""Settings and data are given to whom the processes run as, wherever the operator has put them."""

import os
from pathlib import Path

import pytest

from totalaudio_ops.deploys.server.owning import hand_over, is_handed_over
from totalaudio_ops.deploys.server.site import Site
from totalaudio_ops.deploys.server.written import SiteFile, Written
from totalaudio_ops.deploys.steps import Environment

PRODUCTION = Environment.PRODUCTION


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_data_that_lie_on_another_disk_are_given_over_through_the_link(tmp_path: Path) -> None:
    site = Site(tmp_path / "site", SiteFile(Written("example.com", user="daemon")))
    disk, outside = tmp_path / "disk", tmp_path / "outside"
    (disk / "deep").mkdir(parents=True)
    outside.touch()
    (disk / "leads-out").symlink_to(outside)
    site.folder(PRODUCTION).mkdir(parents=True)
    site.data(PRODUCTION).symlink_to(disk)
    site.settings(PRODUCTION).touch()
    assert not is_handed_over(site, PRODUCTION)
    hand_over(site, PRODUCTION)
    assert is_handed_over(site, PRODUCTION)
    theirs = (disk, disk / "deep", site.settings(PRODUCTION))
    assert [path.owner() for path in theirs] == ["daemon"] * 3
    assert outside.owner() == "root"
