"""Addresses are taken as their readers take them, or refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from totalaudio.project.environment.texts import (
    is_database,
    is_link,
    is_sender,
    mail_server,
    web_address,
)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql:///totalaudio",
        "postgresql://nobody@127.0.0.1:1/none",
        "postgres://us:p%40ss%2F@[::1]:5432/tap?sslmode=require",
        "postgresql://us:p@/tap?host=/run/postgresql",
        "postgresql://us:p@one.example,two.example:5433/tap",
        "host=/run/postgresql dbname=tap password='p@ss/'",
    ],
)
def test_addresses_that_libpq_reads_as_they_were_meant(address: str) -> None:
    assert is_database(address)


@pytest.mark.parametrize(
    "address",
    [
        "mysql://us:p@db.example/tap",
        "db.example",
        "postgresql://us:p@ss@db.example/tap",
        "postgresql://us:p/ss@db.example/tap",
        "postgresql://us:p%zz@db.example/tap",
        "postgresql://us:p ss@db.example/tap",
        "postgresql://us:p@db.example:port/tap",
        "postgresql://us:p@db.example/tap?connect_timeout=soon",
    ],
)
def test_addresses_whose_password_would_end_up_elsewhere(address: str) -> None:
    assert not is_database(address)


@pytest.mark.parametrize(
    "address", ["smtp://mail", "smtps://u:p@mail.example:465", "smtp+tls://u%40a.example:p@[::1]/"]
)
def test_mail_servers(address: str) -> None:
    assert mail_server(address) is not None


@pytest.mark.parametrize(
    "address",
    [
        "mail.example",
        "https://mail.example",
        "smtps://",
        "smtps://u:p",
        "smtps://u:p/q@mail.example",
        "smtps://u:p#q@mail.example",
        "smtps://u:p?q@mail.example",
        "smtps://u:p@mail.example:0",
        "smtps://u:[p@mail.example",
    ],
)
def test_mail_servers_that_would_be_misread(address: str) -> None:
    assert mail_server(address) is None


@pytest.mark.parametrize(
    "address",
    ["https://p.example.com", "https://P.Example.com:8443/", "http://[::1]:80", "http://a_b"],
)
def test_addresses_of_sites(address: str) -> None:
    assert web_address(address) is not None


@pytest.mark.parametrize(
    "name", ["*", ".example.com", "example.com.", "b\u00fccher.example", "a b", "a*b", ""]
)
def test_names_that_no_browser_sends_or_that_are_many_sites(name: str) -> None:
    assert web_address(f"https://{name}") is None


@settings(deadline=None)  # a busy machine
@given(st.text())
def test_no_text_breaks_a_reader(text: str) -> None:
    for scheme in ("", "postgresql://", "smtps://", "https://"):
        is_database(scheme + text)
        mail_server(scheme + text)
        web_address(scheme + text)
        is_link(scheme + text)
        is_sender(scheme + text)
