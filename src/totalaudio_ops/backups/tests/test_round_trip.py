"""What was dumped comes back whole, on every server at hand."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.isolation.catalogue import read_catalogue
from tests.isolation.world import World
from tests.support.database import Urls, copied
from tests.support.servers import servers

from totalaudio_ops.backups import dumping, structure
from totalaudio_ops.backups.comparing import differences
from totalaudio_ops.backups.dumping import FILES, Dumped, dump
from totalaudio_ops.backups.programs import newest_programs
from totalaudio_ops.backups.restoring import restore
from totalaudio_ops.backups.running import environment
from totalaudio_ops.backups.tests.odd import between, empty_house, facts_at, odd_house

MAJORS = sorted(servers())


@pytest.fixture(scope="module", params=sorted({MAJORS[0], MAJORS[-1]}))
def odd(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The files of the odd database of one server, and what was said of them."""
    folder = tmp_path_factory.mktemp("odd")
    with odd_house(servers()[request.param]) as urls:
        said[folder] = dump(urls.system, folder)
        assert between(said[folder].facts, urls.admin) == []
        yield folder


said: dict[Path, Dumped] = {}


@pytest.mark.parametrize("major", MAJORS)
def test_an_odd_database_comes_back_on_every_server(odd: Path, major: int) -> None:
    with empty_house(servers()[major]) as admin:
        restore(odd, admin)
        assert between(said[odd].facts, admin) == []


def test_it_names_what_is_in_it(odd: Path) -> None:
    assert said[odd].facts.rows["totalaudio.no_columns"].count == 3
    assert said[odd].facts.rows["totalaudio.parted"].count == 3
    assert said[odd].facts.rows["totalaudio.quick"].count == 2
    assert "totalaudio.parted_rest" not in said[odd].facts.rows
    assert sorted(said[odd].extensions) == ["btree_gin", "pg_trgm"]
    assert said[odd].unreadable == ("bystander",)
    assert sorted(path.name for path in odd.iterdir()) == sorted(FILES)


def test_psql_alone_brings_it_back(odd: Path) -> None:
    with empty_house() as admin:
        for name in FILES:
            command = [newest_programs().path("psql"), "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1"]
            done = subprocess.run(
                [*command, "-o", "/dev/null", "-f", odd / name],
                env=environment(admin),
                capture_output=True,
                text=True,
                check=False,
            )
            assert (name, done.returncode) == (name, 0), done.stderr
        assert between(said[odd].facts, admin) == []


def test_no_password_is_in_the_files(odd: Path) -> None:
    text = b"".join((odd / name).read_bytes() for name in FILES if name != "data.sql")
    assert b"SCRAM-SHA-256" not in text
    assert b"PASSWORD" not in text


@pytest.fixture(scope="module")
def full(server: str, original: str) -> Iterator[Urls]:
    """The product's database, with rows in every table."""
    with copied(server, original) as urls:
        with psycopg.connect(urls.system, autocommit=True) as system:
            system.execute("SELECT make_event_partitions_v1(2)")
        with psycopg.connect(urls.admin) as admin:
            World(read_catalogue(admin), admin).build()
        yield urls


@pytest.mark.parametrize("major", MAJORS)
def test_the_product_comes_back_on_every_server(full: Urls, tmp_path: Path, major: int) -> None:
    dumped = dump(full.system, tmp_path)
    with empty_house(servers()[major]) as admin:
        restore(tmp_path, admin)
        assert between(dumped.facts, admin) == []


def test_a_backup_of_what_came_back_is_the_same(full: Urls, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    dumped = dump(full.system, first)
    with empty_house() as admin:
        restore(first, admin)
        assert dump(admin, second).facts == dumped.facts


def test_all_is_of_one_moment(full: Urls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written while the dump is made is in none of its parts."""

    def write_meanwhile(*given: Any) -> None:
        with psycopg.connect(full.owner) as writer:
            writer.execute("DELETE FROM totalaudio.contacts_tally")
            writer.execute("CREATE TABLE totalaudio.later (n int)")
        structure.write_structure(*given)

    monkeypatch.setattr(dumping, "write_structure", write_meanwhile)
    before = facts_at(full.admin)
    dumped = dump(full.system, tmp_path)
    assert dumped.facts == before
    assert differences(before, facts_at(full.admin)) != []
    with empty_house() as admin:
        restore(tmp_path, admin)
        assert between(before, admin) == []
