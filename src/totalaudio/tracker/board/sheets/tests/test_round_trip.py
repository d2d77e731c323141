"""What is written can be read again, whatever stands in the texts; and brought twice it changes nothing."""

from datetime import date
from uuid import uuid4

from hypothesis import example, given
from hypothesis import strategies as st

from totalaudio.campaigns.stages import FollowUpState, OutcomeKind, Stage
from totalaudio.contacts.names import is_usable_name
from totalaudio.tracker.board.sheets.lines import Came, Counted, Line, Task
from totalaudio.tracker.board.sheets.planning import Known, key_of, plan
from totalaudio.tracker.board.sheets.reading import read
from totalaudio.tracker.board.sheets.writing import chunks
from totalaudio.tracker.board.words import ERASED

# What a database can hold, with what is hard on CSV: quotes, commas, line breaks, starts of formulas.
CHARS = st.characters(exclude_categories=["Cs"], exclude_characters="\0") | st.sampled_from(
    "\"',;\t\r\n=+-@＝|"
)
TEXTS = st.text(CHARS, max_size=30)
# Contacts are tidied when they are made: single blanks, nothing at the ends.
NAMES = TEXTS.map(lambda text: " ".join(text.replace("\ufeff", "").split()))
DAYS = st.dates(date(2000, 1, 1), date(2026, 11, 1))
CAME = st.builds(
    Came,
    st.sampled_from(OutcomeKind),
    DAYS,
    TEXTS,
    TEXTS,
    st.sampled_from(["", "https://example.com/show?a=1,2&b=%22", "http://example.org/Ü"]),
)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    name = draw(NAMES.filter(is_usable_name).filter(lambda text: text != ERASED))
    tasks = [
        Task(number, draw(DAYS), draw(st.sampled_from(FollowUpState)), draw(TEXTS))
        for number in draw(st.sampled_from([(), (1,), (2,), (1, 2)]))
    ]
    return Line(
        name,
        draw(
            st.sampled_from(["", "zoe@fm.example", "music+in@100percent.example", "not an address"])
        ),
        draw(NAMES),
        draw(NAMES),
        draw(NAMES),
        draw(st.sampled_from(["", "GB", "IE"])),
        draw(st.sampled_from(Stage)),
        tuple(draw(st.lists(CAME, max_size=3))),
        tuple(tasks),
    )


def through_a_file(given: list[Line]) -> list[Line]:
    most = max((len(line.outcomes) for line in given), default=0) or 1
    data = b"".join(chunks(((line, Counted(86, 3, 1, date(2026, 3, 1))) for line in given), most))
    sheet = read(data)
    assert sheet.refused == ()
    return [line for _, line in sheet.lines]


@given(st.lists(lines(), max_size=4))
@example(
    [
        Line(
            "'=1+1",
            "",
            "+44",
            stage=Stage.ADDED,
            outcomes=(Came(OutcomeKind.PLAY, date(2026, 1, 1), "'-", "\r\n", ""),),
        )
    ]
)
@example(
    [
        Line(
            "Zoë",
            stage=Stage.TO_PITCH,
            follow_ups=(Task(2, date(2026, 1, 1), FollowUpState.OPEN, '"'),),
        )
    ]
)
def test_what_is_written_is_read_as_it_was(written: list[Line]) -> None:
    assert through_a_file(written) == written


@given(st.lists(lines(), max_size=4))
def test_a_file_brought_again_changes_nothing(given_lines: list[Line]) -> None:
    written = list({key_of(line): line for line in given_lines}.values())
    numbered = list(enumerate(through_a_file(written), start=2))
    first = plan(numbered, here={}, barred=set())
    assert (len(first.new), first.changed, first.unchanged) == (len(written), (), 0)
    assert first.refused == ()
    here = {key_of(line): known(line) for line in written}
    again = plan(numbered, here=here, barred=set())
    assert (again.changes, again.unchanged, again.refused) == ((), len(written), ())


def known(line: Line) -> Known:
    return Known(uuid4(), line.stage or Stage.TO_PITCH, line.outcomes, line.follow_ups)
