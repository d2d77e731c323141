"""What must be set before others reach the platform."""

import pytest

from totalaudio.project.environment.texts import is_loopback
from totalaudio.project.platform.children import Address


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost", "::1", "[::1]"])
def test_addresses_of_this_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.168.1.4", "promotion.example", "", "localhost.example"]
)
def test_addresses_that_others_reach(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("::1", "http://[::1]:8000"),
        ("[::1]", "http://[::1]:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://[::1]:8000"),
        ("promotion.example", "http://promotion.example:8000"),
    ],
)
def test_the_address_for_a_browser(host: str, url: str) -> None:
    assert Address(host, 8000).url == url
