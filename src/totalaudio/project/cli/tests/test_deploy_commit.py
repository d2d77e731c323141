"""A commit that is not checked out is asked by its own release, which is built for that."""

from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.support.sites import Repository, small_repository, write_site

from totalaudio.project.cli import deploy_reach
from totalaudio.project.cli.deploy_options import Where
from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.checks import Program, green
from totalaudio_ops.deploys.server.releases import find_release
from totalaudio_ops.deploys.steps import Environment, Order
from totalaudio_ops.problems import Problem
from totalaudio_ops.slo.gate import Change


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The checkout that deploys; no forge knows of it."""
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    write_site(tmp_path / "s")
    found = small_repository(tmp_path / "r")
    monkeypatch.setattr(deploy_reach, "ROOT", found.path)
    return found


def program(folder: Path, commit: str, override: str | None = None) -> Program:
    order = Order(
        "1", Deployable.TRACKER, Environment.PREVIEW, commit, "0.1.0", Change.FEATURE, "olive",
        override=override,
    )  # fmt: skip
    with ExitStack() as holding:
        found = deploy_reach.reached(
            Where.SERVER, folder / "s", Environment.PREVIEW, folder, holding
        )
        return found.program(order)


def test_a_commit_of_the_repository_is_built_and_asked(
    tmp_path: Path, repository: Repository
) -> None:
    old = repository.commit("old")
    green.record(repository.path, datetime.now(UTC))
    new = repository.commit("new")
    releases = tmp_path / "s" / "releases"
    assert program(tmp_path, new) == Program(repository.path)  # it is checked out
    assert not releases.exists()
    for _ in range(2):
        found = program(tmp_path, old)
        assert (found.root / "VERSION").read_text() == "old\n"
        assert found.root == releases / old[:12]
    assert find_release(releases, old[:12]) is not None


def test_nothing_is_run_of_a_commit_whose_checks_nobody_knows_of_unless_somebody_answers_for_it(
    tmp_path: Path, repository: Repository
) -> None:
    old, _ = repository.commit("old"), repository.commit("new")
    with pytest.raises(
        Problem, match=f"Nobody can ask {old[:12]} before it is built: No checks are known"
    ):
        program(tmp_path, old)
    assert not (tmp_path / "s" / "releases").exists()
    assert program(tmp_path, old, "it must go out").root == tmp_path / "s" / "releases" / old[:12]


def test_nothing_is_run_of_a_commit_that_nobody_could_find_again(
    tmp_path: Path, repository: Repository
) -> None:
    repository.commit("one")
    stray = repository.commit("stray")
    repository._git("reset", "-q", "--hard", "HEAD~1")
    with pytest.raises(
        Problem, match=f"Nobody can ask {stray[:12]} before it is built: .* on no branch"
    ):
        program(tmp_path, stray)
    assert not (tmp_path / "s" / "releases").exists()
