"""What was written of a deploy is there after a kill, and what was torn off was never written."""

import errno
import os
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.journal import Deploy, Journal, Opened
from totalaudio_ops.deploys.steps import Done, Entry, Environment, Order, Step
from totalaudio_ops.problems import Problem
from totalaudio_ops.slo.gate import Change

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def order(name: str, app: Deployable = Deployable.TRACKER, to: str = "production") -> Order:
    found = Environment(to)
    return Order(
        f"{name}-{app}-{to}", app, found, "a" * 40, "0.1.0", Change.FIX, "olive", smoke=("/",)
    )


def entry(number: int, said: str = "It runs.") -> Entry:
    return Entry(number, NOON, Step.START, Done.DONE, said)


def opened(folder: Path, count: int = 0) -> tuple[Journal, Deploy]:
    journal = Journal(folder / "not there yet")
    deploy = journal.open(Opened(order("1"), "server", NOON))
    entries = tuple(entry(number + 1) for number in range(count))
    for one in entries:
        journal.append(deploy.order, one)
    return journal, Deploy(deploy.opened, entries)


def file_of(journal: Journal) -> Path:
    (found,) = journal.folder.iterdir()
    return found


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    journal, deploy = opened(tmp_path, 3)
    assert journal.read(deploy.order.id) == deploy
    assert list(journal.newest()) == [deploy]
    assert file_of(journal).stat().st_mode & 0o777 == 0o600


def test_a_journal_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert list(Journal(tmp_path / "none").newest()) == []


@settings(deadline=None, max_examples=40)
@given(said=st.text(st.characters(codec="utf-8")))
def test_whatever_is_said_is_one_line(said: str) -> None:
    with TemporaryDirectory() as folder:
        journal, deploy = opened(Path(folder))
        journal.append(deploy.order, entry(1, said))
        assert journal.read(deploy.order.id).entries == (entry(1, said),)
        assert file_of(journal).read_bytes().count(b"\n") == 2


def test_wherever_the_last_line_is_torn_the_others_are_read_and_the_next_is_written_whole(
    tmp_path: Path,
) -> None:
    journal, deploy = opened(tmp_path, 2)
    whole = file_of(journal).read_bytes()
    begin = whole.rstrip(b"\n").rindex(b"\n") + 1
    for length in range(begin, len(whole)):
        file_of(journal).write_bytes(whole[:length])
        assert journal.read(deploy.order.id).entries == deploy.entries[:1]
        journal.append(deploy.order, deploy.entries[1])
        assert file_of(journal).read_bytes() == whole


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO])
def test_a_line_that_does_not_fit_is_taken_back_and_said(
    error: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, deploy = opened(tmp_path, 1)
    written, whole = os.pwrite, file_of(journal).read_bytes()

    def half(descriptor: int, line: bytes, at: int) -> int:
        if error == errno.EIO:
            raise OSError(error, os.strerror(error))
        return written(descriptor, line[: len(line) // 2], at)

    monkeypatch.setattr(os, "pwrite", half)
    with pytest.raises(Problem) as told:
        journal.append(deploy.order, entry(2))
    what = "the disk is full" if error == errno.ENOSPC else "Input/output error"
    assert str(told.value) == (
        f"the journal {file_of(journal)} cannot be written: {what}. Nothing more was done, and what served goes on "
        "serving; make room there, then run the same command again."
    )
    assert file_of(journal).read_bytes() == whole


def test_a_file_that_cannot_be_begun_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "pwrite", lambda *_given: 0)
    with pytest.raises(Problem, match="the disk is full"):
        opened(tmp_path)
    assert list((tmp_path / "not there yet").iterdir()) == []


def test_a_damaged_file_is_named_and_not_passed_over(tmp_path: Path) -> None:
    journal, deploy = opened(tmp_path, 2)
    lines = file_of(journal).read_bytes().splitlines(keepends=True)
    file_of(journal).write_bytes(lines[0] + b"{}\n" + lines[2])
    with pytest.raises(Problem, match="is damaged") as told:
        journal.read(deploy.order.id)
    assert str(file_of(journal)) in str(told.value)


def test_deploys_are_listed_newest_first_by_app_and_environment(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    made = [
        order("1"),
        order("2", Deployable.WORKER),
        order("3", to="preview"),
        order("4"),
        order("5", Deployable.WORKER, "preview"),
    ]
    for one in made:
        journal.open(Opened(one, "server", NOON))

    def names(app: Deployable | None, environment: Environment | None) -> list[str]:
        return [one.order.id[0] for one in journal.newest(app, environment)]

    assert names(None, None) == ["5", "4", "3", "2", "1"]
    assert names(Deployable.TRACKER, None) == ["4", "3", "1"]
    assert names(Deployable.TRACKER, Environment.PRODUCTION) == ["4", "1"]
    assert names(None, Environment.PREVIEW) == ["5", "3"]
