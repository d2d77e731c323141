"""One mailbox has one hash, however its address is written; two mailboxes have two, and so have two workspaces."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.contacts.suppression.hashing import hash_of, mailbox_of

HERE, THERE = UUID(int=1), UUID(int=2)
_LOCAL = st.from_regex(r"[a-z0-9]{1,12}(\.[a-z0-9]{1,8}){0,2}", fullmatch=True)
_TAG = st.from_regex(r"[a-z0-9]{1,10}", fullmatch=True)
_DOMAIN = st.sampled_from(["example.com", "radio.example.org", "made-up.co.uk"])


@given(_LOCAL, _DOMAIN, _TAG)
def test_capitals_spaces_and_plus_tags_are_the_same_mailbox(
    local: str, domain: str, tag: str
) -> None:
    plain = hash_of(HERE, f"{local}@{domain}")
    assert hash_of(HERE, f"  {local.upper()}+{tag}@{domain.title()} ") == plain


@given(st.from_regex(r"[a-z0-9]{6,20}", fullmatch=True), st.sets(st.integers(1, 5)), _TAG)
def test_gmails_dots_and_second_domain_are_the_same_mailbox(
    local: str, places: set[int], tag: str
) -> None:
    dotted = "".join(f".{c}" if n in places else c for n, c in enumerate(local))
    assert hash_of(HERE, f"{dotted}+{tag}@googlemail.com") == hash_of(HERE, f"{local}@gmail.com")


@given(_LOCAL, _LOCAL, _DOMAIN)
def test_other_mailboxes_and_other_workspaces_have_other_hashes(
    one: str, other: str, domain: str
) -> None:
    first = hash_of(HERE, f"{one}@{domain}")
    assert first != hash_of(THERE, f"{one}@{domain}")
    assert (first == hash_of(HERE, f"{other}@{domain}")) == (one == other)


@given(_LOCAL, _DOMAIN)
def test_dots_elsewhere_tell_two_apart(local: str, domain: str) -> None:
    assert mailbox_of(f"a.{local}@{domain}") != mailbox_of(f"a{local}@{domain}")


@given(st.text(max_size=80))
def test_any_text_has_a_hash_and_the_same_one_each_time(text: str) -> None:
    found = hash_of(HERE, text)
    assert (len(found), hash_of(HERE, text)) == (64, found)


@pytest.mark.parametrize(
    ("address", "mailbox"),
    [
        ("First.Last+radio@GoogleMail.com", "firstlast@gmail.com"),
        ("+tag@example.com", "+tag@example.com"),
        ('"odd+one"@example.com', '"odd+one"@example.com'),
        ("not an address", "not an address"),
    ],
)
def test_what_is_odd_stays_as_it_is(address: str, mailbox: str) -> None:
    assert mailbox_of(address) == mailbox
