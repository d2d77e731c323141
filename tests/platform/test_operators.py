"""The first operator is made on the command line of the running platform."""

import subprocess
import sys

import psycopg

from tests.platform.launch import Launched, environment, urls

OPERATORS = """
SELECT u.email, u.password, e.verified FROM totalaudio.accounts_operator o
JOIN totalaudio.accounts_user u ON u.id = o.user_id
JOIN totalaudio.account_emailaddress e ON e.user_id = u.id
"""


def create(platform: Launched, email: str, password: str) -> tuple[int, str]:
    command = [sys.executable, "-P", "-m", "totalaudio", "operator", "create", email]
    done = subprocess.run(
        [*command, "--data", str(platform.data)],
        input=f"{password}\n",
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stderr


def operators(platform: Launched) -> list[tuple[object, ...]]:
    with psycopg.connect(urls(platform)["system"]) as connection:
        return connection.execute(OPERATORS).fetchall()


def test_an_operator_is_made_once_and_keeps_the_password(platform: Launched) -> None:
    told = (0, "olive@example.com is an operator now.\n")
    assert create(platform, "Olive@example.com", "three odd words") == told
    made = operators(platform)
    assert [(email, is_verified) for email, _, is_verified in made] == [("olive@example.com", True)]
    assert create(platform, "olive@example.com", "three other words") == told
    assert operators(platform) == made


def test_a_bad_address_or_password_is_one_line_and_makes_nobody(platform: Launched) -> None:
    before = operators(platform)
    assert create(platform, "nobody", "three odd words") == (
        2,
        "totalaudio: nobody is not an address: write it as name@example.com.\n",
    )
    assert create(platform, "nobody@example.com", "password12") == (
        2,
        "totalaudio: choose another password. This password is too common.\n",
    )
    assert operators(platform) == before
