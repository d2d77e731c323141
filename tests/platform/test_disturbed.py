"""What slow people and polite killers do to a platform."""

import os
import signal
import socket
import time

import psycopg
import pytest

from tests.platform.launch import Launched, count_rows, until, urls, write_rows
from tests.platform.test_up import answers


def half_sent(platform: Launched, token: str) -> socket.socket:
    """A form whose rest is still on its way."""
    head = (
        "POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Cookie: csrftoken={token}\r\nContent-Length: 5000\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\nlogin=a"
    )
    sender = socket.create_connection(("127.0.0.1", platform.port), timeout=10)
    sender.sendall(head.encode())
    return sender


def test_people_who_send_slowly_keep_nobody_else_waiting(platform: Launched) -> None:
    senders = [half_sent(platform, "t" * 32) for _ in range(8)]
    time.sleep(0.5)
    try:
        assert platform.get("/health/ready") == 200
    finally:
        for sender in senders:
            sender.close()


def test_a_database_that_is_asked_to_end_is_back_although_somebody_holds_a_connection(
    platform: Launched,
) -> None:
    owner, before = urls(platform)["owner"], platform.child("postgres")
    write_rows(owner, 3)
    rows, holder = count_rows(owner), psycopg.connect(owner)
    os.kill(before, signal.SIGTERM)
    until(lambda: platform.child("postgres") != before and answers(owner), 20)
    assert (count_rows(owner), holder.closed) == (rows, 0)
    holder.close()
    until(lambda: platform.get("/health/ready") == 200)


@pytest.mark.timeout(400)  # a busy machine
def test_web_that_is_started_while_the_database_is_away_waits_for_it_and_does_not_end(
    platform: Launched, *, proofs: bool
) -> None:
    if not proofs:
        pytest.skip("only with --proofs")
    killed, database = platform.child("web"), platform.child("postgres")
    os.kill(database, signal.SIGSTOP)  # killed at once it would be back before web has asked it
    os.kill(killed, signal.SIGKILL)
    until(lambda: platform.get("/health/live") == 200)
    began = platform.child("web")
    assert platform.get("/accounts/login/") == 503
    os.kill(database, signal.SIGKILL)
    until(lambda: platform.get("/accounts/login/") == 200)
    assert platform.child("web") == began != killed
    logs = "".join(one.read_text() for one in (platform.data / "logs").glob("*.log"))
    assert "Until it answers, nothing is served" in logs
