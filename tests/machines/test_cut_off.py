"""The network of one machine is cut while it serves and works: nothing is lost or done twice, and it comes back."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.machines.installation import PORT, Machines
from tests.machines.network import Host, unplugged
from tests.machines.test_queue import _ENDS, _LEFT, _check_work, start_victim, work_of
from tests.platform.launch import until
from totalaudio.project.databases import SERVING_SECONDS

pytestmark = [pytest.mark.proof, pytest.mark.timeout(600)]

# Longer than a worker may be silent before its tasks are given to others (8 s).
CUT = 20.0


@pytest.fixture(autouse=True)
def only_apart(there: Machines, proofs: bool) -> None:
    if not there.network.is_apart:
        pytest.skip("hosts without a network of their own have no cable")
    if not proofs:
        pytest.skip("only with --proofs")


def test_tasks_of_a_worker_that_is_cut_off_are_done_once_by_whoever_is_there(
    there: Machines,
) -> None:
    number = 60
    works = [work_of(number) for _ in range(2)]
    start_victim(there)
    mine = [str(work.owner.workspace_id) for work in works]
    with ThreadPoolExecutor(4) as pool:
        asked = [
            pool.submit(work.ask_for, there, "web1", contact)
            for work in works
            for contact in work.contacts
        ]
        until(lambda: in_hand(there, "work2") > 0, 60)
        with unplugged(there.hosts["work2"]):
            held = in_hand(there, "work2")
            time.sleep(CUT)
        assert {one.result() for one in asked} == {201}
    began_at = time.monotonic()
    until(lambda: there.ask(_LEFT, mine) == [(0,)], 180)
    ends = there.ask(_ENDS, mine)
    assert (len(ends), set(ends)) == (2 * number, {(1, 0)})
    for work in works:
        _check_work(work, number)
    # Those that were cut off work again by themselves.
    alive = [key for key in ("work2", "work2-victim") if there.running[key].poll() is None]
    sys.stdout.write(f"held={held} over {time.monotonic() - began_at:.1f} s after; alive={alive}\n")
    assert alive == ["work2", "work2-victim"]
    work_without(there, "work1")
    there.kill("work2-victim")


def work_without(there: Machines, absent: str) -> None:
    """What is asked for is done while one worker stands still."""
    with there.paused(absent):
        more = work_of(10)
        assert {more.ask_for(there, "web1", contact) for contact in more.contacts} == {201}
        until(lambda: there.ask(_LEFT, [str(more.owner.workspace_id)]) == [(0,)], 60)


def in_hand(there: Machines, host: str) -> int:
    """How many sessions of a host are in the middle of a transaction."""
    found = there.ask(
        "SELECT count(*) FROM pg_stat_activity WHERE host(client_addr) = %s"
        " AND xact_start IS NOT NULL",
        there.hosts[host].address,
    )
    return int(str(found[0][0]))


def test_a_web_process_that_is_cut_off_from_its_database_says_so_and_comes_back(
    there: Machines,
) -> None:
    host, answers = there.hosts["web2"], list[tuple[str, float]]()
    with unplugged(host):
        began_at = time.monotonic()
        while time.monotonic() - began_at < CUT:
            answers.append(asked_there(host))
    cut_at = time.monotonic()
    until(lambda: there.web("web2").ask("GET", "/health/ready").status == 200, 30)
    sys.stdout.write(f"{answers}, back after {time.monotonic() - cut_at:.1f} s\n")  # by -rP
    assert {status for status, _ in answers} == {"503"}
    assert max(seconds for _, seconds in answers) < SERVING_SECONDS + 5


def asked_there(host: Host) -> tuple[str, float]:
    """What its own readiness is, asked at the machine itself, and how long that took."""
    began_at = time.monotonic()
    said = subprocess.run(
        [*host.into, sys.executable, "-c", _ASK, host.address, str(PORT)],
        capture_output=True,
        text=True,
        timeout=90,
        check=True,
    )
    return said.stdout.strip(), round(time.monotonic() - began_at, 1)


def test_a_machine_that_is_gone_does_not_keep_its_locks(there: Machines) -> None:
    host, table = there.hosts["work1"], "totalaudio.tenancy_workspace"
    command = [*host.into, sys.executable, "-c", _HOLD, there.urls.system, table]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        try:
            assert holder.stdout
            assert holder.stdout.readline() == "held\n"
            with unplugged(host):
                holder.kill()  # nobody hears of it
                began_at = time.monotonic()
                until(lambda: is_free(there, table), 60)
                took = time.monotonic() - began_at
        finally:
            holder.kill()
    sys.stdout.write(f"its lock was free after {took:.1f} s\n")  # shown by -rP
    assert took > 5
    # Its worker waited for the database for longer than it does, ended, and was started again.
    work_without(there, "work2")


def is_free(there: Machines, table: str) -> bool:
    held = "SELECT FROM pg_locks WHERE relation = %s::regclass AND mode = 'ShareRowExclusiveLock'"
    return not there.ask(held, table)


_ASK = """
import http.client, sys
connection = http.client.HTTPConnection(sys.argv[1], int(sys.argv[2]), timeout=60)
try:
    connection.request("GET", "/health/ready", headers={"Host": "platform.example"})
    print(connection.getresponse().status)
except OSError as error:
    print(type(error).__name__)
"""
_HOLD = """
import psycopg, sys, time
with psycopg.connect(sys.argv[1]) as connection:
    connection.execute(f"LOCK TABLE {sys.argv[2]} IN SHARE ROW EXCLUSIVE MODE")
    print("held", flush=True)
    time.sleep(300)
"""
