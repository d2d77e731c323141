"""A commit is green when its checks passed here, or all of them at the forge; whatever is unclear is not."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from totalaudio_ops.deploys.checks import check_green, green
from totalaudio_ops.deploys.checks.tests.forge import Forge, forge, run
from totalaudio_ops.deploys.checks.tests.test_checkout import checkout, commit, git
from totalaudio_ops.problems import Problem

__all__ = ["checkout"]
COMMIT = "a" * 40
NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)


@pytest.fixture
def there() -> Iterator[Forge]:
    with forge() as found:
        yield found


def asked(there: Forge, root: Path) -> tuple[bool, str]:
    known = {
        "GITHUB_TOKEN": "token",
        "GITHUB_REPOSITORY": "example/platform",
        "GITHUB_API_URL": there.url,
    }
    found = check_green(root, COMMIT, known)
    return found.is_let_through, found.said


def test_what_passed_on_a_clean_commit_is_known_of_it_alone(checkout: Path) -> None:
    (checkout / ".gitignore").write_text(".totalaudio\n")
    git(checkout, "commit", "-qam", "ignore")
    passed = green.record(checkout, NOW)
    found = check_green(checkout, passed, {})
    assert (found.is_let_through, found.said) == (
        True,
        f"Checks of {passed[:12]} passed here at 2026-11-23 14:05 UTC.",
    )
    other = commit(checkout, "two")
    found = check_green(checkout, other, {})
    assert (found.is_let_through, found.said) == (
        False,
        f"No checks are known to have passed on {other[:12]}: run .ci/run on a clean checkout of it.",
    )


def test_a_checkout_with_changes_is_not_recorded(checkout: Path) -> None:
    (checkout / "file.txt").write_text("changed")
    with pytest.raises(Problem, match=r"^Nothing is recorded\. The checkout has changes"):
        green.record(checkout, NOW)
    assert not (checkout / green.FOLDER).exists()


@pytest.mark.parametrize(
    "content", ["", "{}", "nonsense", '{"commit": "b", "passed_at": "2026-11-23T14:05:00Z"}']
)
def test_a_record_that_says_something_else_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / green.FOLDER).mkdir(parents=True)
    (tmp_path / green.FOLDER / COMMIT).write_text(content)
    assert not check_green(tmp_path, COMMIT, {}).is_let_through


def test_all_checks_at_the_forge_must_have_passed(there: Forge, tmp_path: Path) -> None:
    there.runs = [run("tests"), run("types", "skipped"), run("audit", "neutral")]
    assert asked(there, tmp_path) == (True, "All 3 checks of aaaaaaaaaaaa passed.")
    assert there.asked == [(f"/repos/example/platform/commits/{COMMIT}/check-runs", "Bearer token")]


def test_every_page_is_read(there: Forge, tmp_path: Path) -> None:
    there.runs = [run(f"check {number}") for number in range(230)]
    assert asked(there, tmp_path) == (True, "All 230 checks of aaaaaaaaaaaa passed.")
    there.runs[229] = run("the last", "failure")
    assert asked(there, tmp_path) == (
        False,
        "Checks of aaaaaaaaaaaa failed: the last. Mend them and deploy that.",
    )


@pytest.mark.parametrize(
    ("runs", "said"),
    [
        ([], "aaaaaaaaaaaa has no checks: push it to a branch where they run."),
        ([run("a"), run("b", None)], "Checks of aaaaaaaaaaaa still run: b. Wait for them."),
        (
            [run("a", "timed_out"), run("b", None)],
            "Checks of aaaaaaaaaaaa failed: a. Mend them and deploy that.",
        ),
        (
            [run("a", "a word of tomorrow")],
            "Checks of aaaaaaaaaaaa failed: a. Mend them and deploy that.",
        ),
    ],
)
def test_anything_else_is_refused(
    there: Forge, tmp_path: Path, runs: list[dict[str, str | None]], said: str
) -> None:
    there.runs = runs
    assert asked(there, tmp_path) == (False, said)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"status": 401}, "the forge answered 401; check GITHUB_TOKEN"),
        (
            {"status": 404},
            "the forge answered 404; check GITHUB_REPOSITORY and that the commit was pushed",
        ),
        ({"status": 429}, "the forge answered 429; it was asked too often; wait a minute"),
        ({"status": 503}, "the forge answered 503; try again later"),
        ({"body": b"<html>"}, "the forge's answer is not what its documents say; try again"),
        (
            {"body": b'{"total_count": 1'},
            "the forge's answer is not what its documents say; try again",
        ),
        ({"is_cut": True}, "RemoteProtocolError at 127.0.0.1; try again"),
        ({"counted": 7}, "it has 7 of them, of which 1 were told"),
    ],
)
def test_a_forge_that_does_not_answer_lets_nothing_through(
    there: Forge, tmp_path: Path, fault: dict[str, object], said: str
) -> None:
    there.runs = [run("tests")]
    for name, value in fault.items():
        setattr(there, name, value)
    expected = f"The checks of aaaaaaaaaaaa could not be asked for: {said}."
    assert asked(there, tmp_path) == (False, expected)


def test_a_forge_that_is_away_lets_nothing_through(tmp_path: Path) -> None:
    with forge() as gone:
        pass
    is_let_through, said = asked(gone, tmp_path)
    assert not is_let_through
    assert "ConnectError at 127.0.0.1; try again" in said
