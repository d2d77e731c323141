import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.intel.imports.phones import tidy_phone


@pytest.mark.parametrize(
    ("text", "country", "tidy"),
    [
        ("020 7946 0000", "", "+442079460000"),
        ("(020) 7946-0000", "GB", "+442079460000"),
        ("+44 (0)20 7946 0000", "", "+442079460000"),
        ("0044 20 7946 0000", "", "+442079460000"),
        ("07911 123456", "", "+447911123456"),
        ("+44 7700 900123", "", "+447700900123"),
        ("212-736-5000", "US", "+12127365000"),
        ("+49 30 901820", "", "+4930901820"),
        ("030 901820", "DE", "+4930901820"),
        ("020 7946 0000 ext 12", "", "+442079460000 ext. 12"),
        ("020 7946 0000 x12", "", "+442079460000 ext. 12"),
        ("02079460000#12", "", "+442079460000 ext. 12"),
    ],
)
def test_a_sure_number_becomes_e164_and_an_extension_stays_apart(
    text: str, country: str, tidy: str
) -> None:
    assert tidy_phone(text, country) == tidy


@pytest.mark.parametrize(
    "text",
    ["call the studio", "12345", "020 7946", "020 7946 0000 or 0001", "ext 12", "", "1" * 100],
)
def test_what_is_not_surely_a_number_stays_as_it_was(text: str) -> None:
    assert tidy_phone(text) == text


@given(
    st.from_regex(r"0[ ]?[1-9][0-9]{2,4}[ ]?[0-9]{5,7}", fullmatch=True),
    st.sampled_from(["GB", "US", "DE", "IT"]),
)
def test_the_quick_way_agrees_with_the_full_check(text: str, country: str) -> None:
    try:
        parsed = phonenumbers.parse(text, country)
        sure = phonenumbers.is_valid_number(parsed)
    except phonenumbers.NumberParseException:
        sure = False
    wanted = (
        phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) if sure else text
    )
    assert tidy_phone(text, country) == wanted
