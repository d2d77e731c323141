"""The language of templates: fields, fallbacks, parts that go, and errors that say what to write."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.pitch.writers.fields import FIELDS
from totalaudio.pitch.writers.merge import (
    MergeProblem,
    escape,
    names_in,
    parse,
    placeholder,
    render,
)

KNOWN = {"first_name": "Ann", "outlet": "Example FM", "artist": "The Examples"}
LABELS = {field.key: field.label for field in FIELDS}


def _text(template: str, **values: str) -> str:
    return render(template, values or KNOWN).text


def test_a_field_becomes_its_value() -> None:
    merged = render("Hi {first name}, {artist} for {outlet}.", KNOWN)
    assert merged.text == "Hi Ann, The Examples for Example FM."
    assert merged.used == ("first_name", "artist", "outlet")
    assert merged.unfilled == ()


@pytest.mark.parametrize(
    "field", ["{first name}", "{First Name}", "{first_name}", "{ first  name }"]
)
def test_a_field_may_be_written_in_several_ways(field: str) -> None:
    assert _text(field) == "Ann"


def test_a_fallback_stands_where_nothing_is_known() -> None:
    assert _text("Hi {first name|there}", outlet="x") == "Hi there"
    assert _text("Hi {first name|there}") == "Hi Ann"


def test_a_field_without_value_or_fallback_asks_to_be_filled() -> None:
    merged = render("For {role} at {outlet}", KNOWN)
    assert merged.text == "For [add the role] at Example FM"
    assert [field.key for field in merged.unfilled] == ["role"]


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("[The {artist} song. ]Well?", "The The Examples song. Well?"),
        ("[Some {genre} song. ]Well?", "Well?"),
        ("Hello [{role}], well", "Hello, well"),
        ("One [of {genre} ]two", "One two"),
        ("One [of {genre}] two", "One two"),
        ("One\n\n[{genre}]\n\nTwo", "One\n\nTwo"),
        ("[{genre}]\n\nTwo", "Two"),
        ("One [{genre}]\nTwo", "One\nTwo"),
        ("One[, out {release date}].", "One."),
        ("[{genre} for {outlet}]", ""),
        ("[{genre|folk} for {outlet}]", "folk for Example FM"),
        ("[{genre}][{role}]One", "One"),
    ],
)
def test_a_part_goes_with_its_field_and_leaves_no_gap(template: str, text: str) -> None:
    assert _text(template) == text


@pytest.mark.parametrize(
    ("template", "message", "at"),
    [
        ("Hi {otlet}", "There is no field {otlet}. Did you mean {outlet}?", (3, 10)),
        ("Hi {frist name}", "There is no field {frist name}. Did you mean {first name}?", (3, 15)),
        (
            "{}",
            "There is nothing between these braces. Write a field, such as {outlet}, or {{ for a brace.",
            (0, 2),
        ),
        ("a {outlet", "This { is alone. Write {{ for a brace.", (2, 3)),
        ("outlet}", "This } is alone. Write }} for a brace.", (6, 7)),
        (
            "{outlet|}",
            "The fallback of {outlet} is empty. Write one, or put the part in [ ].",
            (0, 9),
        ),
        (
            "a [{outlet}",
            "This [ is never closed. Write ] behind the part, or [[ for a bracket.",
            (2, 3),
        ),
        ("a]", "This ] closes nothing. Write ]] for a bracket.", (1, 2)),
        (
            "[a [{outlet}]]",
            "Parts in [ ] cannot hold each other. Close the first one before.",
            (3, 4),
        ),
        (
            "[Name]",
            (
                "This part in [ ] has no field, so it could never go."
                " Put a field in it, such as {genre}, or write [[ and ]] for brackets."
            ),
            (0, 6),
        ),
    ],
)
def test_a_mistake_says_what_to_write_and_where(
    template: str, message: str, at: tuple[int, int]
) -> None:
    with pytest.raises(MergeProblem) as caught:
        parse(template)
    assert (str(caught.value), (caught.value.start, caught.value.end)) == (message, at)


def test_an_unknown_field_that_is_near_none_lists_them_all() -> None:
    with pytest.raises(MergeProblem) as caught:
        parse("{xyzzyx}")
    assert str(caught.value).startswith(
        "There is no field {xyzzyx}. There are {greeting}, {first name},"
    )


def test_doubled_marks_are_the_marks_themselves() -> None:
    assert _text("{{first name}} [[x]]") == "{first name} [x]"


def test_the_fields_of_a_template_are_listed_once_each() -> None:
    assert names_in("{outlet} [{genre} {outlet}] {track|it}") == ("outlet", "genre", "title")


@given(st.text())
def test_any_text_can_be_written_as_it_is(text: str) -> None:
    assert render(escape(text), {}).text == text


HOSTILE = st.text(st.sampled_from("ab {}[]|<>&\r\n\x00\u2028é"), max_size=12)


@given(
    st.lists(
        st.sampled_from([field.label for field in FIELDS]).flatmap(
            lambda label: st.sampled_from(
                [f"{{{label}}}", f"{{{label}|or so}}", f"[ with {{{label}}} ]", "\n\n", " word. "]
            )
        ),
        max_size=8,
    ),
    st.dictionaries(st.sampled_from([field.key for field in FIELDS]), HOSTILE),
)
def test_no_field_is_ever_left_whatever_is_known(pieces: list[str], values: dict[str, str]) -> None:
    merged = render("".join(pieces), values)
    rest = merged.text
    for value in sorted(values.values(), key=len, reverse=True):
        rest = (
            rest.replace(" ".join(value.replace("\x00", "").split()), "") if value.strip() else rest
        )
    for field in FIELDS:
        assert f"{{{field.label}}}" not in rest
    gaps = re.findall(r"\[add the ([^\]]+)\]", rest)
    assert set(gaps) <= {field.label for field in merged.unfilled}


@given(HOSTILE)
def test_a_value_is_text_on_one_line_and_never_read_as_a_field(value: str) -> None:
    merged = render("<{outlet|none}>", {"outlet": value, "artist": "never"})
    assert "never" not in merged.text
    assert not set("\r\n\x00\u2028") & set(merged.text)
    assert merged.text == f"<{' '.join(value.replace('\x00', '').split()) or 'none'}>"


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.key)
def test_every_field_has_what_pages_and_errors_show(field: object) -> None:
    one = next(known for known in FIELDS if known is field)
    assert names_in(f"{{{one.label}}}") == names_in(f"{{{one.key}}}") == (one.key,)
    assert placeholder(one) == f"[add the {LABELS[one.key]}]"
    assert one.example
    assert one.says
