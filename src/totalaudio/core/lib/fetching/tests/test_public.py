"""Only globally reachable addresses pass the guard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.core.lib.fetching import FetchFailedError, FetchRefusedError, is_public
from totalaudio.core.lib.fetching.public import checked_addresses


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
        "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1",
        "::ffff:169.254.169.254", "::127.0.0.1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1",
        "fec0::1", "2001:db8::1", "2002:7f00:1::", "64:ff9b::7f00:1", "2001:0:7f00:1::", "2606:4700::1%1",
        "", "localhost", "127.1", "0x7f.1", "2130706433", "1.1.1.1/32",
    ],
)  # fmt: skip
def test_addresses_that_are_not_on_the_public_internet(address: str) -> None:
    assert is_public(address) is False


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "212.58.237.1", "2606:4700:4700::1111", "::ffff:1.1.1.1"]
)
def test_addresses_on_the_public_internet(address: str) -> None:
    assert is_public(address) is True


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=6, network="fc00::/7"))
def test_no_address_of_a_private_network_passes(address: object) -> None:
    assert is_public(str(address)) is False


@given(st.ip_addresses(v=4))
def test_an_address_wrapped_in_ipv6_passes_only_if_it_does_alone(address: object) -> None:
    assert is_public(f"::ffff:{address}") is is_public(str(address))


def test_one_private_address_among_public_ones_refuses_the_host() -> None:
    with pytest.raises(
        FetchRefusedError, match=r"^mixed.example: the address is not on the public"
    ):
        checked_addresses("mixed.example", lambda _: ["1.1.1.1", "10.0.0.1"])


def test_a_host_without_addresses_fails() -> None:
    with pytest.raises(FetchFailedError, match=r"^empty.example: the name has no address$"):
        checked_addresses("empty.example", lambda _: [])


def test_an_address_instead_of_a_name_is_not_looked_up() -> None:
    def never(host: str) -> list[str]:
        raise AssertionError(host)

    assert list(checked_addresses("[2606:4700:4700::1111]", never)) == ["2606:4700:4700::1111"]
    with pytest.raises(FetchRefusedError):
        checked_addresses("[::1]", never)
