"""Files as people have them: read right, or refused with a reason that says what to mend."""

from datetime import date
from uuid import UUID

import pytest

from totalaudio.campaigns.stages import FollowUpState, OutcomeKind, Stage
from totalaudio.tracker.board.sheets.decoding import UnreadableFileError
from totalaudio.tracker.board.sheets.lines import Came, Line, Task
from totalaudio.tracker.board.sheets.planning import Known, key_of, plan
from totalaudio.tracker.board.sheets.reading import MAX_BYTES, MAX_ROWS, read

ZOE = Line("Zoë Example", "zoe@fm.example", "Radio Éxample", stage=Stage.REPLIED)
TEXT = "Contact,Email,Outlet,Stage\r\nZoë Example,zoe@fm.example,Radio Éxample,Replied\r\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode(),
        TEXT.replace("\r\n", "\n").encode(),
        TEXT.replace("\r\n", "\r\n\r\n").encode(),
        TEXT.replace("Contact,Email,Outlet,Stage", "CONTACT, email ,Outlet Name,STAGE").encode(),
        TEXT.replace("Contact,Email,Outlet,Stage", "name,e-mail,Station,Status").encode(),
        TEXT.replace("Replied", " replied ").encode(),
    ],
)  # fmt: skip
def test_any_encoding_and_delimiter_says_the_same(data: bytes) -> None:
    sheet = read(data)
    assert sheet.refused == ()
    assert [line for _, line in sheet.lines] == [ZOE]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty"),
        (b"\xef\xbb\xbf", "The file is empty"),
        (b"PK\x03\x04\x00\x01\x00\x02\x05abc", "not a CSV file"),
        (b"Contact\n\x81\n", "no text that we can read"),
        (b"Radio,Example\nZoe,x\n", "No column is called Contact or Email"),
        (b'Contact,Email\n"Zoe,x\nAbel,y\n', "Line 3 of the file is no CSV"),
        (b'Contact,Email\n"Zoe"x,y\n', "Line 2 of the file is no CSV"),
        (b"Contact,Name\nZoe,x\n", "Two columns mean the same: Contact and Name"),
        (b"Contact\n" + b"x" * 200_000 + b"\n", "Line 2 of the file is no CSV"),
        (b"Contact\n" + b"Zoe\n" * (MAX_ROWS + 1), "more than 10,000 rows"),
        (b"Contact\n" + b"x" * MAX_BYTES, "larger than 5 MB"),
    ],
)
def test_a_file_that_is_no_table_says_why(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFileError, match=words):
        read(data)


def one(headings: str, cells: str) -> Line | str:
    """The line of a row, or why it was refused."""
    sheet = read(f"{headings}\n{cells}\n".encode())
    return sheet.lines[0][1] if sheet.lines else sheet.refused[0].reason


def test_outcomes_and_follow_ups_are_read_from_their_columns() -> None:
    line = one(
        "Contact,Outcome 1,Outcome 1 date,Outcome 1 outlet,Outcome 1 evidence,Outcome 1 link,"
        "Outcome 3,Outcome 3 date,Follow-up 1,Follow-up 1 state,Follow-up 1 note,Follow-up 2",
        'Zoe,Play,2026-03-01,Late Show,"Heard it, twice",https://example.com/a,playlist add,1/3/2026,'
        "2 Mar 2026,Done,Said hello,2026-3-9",
    )
    assert line == Line(
        "Zoe",
        outcomes=(
            Came(OutcomeKind.PLAY, date(2026, 3, 1), "Late Show", "Heard it, twice", "https://example.com/a"),
            Came(OutcomeKind.PLAYLIST_ADD, date(2026, 3, 1)),
        ),
        follow_ups=(
            Task(1, date(2026, 3, 2), FollowUpState.DONE, "Said hello"),
            Task(2, date(2026, 3, 9), FollowUpState.OPEN),
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("headings", "cells", "reason"),
    [
        ("Contact,Email", "-,", "The row has no name and no address."),
        ("Contact,Email", ",zoe", "“zoe” is no complete address, and the row has no name."),
        ("Contact,Stage", "Zoe,won", "“won” is no stage. Write one of: To pitch, Pitched,"),
        ("Contact,Country", "Zoe,Narnia", "“Narnia” is no country that we know."),
        ("Contact,Outcome 1", "Zoe,Fame", "Outcome 1 is none of: Play,"),
        ("Contact,Outcome 1 date", "Zoe,2026-01-01", "Outcome 1 is none of: Play,"),
        ("Contact,Outcome 1", "Zoe,Play", "Outcome 1: has no date."),
        ("Contact,Outcome 1,Outcome 1 date", "Zoe,Play,3/14/2026", "Outcome 1: “3/14/2026” is no date."),
        ("Contact,Outcome 1,Outcome 1 date", "Zoe,Play,2026-02-30", "Outcome 1: “2026-02-30” is no date."),
        ("Contact,Outcome 1,Outcome 1 date", "Zoe,Play,2999-01-01", "Outcome 1: 2999-01-01 is too far off."),
        ("Contact,Outcome 1,Outcome 1 date,Outcome 1 link", "Zoe,Play,2026-01-01,javascript:x", "The link of"),
        ("Contact,Follow-up 1,Follow-up 1 state", "Zoe,2026-01-01,Maybe", "Follow-up 1 is none of: Due,"),
        ("Contact,Follow-up 1 note", "Zoe,Call", "Follow-up 1: has no date."),
        ("Contact,Email", "Zoe,zoe@fm.example,more", "The row has more cells than there are headings."),
        ("Contact", "Erased contact", "Whoever this was has been erased"),
        ("Contact", "x" * 301, "“xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…” is longer"),
        ("Contact,Outcome 1 evidence", f"Zoe,{'x' * 10_001}", "A cell has more than 10,000 letters."),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_a_target_is_refused_with_its_reason(
    headings: str, cells: str, reason: str
) -> None:
    found = one(headings, cells)
    assert isinstance(found, str)
    assert found.startswith(reason)


def test_counts_such_as_1_000_are_neither_misread_nor_made_into_touches() -> None:
    sheet = read(b'Contact,Touches,Replies,Fit\nZoe,"1,000",2,86\n')
    assert (sheet.lines, sheet.unknown) == (((2, Line("Zoe")),), ())


def test_columns_that_are_none_of_ours_are_named() -> None:
    assert read(b"Contact,Shoe size,Follow-up 3\nZoe,1,2\n").unknown == ("Shoe size", "Follow-up 3")


@pytest.mark.parametrize(
    "url",
    [
        f"https://{'a.' * 4_000} x",
        "https://a.example/\u202egnp",
        "https://[a.example",
        "https://a.example" + "/a" * 1_000,
    ],
)
def test_a_link_is_what_a_page_would_take_and_is_read_in_no_time(url: str) -> None:
    found = one("Contact,Outcome 1,Outcome 1 date,Outcome 1 link", f"Zoe,Play,2026-01-01,{url}")
    assert str(found).startswith("The link of outcome 1 is no whole address")


def test_a_file_of_nothing_but_columns_is_refused_at_once() -> None:
    with pytest.raises(UnreadableFileError, match=r"^The file has more than 6,000 columns\."):
        read(b"Contact," + b"a," * 2_000_000)


def test_a_broken_address_stays_with_a_name_as_it_does_in_a_contact() -> None:
    assert one("Contact,Email", "Zoe,zoe at fm") == Line("Zoe", "zoe at fm")


def test_whoever_has_answered_is_not_asked_again_whatever_a_file_says() -> None:
    sheet = read(
        b"Contact,Stage,Follow-up 1\nZoe,Replied,2026-12-07\nAda,,2026-12-07\nBo,Pitched,2026-12-07\n"
    )
    ended = Known(UUID(int=1), Stage.DECLINED)
    found = plan(sheet.lines, here={key_of(Line("Ada")): ended}, barred=set())
    states = {one.line.name: one.follow_ups[0].state for one in found.changes}
    assert states == {
        "Zoe": FollowUpState.STOPPED,
        "Ada": FollowUpState.STOPPED,
        "Bo": FollowUpState.OPEN,
    }
    again = Known(UUID(int=1), Stage.DECLINED, follow_ups=found.changed[0].follow_ups)
    assert plan(sheet.lines[1:2], here={key_of(Line("Ada")): again}, barred=set()).unchanged == 1
