"""A command at a server, over a real sshd: the same words, the same end, and a cut connection changes nothing."""

import io
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from totalaudio_ops.deploys.remote import running
from totalaudio_ops.deploys.remote.running import Output, send, without_empty
from totalaudio_ops.deploys.remote.signing_in import signing_in
from totalaudio_ops.deploys.remote.tests.conftest import Ended, Site, git, text
from totalaudio_ops.problems import Problem

LINES = "".join(f"line {n}\n" for n in range(1, 10))
TALK = "".join(f"talk {n}\n" for n in range(1, 10))
GOING_ON = "totalaudio: the connection was cut; going on\n"


def until(is_so: Callable[[], object], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def test_a_command_runs_in_a_checkout_of_its_commit_and_its_streams_and_status_come_back(
    site: Site,
) -> None:
    assert site.do(site.errand("say", "deploy", "tracker", actor="alice-example")) == Ended(
        0, "<deploy>\n<tracker>\n", "talk\n"
    )
    assert site.calls() == [f"./totalaudio {site.folder} alice-example"]
    checkout = site.folder / "checkouts" / site.commit[:12]
    assert git(checkout, "rev-parse", "HEAD").strip() == site.commit
    assert git(checkout, "status", "--porcelain") == ""


@pytest.mark.parametrize("status", [1, 130])
def test_it_ends_as_it_ended_there(site: Site, status: int) -> None:
    assert site.do(site.errand("end", str(status))).status == status


HOSTILE = (
    "$(touch /tmp/totalaudio-was-here)",
    "`id`; exit 9",
    'it\'s "so" & more | less > x',
    "two\nlines",
    *("-n", "--", "*", "~", "\\", "größer £", ""),
)


def test_hostile_words_arrive_as_they_are(site: Site) -> None:
    said = site.do(site.errand("say", *HOSTILE, "end")).out
    assert said == "".join(f"<{word}>\n" for word in (*HOSTILE, "end"))
    assert not Path("/tmp/totalaudio-was-here").exists()


@settings(max_examples=40, deadline=None)
@given(
    words=st.lists(
        st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40),
        max_size=5,
    )
)
def test_any_words_survive_the_shell_of_whoever_signs_in(words: list[str]) -> None:
    done = subprocess.run(
        ["sh", "-c", running.quoted(*words)],
        input=b'for word in "$@"; do printf "<%s>\\n" "$word"; done',
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode() == "".join(f"<{word}>\n" for word in words)


def test_a_cut_connection_is_taken_up_where_it_was_and_the_command_ran_once(site: Site) -> None:
    out = Output(io.BytesIO())
    ended: list[Ended] = []
    thread = threading.Thread(target=lambda: ended.append(site.do(site.errand("count"), out)))
    thread.start()
    cuts = 0
    for line in ("line 2", "line 5"):
        until(lambda line=line: line in text(out))  # type: ignore[misc]  # bound now
        cuts += site.server.cut() > 0
    thread.join(30)
    assert cuts == 2
    assert len(site.calls()) == 1
    (found,) = ended
    assert (found.status, found.out) == (7, LINES)
    assert found.err.replace(GOING_ON, "") == TALK
    assert found.err.count(GOING_ON) == 2


def test_a_deploy_whose_caller_is_gone_runs_to_its_end(site: Site) -> None:
    errand = site.errand("count")
    with signing_in(site.server.key, site.server.known_hosts) as ssh:
        send(ssh, errand.address, site.checkout, errand.commit)
    out = Output(io.BytesIO())
    thread = threading.Thread(target=lambda: site.do(errand, out), daemon=True)
    thread.start()
    until(lambda: "line 1" in text(out))
    state = site.folder / "checkouts" / site.commit[:12] / ".totalaudio" / "on" / errand.id
    site.server.cut()
    until((state / "status").exists)
    assert (state / "out").read_text() == LINES
    assert (state / "status").read_text() == "7\n"
    thread.join(30)


def test_what_was_killed_at_the_server_is_run_again(site: Site) -> None:
    errand = site.errand("hang")
    out = Output(io.BytesIO())
    thread = threading.Thread(target=lambda: site.do(errand, out), daemon=True)
    thread.start()
    state = site.folder / "checkouts" / site.commit[:12] / ".totalaudio" / "on" / errand.id
    until(lambda: "begun" in text(out))
    os.killpg(int((state / "pid").read_text()), signal.SIGKILL)
    until(lambda: len(site.calls()) == 2)
    until(lambda: text(out) == "begun\nbegun\n")
    os.killpg(int((state / "pid").read_text()), signal.SIGTERM)
    until(lambda: len(site.calls()) == 3)  # as often as it is tried
    (site.folder / "checkouts" / site.commit[:12] / "totalaudio").write_text("#!/bin/sh\nexit 0\n")
    os.killpg(int((state / "pid").read_text()), signal.SIGKILL)
    thread.join(30)
    assert not thread.is_alive()


def test_the_record_of_the_checks_goes_along(site: Site) -> None:
    site.do(site.errand("say", green='{"commit": "x"}'))
    checkout = site.folder / "checkouts" / site.commit[:12]
    assert (checkout / ".totalaudio" / "green" / site.commit).read_text() == '{"commit": "x"}'


def test_two_apps_of_one_commit_go_out_at_the_same_moment(site: Site) -> None:
    ended: list[Ended] = []
    threads = [
        threading.Thread(target=lambda n=n: ended.append(site.do(site.errand("say", n))))
        for n in ("tracker", "worker")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(found.out for found in ended) == ["<tracker>\n", "<worker>\n"]
    assert site.checkouts() == {site.commit[:12]}


def test_old_checkouts_go_but_not_one_that_something_runs_from(site: Site) -> None:
    begun = Output(io.BytesIO())
    errand = site.errand("hang")
    thread = threading.Thread(target=lambda: site.do(errand, begun), daemon=True)
    thread.start()
    until(lambda: "begun" in text(begun))
    used = site.commit[:12]
    made = [
        site.commit_more(f"note {n}")[:12]
        for n in range(6)
        if site.do(site.errand("say")).status == 0
    ]
    left = site.checkouts()
    assert used in left
    assert len(made) == 6
    assert len(left) == 6
    state = site.folder / "checkouts" / used / ".totalaudio" / "on" / errand.id
    (state / "status").write_text("0\n")
    os.killpg(int((state / "pid").read_text()), signal.SIGKILL)
    thread.join(30)


def test_an_unknown_server_is_not_used(site: Site, tmp_path: Path) -> None:
    other = "[127.0.0.1]:{} ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
    errand = site.errand("say")
    with (
        signing_in(site.server.key, other.format(site.server.port)) as ssh,
        pytest.raises(Problem, match="Host key verification failed"),
    ):
        send(ssh, errand.address, site.checkout, errand.commit)
    assert not site.folder.exists()


def test_without_the_right_key_it_says_what_to_check(site: Site) -> None:
    errand = site.errand("say")
    with (
        signing_in("no key at all", site.server.known_hosts) as ssh,
        pytest.raises(Problem, match=r"cannot be used \(.+\): check the address, DEPLOY_SSH_KEY"),
    ):
        send(ssh, errand.address, site.checkout, errand.commit)


def test_a_server_that_does_not_answer_is_named(site: Site) -> None:
    errand = site.errand("say")
    away = replace(errand, address=replace(errand.address, port=1))
    with (
        signing_in(site.server.key, site.server.known_hosts) as ssh,
        pytest.raises(Problem, match=r"127\.0\.0\.1 cannot be used \(.*refused\)"),
    ):
        send(ssh, away.address, site.checkout, away.commit)


def test_half_a_history_is_refused_with_what_to_do(site: Site, tmp_path: Path) -> None:
    site.commit_more("second")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{site.checkout}", str(shallow))
    errand = site.errand("say")
    with (
        signing_in(site.server.key, site.server.known_hosts) as ssh,
        pytest.raises(Problem, match="git fetch --unshallow"),
    ):
        send(ssh, errand.address, shallow, errand.commit)


def test_the_key_is_in_no_file_but_while_it_is_needed_and_only_ours_to_read() -> None:
    with signing_in("-----KEY-----\r\nabc", "known") as ssh:
        key = Path(ssh.words[ssh.words.index("-i") + 1])
        assert key.read_text() == "-----KEY-----\nabc\n"
        assert key.stat().st_mode & 0o777 == 0o600
    assert not key.parent.exists()


@pytest.mark.parametrize(
    ("given_words", "kept"),
    [
        (["deploy", "tracker", "--incident", "", "--override", ""], ("deploy", "tracker")),
        (["deploy", "--incident=", "--env", "preview"], ("deploy", "--env", "preview")),
        (["deploy", "--override", "it burns"], ("deploy", "--override", "it burns")),
        (["say", ""], ("say", "")),
        (["--json", "x", ""], ("--json", "x", "")),
    ],
)
def test_an_option_that_was_given_no_value_is_left_out(
    given_words: list[str], kept: tuple[str, ...]
) -> None:
    assert without_empty(given_words) == kept
