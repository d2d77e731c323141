"""Addresses of sites: what is read, and what is refused before anything is run with it."""

import pytest

from totalaudio_ops.deploys.remote.address import Address, parsed
from totalaudio_ops.problems import Problem


@pytest.mark.parametrize(
    ("text", "read", "source"),
    [
        (
            "ssh://deploy@server.example.com/srv/site",
            Address("server.example.com", "/srv/site", "deploy"),
            "ssh://deploy@server.example.com/srv/site/source.git",
        ),
        (
            "ssh://server.example.com:2222/srv/site/",
            Address("server.example.com", "/srv/site", "", 2222),
            "ssh://server.example.com:2222/srv/site/source.git",
        ),
        (
            "ssh://deploy@[2001:db8::1]:22/srv/site",
            Address("2001:db8::1", "/srv/site", "deploy", 22),
            "ssh://deploy@[2001:db8::1]:22/srv/site/source.git",
        ),
    ],
)
def test_an_address_is_read(text: str, read: Address, source: str) -> None:
    assert parsed(text) == read
    assert read.source == source


@pytest.mark.parametrize(
    "text",
    [
        "",
        "server.example.com",
        "https://server.example.com/srv/site",
        "ssh://-oProxyCommand=id/srv/site",
        "ssh://deploy@-oProxyCommand=id/srv",
        "ssh://-l@server.example.com/srv",
        "ssh://server.example.com",
        "ssh://server.example.com/",
        "ssh://server.example.com/srv/../etc",
        "ssh://server.example.com/srv/a b",
        "ssh://server.example.com/srv/$(id)",
        "ssh://server.example.com/-x",
        "ssh://server.example.com:port/srv",
        "ssh://server.example.com/srv?x=1",
    ],
)
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Problem, match=r"ssh://deploy@server\.example\.com/srv/totalaudio"):
        parsed(text)


def test_a_password_is_refused_and_not_repeated() -> None:
    with pytest.raises(Problem) as raised:
        parsed("ssh://deploy:opensesame@server.example.com/srv/site")
    assert "opensesame" not in str(raised.value)
