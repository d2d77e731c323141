import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.contacts.fields import COLUMNS
from totalaudio.intel.imports.mapping import (
    LABELS,
    Mapping,
    Target,
    header_fingerprint,
    suggest_mapping,
)


def targets(*headings: str) -> list[str]:
    return [target.value for target in suggest_mapping(headings, []).targets()]


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("E-mail Addy", "email"),
        ("E-mail", "email"),
        ("EMAIL ADDRESS", "email"),
        ("Emial", "email"),
        ("ContactEmail", "email"),
        ("Station Email", "email"),
        ("Station / Show", "outlet"),
        ("Company", "outlet"),
        ("Organization 1 - Name", "outlet"),
        ("Genre(s)", "genres"),
        ("Music genre", "genres"),
        ("Country/Region", "country"),
        ("Region", "coverage"),
        ("Presenter Name", "name"),
        ("Contact", "name"),
        ("First Name", "first_name"),
        ("Surname", "last_name"),
        ("Job Title", "role"),
        ("Organization Title", "role"),
        ("Tel.", "phone"),
        ("Mobile No", "phone"),
        ("Website URL", "website"),
        ("Insta", "socials"),
        ("Twitter handle", "socials"),
        ("Tags", "tags"),
        ("Best time to pitch", "best_timing"),
        ("How to submit", "submission_guidelines"),
        ("Preferred contact method", "contact_method"),
        ("Comments", "notes"),
        ("Email 2", "other_emails"),
    ],
)
def test_headings_are_known_in_the_forms_that_people_use(heading: str, target: str) -> None:
    assert targets(heading) == [target]


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("Email Notes", "notes"),
        ("Notes on email", "notes"),
        ("Assignment", "skip"),
        ("Hotel", "skip"),
        ("Signed", "skip"),
        ("Intel", "skip"),
        ("Postcode", "skip"),
        ("E-mail 1 - Type", "skip"),
        ("Artist", "skip"),
    ],
)
def test_a_word_within_a_word_decides_nothing(heading: str, target: str) -> None:
    assert targets(heading) == [target]


def test_the_first_of_two_equal_columns_does_not_lose_to_the_last() -> None:
    assert targets("Email", "Email Notes", "Work email", "Email 2") == [
        "email",
        "notes",
        "other_emails",
        "other_emails",
    ]


def test_a_second_outlet_is_kept_in_the_notes_with_its_heading() -> None:
    mapping = suggest_mapping(["Station", "Show"], [])
    assert mapping.targets() == (Target.OUTLET, Target.KEEP_IN_NOTES)
    assert mapping.columns[1].reason == "“Station” is already the outlet."


def test_our_own_export_maps_to_itself_and_computed_columns_are_skipped() -> None:
    computed = {"confidence", "last_checked", "source"}
    wanted = ["skip" if column.key in computed else column.key for column in COLUMNS]
    assert targets(*(column.heading for column in COLUMNS)) == wanted
    assert targets(*(column.key for column in COLUMNS)) == wanted


def test_values_decide_where_there_is_no_header() -> None:
    rows = [
        ["Ada Example", "KEXP Radio", "ada@example.com", "+44 20 7946 0000", "www.example.com", "UK", "indie, folk"],
        ["Bea Example", "Made Up FM", "bea@example.org", "020 7946 0001", "https://example.org/x", "France", "techno"],
        ["Cy Example", "Example Records", "cy@example.org", "", "", "USA", "hip hop"],
    ]  # fmt: skip
    found = [target.value for target in suggest_mapping(None, rows).targets()]
    assert found == ["name", "outlet", "email", "phone", "website", "country", "genres"]


def test_values_overrule_a_heading_that_they_contradict() -> None:
    rows = [["Yes", "ada@example.com"], ["No", "bea@example.com"], ["Yes", "cy@example.com"]]
    mapping = suggest_mapping(["Email", "Whatever"], rows)
    assert mapping.targets() == (Target.SKIP, Target.EMAIL)
    assert mapping.columns[0].reason == "The heading says email, the values are something else."
    assert mapping.columns[1].reason == "100% of the values look like e-mail addresses."


def test_a_column_of_contact_with_addresses_is_the_email() -> None:
    rows = [["ada@example.com"], ["bea@example.com"], ["cy@example.com"]]
    assert suggest_mapping(["Outlet"], rows).targets() == (Target.EMAIL,)


def test_a_region_column_of_countries_is_the_country() -> None:
    assert suggest_mapping(["Region"], [["UK"], ["France"], ["USA"]]).targets() == (Target.COUNTRY,)
    assert suggest_mapping(["Region"], [["London"], ["North"]]).targets() == (Target.COVERAGE,)


def test_an_unknown_column_is_skipped_with_the_reason() -> None:
    (column,) = suggest_mapping(["Xyzzy"], [["a"], ["b"]]).columns
    assert (column.target, column.confidence) == (Target.SKIP, 0.0)
    assert column.reason == "Neither the heading nor the values are known."


def test_a_mapping_is_changed_by_the_user_and_survives_json() -> None:
    mapping = suggest_mapping(["Name", "Xyzzy"], []).changed(1, Target.KEEP_IN_NOTES)
    assert mapping.columns[1].reason == "You chose this."
    assert Mapping.from_json(json.loads(json.dumps(mapping.to_json()))) == mapping


def test_a_mapping_that_is_none_is_refused() -> None:
    with pytest.raises(KeyError):
        Mapping.from_json({})
    with pytest.raises(ValueError):
        Mapping.from_json(
            {"columns": [{"heading": "x", "target": "money", "confidence": 1, "reason": ""}]}
        )


def test_equal_headers_have_equal_fingerprints() -> None:
    one = header_fingerprint(["Name", "E-mail  Address"])
    assert one == header_fingerprint(["NAME", "e-mail address "])
    assert one != header_fingerprint(["E-mail Address", "Name"])
    assert header_fingerprint(None) == ""


def test_every_target_has_a_label() -> None:
    assert set(LABELS) == set(Target)


@given(
    st.none() | st.lists(st.text(max_size=40), max_size=8),
    st.lists(st.lists(st.text(max_size=40), max_size=8), max_size=8),
)
def test_any_table_gets_one_target_per_column(
    header: list[str] | None, rows: list[list[str]]
) -> None:
    mapping = suggest_mapping(header, rows)
    assert len(mapping.columns) == max([len(header or []), *map(len, rows)])
    assert all(0 <= column.confidence <= 1 and column.reason for column in mapping.columns)
