"""Each environment runs as somebody of its own: asked of real users, by root."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from tests.support import proxy
from tests.support.sites import Tried, tried

from totalaudio_ops.deploys.server import operating, users
from totalaudio_ops.deploys.server.owning import identity_of
from totalaudio_ops.deploys.server.services import held
from totalaudio_ops.deploys.server.services.own import children_of
from totalaudio_ops.deploys.server.site import Site, read_site
from totalaudio_ops.deploys.server.target import server
from totalaudio_ops.deploys.server.written import Front, SiteFile, Written
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.problems import Problem

PRODUCTION, PREVIEW = Environment
EVERYBODYS = Path("/usr/bin/python3")
pytestmark = [
    pytest.mark.skipif(os.geteuid() != 0, reason="only root may become somebody else"),
    pytest.mark.skipif(not proxy.IS_THERE, reason=proxy.WANTED),
    pytest.mark.skipif(not EVERYBODYS.exists(), reason="needs a Python that everybody may run"),
]


@pytest.fixture(scope="module")
def both() -> Iterator[Tried]:
    """A site whose production runs as daemon and whose preview as nobody; each serves."""
    with tried(python=EVERYBODYS) as made:
        written(made, production="daemon", preview="nobody")
        found = again(made)
        commit = found.repository.commit("one")
        for number, environment in enumerate(Environment):
            found.site.settings(environment).write_text(f"SECRET_KEY=of-{environment}-alone\n")
            found.deploy(found.order(commit, number, environment=environment))
        yield found


def written(made: Tried, **named: str) -> None:
    """Write users into the site's file."""
    file = made.site.path / "site.toml"
    text = "".join(
        f'{line}\nuser = "{named[line[1:-1]]}"\n' if line[1:-1] in named else f"{line}\n"
        for line in file.read_text().splitlines()
        if not line.startswith("user")
    )
    file.write_text(text)


def again(made: Tried) -> Tried:
    """The same, as its file says now."""
    return Tried(server(read_site(made.site.path), made.repository.path), made.repository)


def process(site: Tried, environment: Environment) -> int:
    runner = held.holder(site.site.services / f"{environment}-tracker-blue.pid")
    assert runner is not None
    return children_of(runner)[0]


def read_as(user: str, *paths: Path) -> list[bool]:
    """Which of these somebody can read, or connect to; asked in a process that is them."""
    code = (
        "import socket, stat, sys, os\n"
        "def can(path):\n"
        "    try:\n"
        "        if stat.S_ISSOCK(os.stat(path).st_mode):\n"
        "            socket.socket(socket.AF_UNIX).connect(path)\n"
        "        elif os.path.isdir(path):\n"
        "            os.listdir(path)\n"
        "        else:\n"
        "            open(path, 'rb').read(1)\n"
        "        return 1\n"
        "    except PermissionError:\n"
        "        return 0\n"
        "print(*map(can, sys.argv[1:]))"
    )
    identity = identity_of(user)
    assert identity
    done = subprocess.run(
        [str(EVERYBODYS), "-I", "-c", code, *map(str, paths)],
        user=identity.uid, group=identity.gid, extra_groups=[], cwd="/",
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [one == "1" for one in done.stdout.split()]


def test_processes_of_each_environment_read_their_own_settings_and_nothing_else(
    both: Tried,
) -> None:
    site = both.site
    (site.journal).mkdir(mode=0o700, exist_ok=True)
    for user, own, other in (("daemon", PRODUCTION, PREVIEW), ("nobody", PREVIEW, PRODUCTION)):
        owner = Path(f"/proc/{process(both, own)}").owner()
        assert owner == user
        mine = (site.settings(own), site.data(own), Path(f"/proc/{process(both, own)}/environ"))
        assert read_as(user, *mine) == [True] * 3
        theirs = (
            site.settings(other), site.data(other), Path(f"/proc/{process(both, other)}/environ"),
            site.logs / f"{own}-tracker-blue.log", site.logs / f"{other}-tracker-blue.log",
            site.journal, site.socket, site.services, site.haproxy / "haproxy.cfg",
            site.folder(own) / "tracker" / "state.json",
        )  # fmt: skip
        assert read_as(user, *theirs) == [False] * len(theirs)


def test_a_site_with_one_user_serves_on_and_start_gives_each_its_own(both: Tried) -> None:
    written(both, production="daemon", preview="daemon")
    one = again(both)
    told = list(users.faults_of_users(one.site))
    assert any("preview run as daemon, so each can read the other's" in line for line in told)
    assert any("settings and data of preview do not belong to daemon" in line for line in told)
    with pytest.raises(Problem, match=r"belongs to nobody, and .*site start gives it over"):
        one.server.start(one.order(one.repository.head(), 7, environment=PREVIEW))
    assert [row.problem for row in operating.start(one.server) if row.problem] == []
    assert Path(f"/proc/{process(one, PREVIEW)}").owner() == "daemon"
    written(both, production="daemon", preview="nobody")
    (both.site.data(PREVIEW) / "deep").mkdir()
    (both.site.data(PREVIEW) / "deep" / "leads-out").symlink_to(both.site.path / "site.toml")
    assert [row.problem for row in operating.start(again(both).server) if row.problem] == []
    assert Path(f"/proc/{process(both, PREVIEW)}").owner() == "nobody"
    assert (both.site.data(PREVIEW) / "deep").owner() == "nobody"
    assert (both.site.path / "site.toml").owner() == "root"
    assert both.get("/tracker/", host="preview.example.com").text == "one"


def test_the_front_is_nobody_of_the_environments(tmp_path: Path) -> None:
    as_one = SiteFile(
        Written("example.com", user="daemon"), Written("preview.example.com", user="nobody"),
        Front(user="daemon"),
    )  # fmt: skip
    told = list(users._shared(Site(tmp_path, as_one)))
    assert [line.partition(":")[0] for line in told] == [
        "the front runs as daemon, as processes behind it do"
    ]
    apart = msgspec.structs.replace(as_one, front=Front(user="haproxy"))
    assert list(users._shared(Site(tmp_path, apart))) == []


def test_without_a_user_root_is_told(tmp_path: Path) -> None:
    (told,) = users.faults_of_users(Site(tmp_path, SiteFile(Written("example.com"))))
    assert told.startswith("the processes would run as root: write user = ")


def test_releases_that_the_user_cannot_reach_are_named(tmp_path: Path) -> None:
    (tmp_path / "closed" / "s" / "releases").mkdir(parents=True)
    (tmp_path / "closed").chmod(0o700)
    site = Site(tmp_path / "closed" / "s", SiteFile(Written("example.com"), user="daemon"))
    assert [str(site.releases) in one for one in users.faults_of_users(site)][:1] == [True]


def test_a_python_that_the_user_cannot_run_is_named_with_its_reason() -> None:
    identity = identity_of("daemon")
    assert identity
    with TemporaryDirectory() as folder:  # a folder of pytest is root's alone
        Path(folder).chmod(0o755)
        python = Path(folder) / "python"
        python.write_text("#!/bin/sh\necho 'libpython3.so: no such file.' >&2\nexit 127\n")
        python.chmod(0o755)
        told = list(users._unusable("daemon", identity, str(python)))
    said = "libpython3.so: no such file; use the Python of the distribution."
    assert told == [f"daemon cannot run {python}: {said}"]
    assert list(users._unusable("daemon", identity, "/bin/true")) == []
