"""Whose an address is decides which basis is needed; what is not plain is said to be unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.pitch.compliance.subscribers import basis_for, presume
from totalaudio.pitch.states import Basis, Subscriber


@pytest.mark.parametrize(
    ("address", "outlet", "subscriber"),
    [
        ("someone@gmail.com", "", Subscriber.INDIVIDUAL),
        ("music@googlemail.com", "Radio Made Up Ltd", Subscriber.INDIVIDUAL),
        ("someone@duck.com", "", Subscriber.INDIVIDUAL),
        ("music@made-up-radio.co.uk", "", Subscriber.CORPORATE),
        ("info@made-up-radio.co.uk", "", Subscriber.CORPORATE),
        ("someone@bbc.co.uk", "", Subscriber.CORPORATE),
        ("someone@made-up.ac.uk", "", Subscriber.CORPORATE),
        ("someone@made-up.co.uk", "Made Up Music Ltd.", Subscriber.CORPORATE),
        ("someone@made-up.co.uk", "Limited Edition Radio", Subscriber.UNKNOWN),
        ("someone@made-up.co.uk", "", Subscriber.UNKNOWN),
        ("someone at nowhere", "", Subscriber.UNKNOWN),
        ("", "", Subscriber.UNKNOWN),
    ],
)
def test_the_address_says_whose_it_is(address: str, outlet: str, subscriber: Subscriber) -> None:
    assert presume(address, outlet).subscriber is subscriber


def test_the_reason_names_what_it_was_seen_by() -> None:
    assert presume("a@gmail.com").reason == "Anybody can have an address at gmail.com."


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_presumed_something(address: str, outlet: str) -> None:
    assert presume(address, outlet).subscriber in Subscriber


@pytest.mark.parametrize(
    ("subscriber", "recorded", "basis"),
    [
        (Subscriber.CORPORATE, None, Basis.LEGITIMATE_INTERESTS),
        (Subscriber.UNKNOWN, None, Basis.LEGITIMATE_INTERESTS),
        (Subscriber.INDIVIDUAL, None, None),
        (Subscriber.INDIVIDUAL, Basis.LEGITIMATE_INTERESTS, None),
        (Subscriber.INDIVIDUAL, Basis.CONSENT, Basis.CONSENT),
        (Subscriber.INDIVIDUAL, Basis.SOFT_OPT_IN, Basis.SOFT_OPT_IN),
        (Subscriber.CORPORATE, Basis.RECORDED, Basis.RECORDED),
    ],
)
def test_one_persons_own_address_needs_more_than_legitimate_interests(
    subscriber: Subscriber, recorded: Basis | None, basis: Basis | None
) -> None:
    assert basis_for(subscriber, recorded) is basis
