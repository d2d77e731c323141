"""Names are recognised in the ways people write them, and never taken for a neighbour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.contacts.directory import Outlet, by_domain, by_name, find_outlet, outlets


def named(name: str, domain: str = "") -> str | None:
    match = by_name(name, domain)
    return match.outlet.name if match else None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("BBC Radio 6 Music", "BBC Radio 6 Music"),
        ("6 Music", "BBC Radio 6 Music"),
        ("6Music", "BBC Radio 6 Music"),
        ("BBC 6music", "BBC Radio 6 Music"),
        ("bbc radio one", "BBC Radio 1"),
        ("BBC Radio 1", "BBC Radio 1"),
        ("BBC Radio 2", "BBC Radio 2"),
        ("BBC Radio 1 Xtra", "BBC Radio 1Xtra"),
        ("Radio X", "Radio X"),
        ("Radio Exe", "Radio Exe"),
        ("Capital FM", "Capital"),
        ("Capital XTRA", "Capital Xtra"),
        ("Absolute 80s", "Absolute Radio 80s"),
        ("RTE 2FM", "RTÉ 2fm"),
        ("Line of Best Fit", "The Line of Best Fit"),
        ("Kerrang", "Kerrang!"),
        ("Kerrang Radio", "Kerrang! Radio"),
        ("Pitchfrok", "Pitchfork"),
        ("Amazng Radio", "Amazing Radio"),
        ("The Qiuetus", "The Quietus"),
        ("Jazz", None),
        ("Radio", None),
        ("BBC Radio 7", None),
        ("Radio Y", None),
        ("Absolute 70s", None),
        ("Radio 1", None),
        ("The Fire", None),
        ("BBC Radio Gwent", None),
        ("", None),
    ],
)
def test_a_name_is_its_outlet_or_none(written: str, expected: str | None) -> None:
    assert named(written) == expected


def test_a_short_name_counts_only_beside_the_domain_of_its_group() -> None:
    assert named("Radio 1", "bbc.co.uk") == "BBC Radio 1"
    assert named("Radio 1", "radio1.cz") == "Radio 1 Prague"
    assert named("Radio 3", "rtve.es") == "Radio 3 (RNE)"
    assert named("Radio 3", "example.com") is None


def test_similar_names_are_less_sure_than_exact_ones() -> None:
    exact, similar = by_name("Pitchfork"), by_name("Pitchfrok")
    assert exact
    assert similar
    assert (exact.by, similar.by) == ("name", "similar name")
    assert similar.confidence < exact.confidence


def test_a_shared_domain_gives_only_the_group_and_one_of_its_own_the_outlet() -> None:
    owners = {one: by_domain(one) for one in ("bbc.co.uk", "mail.kexp.org", "nts.live", "fip.fr")}
    assert {one: owner.name for one, owner in owners.items() if owner} == {
        "bbc.co.uk": "BBC",
        "mail.kexp.org": "KEXP",
        "nts.live": "NTS Radio",
        "fip.fr": "FIP",
    }


@pytest.mark.parametrize(
    "domain", ["gmail.com", "co.uk", "notkexp.org", "kexp.org.example", "", "."]
)
def test_other_domains_own_no_outlet(domain: str) -> None:
    assert by_domain(domain) is None


def test_another_name_at_a_known_domain_is_a_neighbour() -> None:
    match = find_outlet("The Breakfast Hour", "kexp.org")
    assert match is not None
    assert (match.outlet.name, match.is_neighbour) == ("KEXP", True)


def test_a_name_is_not_believed_against_the_country_or_the_ending_of_the_domain() -> None:
    assert find_outlet("Magic Radio", "", "GB") is not None
    assert find_outlet("Magic Radio", "", "RO") is None
    assert find_outlet("Magic Radio", "magic-radio.de") is None


def test_every_outlet_is_found_by_each_of_its_names_and_domains() -> None:
    for outlet in outlets():
        assert [named(name) for name in (outlet.name, *outlet.aliases)] == [outlet.name] * (
            1 + len(outlet.aliases)
        )
        assert {by_domain(domain) for domain in outlet.domains} <= {outlet}


@given(st.text(max_size=300), st.text(max_size=60))
def test_any_name_and_domain_can_be_looked_up(name: str, domain: str) -> None:
    match = find_outlet(name, domain)
    assert match is None or 0 < match.confidence <= 0.95


@given(st.sampled_from(outlets()), st.integers(10, 99))
def test_a_number_more_is_another_outlet(outlet: Outlet, number: int) -> None:
    name = f"{outlet.name} {number}"
    found = named(name)
    assert found is None or str(number) in found
