import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.contacts.fields import EmailKind
from totalaudio.intel.imports.mapping import MappedColumn, Mapping, Target
from totalaudio.intel.imports.parsing import row_parser
from totalaudio.intel.imports.reading import Record
from totalaudio.intel.imports.rows import ListRow, RefusalReason, RefusedRow


def parse(**cells: str) -> ListRow | RefusedRow:
    """Parse one row with a column for each target that is named."""
    columns = tuple(MappedColumn(f"My {target}", Target(target), 1.0, "") for target in cells)
    return row_parser(Mapping(columns))(Record(7, tuple(cells.values())))


def accepted(**cells: str) -> ListRow:
    row = parse(**cells)
    assert isinstance(row, ListRow)
    return row


def test_a_row_says_what_its_cells_say() -> None:
    assert accepted(
        name=" Ada Example ",
        email="Ada@Example.com",
        outlet="BBC  Radio 6 Music",
        role="Presenter",
        country="UK",
        genres="Indie / D'n'B",
        phone="020 7946 0000",
        website="HTTPS://Example.com/Ada/Show?X=Y",
        socials="@ada https://instagram.com/AdaExample",
        tags="radio, friendly; radio",
        pitch_tips="Be short; No attachments",
        notes="Likes WAV",
    ) == ListRow(
        row=7,
        name="Ada Example",
        email="Ada@example.com",
        email_key="ada@example.com",
        email_kind=EmailKind.PERSON,
        outlet="BBC Radio 6 Music",
        role="Presenter",
        country="GB",
        genres=("indie", "drum and bass"),
        phone="+442079460000",
        website="https://example.com/Ada/Show?X=Y",
        socials=("@ada", "https://instagram.com/AdaExample"),
        tags=("radio", "friendly"),
        pitch_tips=("Be short", "No attachments"),
        notes="Likes WAV",
    )


@pytest.mark.parametrize(
    "name",
    ["andré müller", "o'neil", "O’NEIL don't", "محمد مثال", "👩\u200d🎤 Ada", "van der Beispiel"],
)
def test_a_name_is_never_respelt(name: str) -> None:
    assert accepted(name=name, email="a@example.com").name == name


def test_a_name_is_never_guessed_from_the_mailbox() -> None:
    assert accepted(email="ada.example@example.com").name == ""


def test_first_and_last_name_are_joined_in_any_order_of_the_columns() -> None:
    assert (
        accepted(last_name="Example", email="a@example.com", first_name="Ada").name == "Ada Example"
    )


def test_name_outlet_and_address_in_one_cell_are_told_apart() -> None:
    row = accepted(email="Ada Example (BBC Radio 6 Music) <ada@example.com>")
    assert (row.name, row.outlet, row.email) == (
        "Ada Example",
        "BBC Radio 6 Music",
        "ada@example.com",
    )


def test_brackets_in_a_name_stay_when_another_column_has_the_outlet() -> None:
    row = accepted(name="Ada (Breakfast)", outlet="KEXP", email="a@example.com")
    assert (row.name, row.outlet) == ("Ada (Breakfast)", "KEXP")


def test_an_address_in_the_name_column_is_used() -> None:
    row = accepted(name="Ada Example <ada@example.com>")
    assert (row.name, row.email) == ("Ada Example", "ada@example.com")


def test_fifty_addresses_are_one_main_and_forty_nine_others() -> None:
    addresses = [f"p{number}@example.com" for number in range(50)]
    row = accepted(email="; ".join(addresses), other_emails="p3@example.com, extra@example.com")
    assert (row.email, row.other_emails) == (
        "p0@example.com",
        (*addresses[1:], "extra@example.com"),
    )


def test_a_usable_address_comes_before_a_broken_one_which_is_not_lost() -> None:
    row = accepted(name="Ada", email="ada@@example.com; ada@example.com")
    assert (row.email, row.other_emails) == ("ada@example.com", ())
    assert row.notes == "Address that cannot be right: ada@@example.com"


def test_a_name_with_a_broken_address_is_kept_as_invalid() -> None:
    row = accepted(name="Ada", email="ada at example")
    assert (row.email, row.email_key, row.email_kind) == ("ada at example", "", EmailKind.INVALID)


def test_a_name_without_an_address_has_no_kind() -> None:
    row = accepted(name="Ada", email="n/a")
    assert (row.email, row.email_kind) == ("", None)


def test_a_form_in_the_place_of_an_address_is_the_website() -> None:
    row = accepted(name="Ada", email="https://Example.com/Submit")
    assert (row.email, row.email_kind, row.website) == ("", None, "https://example.com/Submit")


def test_a_typing_mistake_is_suggested_and_not_changed() -> None:
    row = accepted(email="ada@gmial.com")
    assert (row.email, row.suggested_email) == ("ada@gmial.com", "ada@gmail.com")


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"name": "n/a", "outlet": "KEXP"}, "The row has no name and no address."),
        (
            {"name": "", "email": "ada@"},
            "The row has no name, and its address “ada@” cannot be right.",
        ),
    ],
)
def test_a_row_without_a_usable_name_and_address_is_refused(
    cells: dict[str, str], message: str
) -> None:
    refused = parse(**cells)
    assert refused == RefusedRow(
        7, RefusalReason.NO_NAME_NO_ADDRESS, message, tuple(cells.values())
    )


def test_a_row_of_empty_cells_is_refused_as_empty() -> None:
    refused = parse(name=" ", email="")
    assert isinstance(refused, RefusedRow)
    assert refused.reason is RefusalReason.EMPTY


def test_a_record_that_could_not_be_read_whole_is_refused_with_its_problem() -> None:
    refused = row_parser(Mapping(()))(Record(3, ("x",), "The line is longer than 1 MB."))
    assert refused == RefusedRow(
        3,
        RefusalReason.TOO_LONG,
        "The line is longer than 1 MB. Shorten it, or leave the row out.",
        ("x",),
    )


def test_a_place_that_is_no_country_becomes_the_coverage() -> None:
    row = accepted(name="Ada", country="London", coverage="South")
    assert (row.country, row.coverage) == ("", "South; London")


def test_a_country_in_the_coverage_is_the_country_too() -> None:
    row = accepted(name="Ada", coverage="Scotland")
    assert (row.country, row.coverage) == ("GB", "Scotland")


def test_words_that_are_no_genre_are_kept_in_the_notes() -> None:
    row = accepted(name="Ada", genres="indie, zzgloop", notes="Nice")
    assert (row.genres, row.notes) == (("indie",), "Nice\nGenres as given: zzgloop")


def test_a_column_that_is_kept_goes_to_the_notes_with_its_heading() -> None:
    assert accepted(name="Ada", keep_in_notes="Tuesdays").notes == "My keep_in_notes: Tuesdays"


def test_what_is_skipped_is_gone() -> None:
    assert accepted(name="Ada", skip="secret") == ListRow(row=7, name="Ada")


def test_a_short_record_is_filled_with_nothing() -> None:
    mapping = Mapping(
        tuple(MappedColumn("", target, 1.0, "") for target in (Target.NAME, Target.EMAIL))
    )
    assert row_parser(mapping)(Record(1, ("Ada",))) == ListRow(row=1, name="Ada")


def test_the_apostrophe_of_a_safe_export_is_taken_away_again() -> None:
    row = accepted(name="Ada", notes="'=1+1", role="'quoted'")
    assert (row.notes, row.role) == ("=1+1", "'quoted'")


@pytest.mark.parametrize("target", [target for target in Target if target is not Target.SKIP])
@pytest.mark.parametrize("unit", [" ", "; ", "a", "@", "((", "a.", "&", "1", "\n "])
def test_a_hostile_cell_takes_no_more_than_a_moment(target: Target, unit: str) -> None:
    start = time.process_time()
    parse(**{target.value: "a" + unit * (100_000 // len(unit)) + "b"})
    assert time.process_time() - start < 2


@given(st.lists(st.text(max_size=60), min_size=len(Target), max_size=len(Target)))
def test_any_cells_give_a_row_or_a_refusal_with_the_same_number(cells: list[str]) -> None:
    mapping = Mapping(tuple(MappedColumn("x", target, 1.0, "") for target in Target))
    row = row_parser(mapping)(Record(5, tuple(cells)))
    assert row.row == 5
    if isinstance(row, ListRow):
        assert row.name or row.email
