"""Connects as an administrator; what can be wrong with a server is said in one line."""

import psycopg

from totalaudio_ops.postgres.urls import describe, parse
from totalaudio_ops.problems import Problem

OLDEST, NEWEST = 15, 18
CONNECT_SECONDS = 10
HINTS = (
    ("password authentication failed", "check the user and the password in {variable}"),
    ("no password supplied", "add the password to {variable}"),
    ("Connection refused", "check that the server runs there and the port in {variable}"),
    ("No such file or directory", "check that the server runs there and the folder in {variable}"),
    ("could not translate host name", "check the host in {variable}"),
    ("failed to resolve host", "check the host in {variable}"),
    ("does not exist", "make it, or name another in {variable}"),
    ("timeout", "check the host in {variable} and that a firewall lets this machine through"),
    ("SSL", "check sslmode in {variable}"),
    ("no pg_hba.conf entry", "let this machine in on the server (pg_hba.conf, allowed addresses)"),
)


def connect(url: str, variable: str = "DATABASE_URL") -> psycopg.Connection[tuple[object, ...]]:
    """Opens a connection in autocommit; raises Problem when the server refuses or is not supported."""
    seconds = int(str(parse(url).get("connect_timeout", CONNECT_SECONDS)))
    try:
        connection = psycopg.connect(url, autocommit=True, connect_timeout=seconds)
    except psycopg.OperationalError as error:
        raise Problem(_in_one_line(url, variable, str(error))) from None
    major = connection.info.server_version // 10_000
    if not OLDEST <= major <= NEWEST:
        connection.close()
        raise Problem(
            f"the database at {describe(url)} runs PostgreSQL {major}; supported are {OLDEST} to {NEWEST}: "
            f"name another server in {variable}."
        )
    return connection


def reason_of(said: str) -> str:
    """What libpq said at last, in a few words: it repeats itself for every address of a host."""
    reason = " ".join(said.split()).rsplit("FATAL: ", 1)[-1].rsplit(" failed: ", 1)[-1]
    return reason.partition(" Is the server running")[0].rstrip(". ")


def _in_one_line(url: str, variable: str, said: str) -> str:
    whole = " ".join(said.split())
    hint = next((hint for mark, hint in HINTS if mark in whole), "check {variable}").format(
        variable=variable
    )
    return f"the database at {describe(url)} refuses: {reason_of(said)}; {hint}."
