"""The document says what was written, whatever was written."""

import re
from datetime import date
from html import unescape
from string import printable

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from totalaudio_ops.incidents.changing import acknowledge, note, resolve
from totalaudio_ops.incidents.exporting import markdown
from totalaudio_ops.incidents.incident import Connection, find
from totalaudio_ops.incidents.markdown import escaped, paragraph
from totalaudio_ops.incidents.post_mortems import add_action, finish_action, write_sections
from totalaudio_ops.incidents.tests.making import ALICE, BOB, after, made

HOSTILE = "<script>alert(1)</script> [here](javascript:alert(1)) | **bold** | # ![x](y) `code`"
_READER = MarkdownIt("commonmark").enable("table")


@given(st.text(st.sampled_from(printable + "é–") | st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_line_is_read_as_it_was_written(text: str) -> None:
    line = " ".join(re.sub(r"[^\S \t\n]", "x", text).split())
    for written, read in ((f"x{escaped(line)}x", f"x{line}x"), (escaped(line), line)):
        html = _READER.render(written)
        assert re.fullmatch(r"(<p>[^<]*</p>\n)?", html)
        assert unescape(html) == (f"<p>{read}</p>\n" if read else "")


@given(st.text(st.sampled_from("a#-+*>=1.)\n|`~ <&_")))
def test_no_text_becomes_a_list_a_heading_or_html(text: str) -> None:
    html = _READER.render(paragraph(text))
    assert set(re.findall(r"<(/?\w+)", html)) <= {"p", "/p", "br"}


def test_the_whole_record_is_one_document(connection: Connection) -> None:
    ref = made(connection, title="Runs | stop", started_at=after(-4)).ref
    acknowledge(connection, ref, by=BOB, now=after(3))
    note(connection, ref, HOSTILE, by=BOB, now=after(4))
    resolve(connection, ref, by=BOB, now=after(20))
    write_sections(
        connection, ref, {"summary": "One\n\nTwo", "impact": HOSTILE}, by=ALICE, now=after(21)
    )
    add_action(
        connection,
        ref,
        "Watch it",
        owner="Bob",
        due_date=date(2026, 12, 4),
        by=ALICE,
        now=after(22),
    )
    text = markdown(connection, find(connection, ref))
    html = _READER.render(text)
    assert re.findall(r"<h(\d)>(.*?)</h", html) == [
        ("1", f"{ref}: Runs | stop"),
        ("2", "Summary"),
        ("2", "Root cause"),
        ("2", "Impact"),
        ("2", "What went well"),
        ("2", "What went poorly"),
        ("2", "Prevention"),
        ("2", "Actions"),
        ("2", "Timeline"),
    ]
    assert html.count(unescape("&lt;script&gt;")) == 0
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2
    assert "<a " not in html
    assert "<td>Detected</td>\n<td>23 Nov 2026, 12:00 GMT, 4 minutes after it began</td>" in html
    assert "<td>Watch it</td>\n<td>Bob</td>\n<td>2026-12-04</td>\n<td>not yet</td>" in html
    assert html.count("<li>") == 5
    assert html.count("Not written yet.") == 4


def test_a_finished_action_has_its_day(connection: Connection) -> None:
    one = resolve(connection, made(connection).ref, by=BOB, now=after(1))
    made_action = add_action(
        connection,
        one.ref,
        "Do it",
        owner="Bob",
        due_date=date(2026, 12, 4),
        by=ALICE,
        now=after(2),
    )
    finish_action(connection, one.ref, made_action.id, by=BOB, now=after(3))
    assert "| 23 Nov 2026, 12:03 GMT |" in markdown(connection, one)


def test_an_incident_that_has_just_begun_says_only_what_is_known(connection: Connection) -> None:
    text = markdown(connection, made(connection, "P3", app=None))
    names = re.findall(r"^\| (\w[\w ]*) \|", text, re.MULTILINE)
    assert names == ["Level", "App", "Status", "Began", "Detected", "Response promised by"]
    assert "## Summary" not in text
