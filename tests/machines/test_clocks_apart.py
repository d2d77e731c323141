"""Machines whose clocks are an hour and five minutes off keep what is promised to people, and do every task once."""

import json
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest

from tests.machines import test_one_database as promises
from tests.machines.conftest import allow
from tests.machines.installation import Machines
from tests.machines.test_queue import _ENDS, _LEFT, _PERIODIC, _WORKERS, _check_work, work_of
from tests.platform.launch import until
from tests.support import clocks
from tests.support.cast import Person, make_person, make_workspace
from totalaudio.core.lib.ids import new_id
from totalaudio.core.tenancy.roles import Role

pytestmark = [
    pytest.mark.proof,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not clocks.IS_THERE, reason=clocks.WANTED),
]

MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def apart(installation: Machines, request: pytest.FixtureRequest) -> Iterator[Machines]:
    """The second web is an hour ahead, the second worker five minutes behind, and the first one as it should be."""
    if not request.config.getoption("--proofs"):
        pytest.skip("only with --proofs")
    allow(installation.network)
    restart(installation, web=clocks.clock("+1h"), worker=clocks.clock("-5m"))
    yield installation
    allow(installation.network)
    restart(installation, web={}, worker={})


def restart(there: Machines, web: dict[str, str], worker: dict[str, str]) -> None:
    for name in ("web2", "work2"):
        there.kill(name)
    known = set(there.ask(_WORKERS))
    there.start_web("web2", **web)
    there.start_worker("work2", **worker)
    there.wait_for_web("web2")
    until(lambda: bool(set(there.ask(_WORKERS)) - known), 60)


@pytest.fixture
def owner(there: Machines) -> Person:
    name = f"owner{new_id().hex}"
    return make_person(name, make_workspace(name), Role.OWNER)


def test_the_clocks_are_apart(apart: Machines, there: Machines) -> None:
    told = {name: there.web(name).ask("GET", "/health").headers["Date"] for name in promises.WEBS}
    off = {name: parsedate_to_datetime(date) - datetime.now(UTC) for name, date in told.items()}
    assert abs(off["web1"]) < MINUTE
    assert abs(off["web2"] - 60 * MINUTE) < MINUTE


def test_the_host_that_is_off_says_so(apart: Machines, there: Machines) -> None:
    """Failed sign-ins are counted by the clocks of the hosts, so their limit holds only where those agree."""
    ahead = [
        json.loads(there.web(name).ask("GET", "/health").body)["clock_seconds_ahead"]
        for name in promises.WEBS
    ]
    assert [round(one / 60) for one in ahead] == [0, 60]


def test_both_hosts_see_that_the_worker_lives(apart: Machines, there: Machines) -> None:
    found = [
        json.loads(there.web(name).ask("GET", "/health").body)["worker"]["status"]
        for name in promises.WEBS
    ]
    assert found == ["ok", "ok"]


@pytest.mark.parametrize(
    "promise",
    [
        promises.test_whoever_signs_in_at_one_host_is_known_at_the_other_until_they_sign_out,
        promises.test_a_flag_that_is_switched_at_one_host_is_switched_at_the_other,
        promises.test_both_hosts_count_the_turns_of_one_key_together,
        promises.test_two_hosts_that_spend_at_once_never_spend_more_than_the_plan_has,
    ],
    ids=["sessions", "flags", "turns", "quotas"],
)
def test_what_is_promised_to_people_holds(
    apart: Machines,
    there: Machines,
    owner: Person,
    promise: Callable[[Machines, Person], None],
) -> None:
    promise(there, owner)


def test_every_task_is_done_once_and_what_is_due_at_most_once_for_each_clock(
    apart: Machines, there: Machines
) -> None:
    number = 60
    works = [work_of(number) for _ in range(2)]
    mine = [str(work.owner.workspace_id) for work in works]
    with ThreadPoolExecutor(4) as pool:
        asked = [
            pool.submit(work.ask_for, there, promises.WEBS[n % 2], contact)
            for work in works
            for n, contact in enumerate(work.contacts)
        ]
        assert {one.result() for one in asked} == {201}
    until(lambda: there.ask(_LEFT, mine) == [(0,)], 180)
    ends = there.ask(_ENDS, mine)
    assert (len(ends), set(ends)) == (2 * number, {(1, 0)})
    for work in works:
        _check_work(work, number)
    rows = [row for row in there.ask(_PERIODIC) if row[0] == "queue.take_up"]
    sys.stdout.write(f"times that one moment was due: { {row[2] for row in rows} }\n")  # -rP
    assert {int(str(row[2])) for row in rows} <= {1, 2}
