"""Vercel on its bad days: nothing is built twice, what can be tried again is, and the rest is told in words."""

import pytest

from totalaudio_ops.deploys.vercel import Vercel
from totalaudio_ops.deploys.vercel.http import LONGEST_PAUSE, TRIES
from totalaudio_ops.deploys.vercel.sources import SourceFile, files_of
from totalaudio_ops.deploys.vercel.target import LOOK_SECONDS
from totalaudio_ops.problems import Problem

from .conftest import Bench
from .fake_projects import TOKEN


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, r"Vercel refused the project prj_tracker \(401: a fault 401\): make a new token"),
        (403, r"\(403: a fault 403\): give the token's owner access to the project"),
        (404, r"\(404: a fault 404\): set VERCEL_PROJECTS to the ids of projects that exist"),
        (409, r"\(409: a fault 409\): wait for what is under way"),
    ],
)
def test_a_refusal_is_told_at_once_with_the_next_step(
    target: Vercel, bench: Bench, status: int, said: str
) -> None:
    bench.fake.break_("/v9/projects/", status)
    with pytest.raises(Problem, match=said) as told:
        target.build(bench.order())
    assert TOKEN not in str(told.value)
    assert bench.waited == []


def test_too_many_requests_wait_as_long_as_they_are_told(target: Vercel, bench: Bench) -> None:
    bench.fake.break_("/v9/projects/", 429, Retry_After="7")
    bench.fake.break_("/v13/deployments", 429, Retry_After="9999")
    target.build(bench.order())
    assert bench.waited == [7.0, LONGEST_PAUSE]
    assert list(bench.fake.deployments) == ["dpl_1"]


@pytest.mark.parametrize("kind", [500, 503, "hang", "cut", "half"])
def test_a_question_that_was_lost_is_asked_again(
    target: Vercel, bench: Bench, kind: int | str
) -> None:
    bench.fake.break_("/v9/projects/", kind, times=2)
    bench.fake.break_("/v2/files", kind)
    target.build(bench.order())
    assert bench.waited == [1.0, 2.0, 1.0]


@pytest.mark.parametrize(
    ("kind", "said"), [(500, r"\(500: a fault 500\)"), ("cut", "does not answer")]
)
def test_after_some_tries_it_gives_up_and_says_so(
    target: Vercel, bench: Bench, kind: int | str, said: str
) -> None:
    bench.fake.break_("/v9/projects/", kind, times=TRIES)
    with pytest.raises(Problem, match=said):
        target.build(bench.order())
    assert bench.waited == [1.0, 2.0, 4.0, 8.0]


@pytest.mark.parametrize("kind", ["cut", "half", "hang", 500])
def test_a_build_whose_beginning_was_lost_is_not_begun_twice(
    target: Vercel, bench: Bench, kind: int | str
) -> None:
    bench.fake.files.update(
        (file.sha, file.data) for file in _files(bench)
    )  # so that the first request begins the build
    bench.fake.break_("/v13/deployments", kind)
    target.build(bench.order())
    assert list(bench.fake.deployments) == ["dpl_1"]


def test_a_build_that_can_never_be_begun_is_told(target: Vercel, bench: Bench) -> None:
    bench.fake.break_("/v13/deployments", 500, times=3)
    with pytest.raises(Problem, match=r"did not begin to build \w+ in 3 tries"):
        target.build(bench.order())


def test_a_build_that_fails_is_told_in_its_own_words_and_built_anew_next_time(
    target: Vercel, bench: Bench
) -> None:
    bench.fake.build_ends, bench.fake.build_says = "ERROR", "No module named totalaudio"
    with pytest.raises(Problem, match="ended as ERROR: No module named totalaudio"):
        target.build(bench.order())
    bench.fake.build_ends, bench.fake.build_says = "READY", None
    assert target.build(bench.order()).endswith("as dpl_2.")


def test_a_build_that_somebody_cancelled_is_told(target: Vercel, bench: Bench) -> None:
    bench.fake.build_ends = "CANCELED"
    with pytest.raises(Problem, match="ended as CANCELED"):
        target.build(bench.order())


def test_a_build_is_waited_for_so_long_and_then_again(target: Vercel, bench: Bench) -> None:
    bench.fake.looks_until_built = 452
    with pytest.raises(Problem, match="still BUILDING after 900 s"):
        target.build(bench.order())
    assert target.build(bench.order()).endswith("as dpl_1.")


def test_a_promotion_that_is_done_later_is_waited_for(target: Vercel, bench: Bench) -> None:
    target.build(bench.order())
    bench.fake.looks_until_moved = 5
    target.switch(bench.order())
    assert bench.fake.project["targets"]["production"]["id"] == "dpl_1"
    assert bench.waited == [2.0] * 4


def test_a_promotion_that_is_never_done_is_told(target: Vercel, bench: Bench) -> None:
    target.build(bench.order())
    bench.fake.looks_until_moved = 10_000
    with pytest.raises(
        Problem, match=r"does not serve dpl_1 after 180 s \(the move is in-progress\)"
    ):
        target.switch(bench.order())


def test_a_promotion_that_fails_names_the_hosts(target: Vercel, bench: Bench) -> None:
    target.build(bench.order())
    bench.fake.move_ends = "failed"
    with pytest.raises(Problem, match=r"promote to dpl_1 failed \(hosts: tracker.example.com\)"):
        target.switch(bench.order())


@pytest.mark.parametrize("kind", ["cut", "hang", "half", 500])
def test_a_promotion_whose_answer_was_lost_is_not_done_twice(
    target: Vercel, bench: Bench, kind: int | str
) -> None:
    """The second asking meets a conflict, and the end of the first is waited for."""
    target.build(bench.order())
    bench.fake.looks_until_moved = 3
    bench.fake.break_("/promote/", kind)
    target.switch(bench.order())
    assert bench.fake.project["targets"]["production"]["id"] == "dpl_1"


def test_however_often_the_watch_looks_vercel_is_asked_every_few_seconds(
    target: Vercel, bench: Bench
) -> None:
    order = bench.order()
    target.build(order)
    target.switch(order)
    before = bench.fake.count("GET", "/v9/projects/")
    for _ in range(20):
        target.observe(order)
    assert bench.fake.count("GET", "/v9/projects/") == before + 1
    bench.seconds += LOOK_SECONDS
    target.observe(order)
    assert bench.fake.count("GET", "/v9/projects/") == before + 2


def test_an_answer_that_is_no_json_is_told(target: Vercel, bench: Bench) -> None:
    bench.fake.projects["prj_tracker"] = {"id": 7, "lastAliasRequest": None}
    with pytest.raises(Problem, match="not in its contract"):
        target.build(bench.order())


def test_nobody_at_the_address_is_told(bench: Bench, target: Vercel) -> None:
    bench.fake.break_("/v6/deployments", "cut", times=TRIES)
    with pytest.raises(Problem, match="run the same command again later"):
        target.build(bench.order())


def _files(bench: Bench) -> list[SourceFile]:
    return files_of(bench.checkout.root, bench.checkout.commits[0])
