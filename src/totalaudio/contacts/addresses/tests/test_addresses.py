import time

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.contacts.addresses import Address, check_address, parse_addresses
from totalaudio.contacts.addresses.domains import look_at_domain
from totalaudio.contacts.fields import EmailKind


def emails(text: str) -> list[str]:
    return [address.email for address in parse_addresses(text)]


def one(text: str) -> Address:
    (address,) = parse_addresses(text)
    return address


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("ada@example.com", "ada@example.com"),
        ("  ada@example.com. ", "ada@example.com"),
        ("Ada@EXAMPLE.com", "Ada@example.com"),
        ("mailto:ada@example.com?subject=Hi", "ada@example.com"),
        ("MAILTO:ada@example.com", "ada@example.com"),
        ("<ada@example.com>", "ada@example.com"),
        ("ada [at] example [dot] com", "ada@example.com"),
        ("ada(at)example(dot)co(dot)uk", "ada@example.co.uk"),
        ("ada [at] example.com", "ada@example.com"),
        ("ada AT example DOT com", "ada@example.com"),
        ("ada at example dot com", "ada@example.com"),
        ("ada\u200b@example.com", "ada@example.com"),
        ("\u202aada@example.com\u202c", "ada@example.com"),
        ("＜ada＠example.com＞", "ada@example.com"),
        ("ada@example.com\u00a0", "ada@example.com"),
        ("Email: ada@example.com", "ada@example.com"),
        ("ada@münchen.example", "ada@münchen.example"),
        ("ada@xn--mnchen-3ya.example", "ada@münchen.example"),
        ("o'neil@example.com", "o'neil@example.com"),
    ],
)
def test_an_address_is_found_however_it_was_written(text: str, email: str) -> None:
    assert emails(text) == [email]


@pytest.mark.parametrize("text", ["", "  ", "n/a", "N/A", "-", "none", "TBC", "@handle", "unknown"])
def test_what_stands_for_nothing_is_no_address(text: str) -> None:
    assert parse_addresses(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "ada@",
        "ada@example",
        "ada@@example.com",
        "ada.example.com",
        "ada..b@example.com",
        "ada@-example.com",
        "a@1.2.3.4",
    ],
)
def test_a_broken_address_is_kept_as_it_was_and_called_invalid(text: str) -> None:
    address = one(text)
    assert (address.email, address.key, address.kind) == (text, "", EmailKind.INVALID)


def test_several_addresses_in_one_cell_keep_their_order_and_names() -> None:
    text = (
        'fay [at] example [dot] net; "Example, Ada" <ada@example.com>; Bea Example (KEXP) <bea@example.org>,'
        " cy@example.com / dee@example.com (work)"
    )
    found = [(address.display_name, address.email) for address in parse_addresses(text)]
    assert found == [
        ("", "fay@example.net"),
        ("Example, Ada", "ada@example.com"),
        ("Bea Example (KEXP)", "bea@example.org"),
        ("", "cy@example.com"),
        ("", "dee@example.com"),
    ]


def test_fifty_addresses_in_one_cell_are_all_found_once() -> None:
    wanted = [f"person{number}@example.com" for number in range(50)]
    assert emails("; ".join([*wanted, "PERSON3@example.com"])) == wanted


def test_the_key_is_lower_case_and_the_address_keeps_its_capitals() -> None:
    address = one("Ada.Example@Example.COM")
    assert (address.email, address.key) == ("Ada.Example@example.com", "ada.example@example.com")


@pytest.mark.parametrize(
    ("email", "kind"),
    [
        ("nonsense@", EmailKind.INVALID),
        ("music@mailinator.com", EmailKind.DISPOSABLE),
        ("ada@mailinator.com", EmailKind.DISPOSABLE),
        ("music@example.com", EmailKind.DESK),
        ("new.music@example.com", EmailKind.DESK),
        ("demos@example.com", EmailKind.DESK),
        ("submissions@example.com", EmailKind.DESK),
        ("newmusic@example.com", EmailKind.DESK),
        ("playlist@example.com", EmailKind.DESK),
        ("press@example.com", EmailKind.DESK),
        ("studio@example.com", EmailKind.DESK),
        ("show@example.com", EmailKind.DESK),
        ("demo+autumn@gmail.com", EmailKind.DESK),
        ("info@example.com", EmailKind.ROLE),
        ("hello@example.com", EmailKind.ROLE),
        ("contact@example.com", EmailKind.ROLE),
        ("office@gmail.com", EmailKind.ROLE),
        ("ada@gmail.com", EmailKind.FREE),
        ("ada@btinternet.com", EmailKind.FREE),
        ("ada@hey.com", EmailKind.FREE),
        ("ada@example.com", EmailKind.PERSON),
        ("musician@example.com", EmailKind.PERSON),
    ],
)
def test_the_kind_is_the_first_that_fits(email: str, kind: EmailKind) -> None:
    assert check_address(email).kind is kind


@pytest.mark.parametrize(
    ("email", "suggestion"),
    [
        ("ada@gmial.com", "ada@gmail.com"),
        ("ada@gmai.com", "ada@gmail.com"),
        ("ada@gmail.con", "ada@gmail.com"),
        ("ada@gmial.con", "ada@gmail.com"),
        ("ada@hotnail.co.uk", "ada@hotmail.co.uk"),
        ("ada@yaho.com", "ada@yahoo.com"),
        ("Ada@yahoo.co", "Ada@yahoo.com"),
        ("ada@outlok.com", "ada@outlook.com"),
        ("ada@btinernet.com", "ada@btinternet.com"),
        ("ada@example.con", "ada@example.com"),
    ],
)
def test_a_mistyped_domain_is_pointed_out_and_not_changed(email: str, suggestion: str) -> None:
    address = check_address(email)
    assert (address.email, address.suggestion) == (email, suggestion)
    assert address.kind is not EmailKind.DISPOSABLE


@pytest.mark.parametrize(
    "domain",
    [
        "gmail.com",
        "mail.com",
        "gmx.com",
        "gmx.co.uk",
        "ymail.com",
        "email.com",
        "fastmail.com",
        "me.com",
        "mac.com",
        "live.com",
        "aol.com",
        "msn.com",
        "sky.com",
        "proton.me",
        "hotmail.fr",
        "yahoo.fr",
        "outlook.de",
        "bbc.co.uk",
        "kexp.org",
        "nts.live",
        "example.co",
        "icloud.com",
        "googlemail.com",
        "duck.com",
        "rocketmail.com",
    ],
)
def test_real_domains_are_never_corrected(domain: str) -> None:
    assert check_address(f"ada@{domain}").suggestion == ""


@given(st.text(max_size=300))
def test_any_text_gives_addresses_that_are_well_formed_or_called_invalid(text: str) -> None:
    for address in parse_addresses(text):
        assert (address.key == "") == (address.kind is EmailKind.INVALID)
        assert address.key == (address.email.lower() if address.key else "")


@given(st.emails())
def test_every_address_in_use_is_read_the_same_a_second_time(email: str) -> None:
    for address in parse_addresses(email):
        if address.key:
            assert check_address(address.email) == check_address(check_address(address.email).email)


@pytest.mark.parametrize(
    "unit", ["a", "@", "a@", "a ", "[ ", " at ", " AT a", "<", '"', "(at)", "\u200b", " "]
)
def test_a_hostile_cell_takes_no_more_than_a_moment(unit: str) -> None:
    start = time.process_time()
    parse_addresses("a" + unit * (100_000 // len(unit)) + "b")
    assert time.process_time() - start < 2


@given(
    st.from_regex(
        r"[a-z0-9-]{1,12}(\.[a-z0-9-]{1,12}){0,3}\.?(com|test|uk|local|xn--p1ai)?", fullmatch=True
    )
)
def test_the_quick_look_at_a_domain_agrees_with_the_full_check(domain: str) -> None:
    try:
        wanted = validate_email(f"ada@{domain}", check_deliverability=False).domain
    except EmailNotValidError:
        wanted = ""
    assert look_at_domain(domain).name == wanted
