"""The contact table shows the workspace's contacts: in order, page by page, searched, filtered; and no others."""

import re
from datetime import UTC, datetime
from html import unescape
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.cast import Person

from totalaudio.contacts.listing import Page, page
from totalaudio.contacts.paging import read_cursor, write_cursor
from totalaudio.contacts.queries import SORTS, matching, order_all, sort_of
from totalaudio.contacts.searching import Search, read_search
from totalaudio.core.tenancy.context import context

from .making import make_contact

URL = "/intel/contacts/"


def shown(person: Person, query: str = "", **headers: str) -> list[str]:
    """The names of the rows that a person sees."""
    answer = person.client().get(URL + query, headers=headers)
    assert answer.status_code == 200
    links = re.findall(
        r'data-slot="title"[^>]*><a href="[^"]*" dir="auto">(.*?)</a>', answer.content.decode()
    )
    return [unescape(link) for link in links]


def names(found: Page) -> list[str]:
    return [line.name for line in found.lines]


@pytest.fixture
def three(alice: Person, charlie: Person) -> None:
    assert alice.workspace
    assert charlie.workspace
    checked = datetime(2026, 3, 1, tzinfo=UTC)
    make_contact(
        alice.workspace, "Zoë Example", "zoe@fm.example", outlet_name="Radio Éxample", country="GB",
        genres=["house"], status="enriched", confidence=0.9, last_checked_at=checked,
    )  # fmt: skip
    make_contact(alice.workspace, "abel Example", "", outlet_name="Example Blog", confidence=0.4)
    make_contact(alice.workspace, "", "music@100percent.example", role="50%_off")
    make_contact(
        charlie.workspace, "Charlie's Own", "secret@fm.example", outlet_name="Radio Éxample"
    )


def test_a_member_sees_the_workspaces_contacts_by_name_whatever_capitals_and_accents(
    alice: Person, bob: Person, three: None
) -> None:
    expected = ["abel Example", "music@100percent.example", "Zoë Example"]
    assert shown(alice) == expected
    assert shown(bob) == expected


def test_nobody_sees_the_contacts_of_another_workspace(charlie: Person, three: None) -> None:
    assert shown(charlie) == ["Charlie's Own"]
    assert shown(charlie, "?q=example") == ["Charlie's Own"]
    assert shown(charlie, "?q=zoe") == []
    assert shown(charlie, "?country=GB") == []


def test_a_client_is_refused(clara: Person, three: None) -> None:
    assert clara.client().get(URL).status_code == 403
    assert clara.client().get(URL + "palette?q=zoe").status_code == 403


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?q=ZOE", ["Zoë Example"]),
        ("?q=radio+examp", ["Zoë Example"]),
        ("?q=example+radio", ["Zoë Example"]),
        ("?q=zoe+blog", []),
        ("?q=%25", []),
        ("?q=50%25_off", ["music@100percent.example"]),
        ("?q=50%25xoff", []),
        ("?q=zo_", []),
        ("?q=zo", ["Zoë Example"]),
        ("?q=oe", []),
        ("?q=%5C", []),
        ("?q=%00zoe", ["Zoë Example"]),
        ("?kind=desk", ["music@100percent.example"]),
        ("?kind=nonsense", ["abel Example", "music@100percent.example", "Zoë Example"]),
        ("?missing=email", ["abel Example"]),
        ("?missing=outlet", ["music@100percent.example"]),
        ("?missing=genres", ["abel Example", "music@100percent.example"]),
        ("?status=enriched&country=uk", ["Zoë Example"]),
        ("?status=none&q=music", ["music@100percent.example"]),
        ("?genre=house+music", ["Zoë Example"]),
        ("?sort=-name", ["Zoë Example", "music@100percent.example", "abel Example"]),
        ("?sort=outlet", ["music@100percent.example", "abel Example", "Zoë Example"]),
        ("?sort=-confidence", ["Zoë Example", "abel Example", "music@100percent.example"]),
        ("?sort=confidence", ["abel Example", "Zoë Example", "music@100percent.example"]),
        ("?sort=nonsense", ["abel Example", "music@100percent.example", "Zoë Example"]),
        ("?after=nonsense", ["abel Example", "music@100percent.example", "Zoë Example"]),
    ],
)
def test_search_filters_and_order_show_what_was_asked(
    alice: Person, three: None, query: str, expected: list[str]
) -> None:
    assert shown(alice, query) == expected


def test_what_the_walk_finds_and_what_the_index_finds_is_the_same(
    alice: Person, three: None
) -> None:
    searches = [
        Search(words=("example",)), Search(words=("zo",)), Search(words=("oe",)), Search(words=("%",)),
        Search(kind="desk"), Search(status="none"), Search(country="GB"), Search(genre="house"),
        Search(missing="email"), Search(missing="country", words=("music",)),
    ]  # fmt: skip
    with context(user_id=alice.id, workspace_id=alice.workspace_id, role="owner"):
        for search in searches:
            for key in SORTS:
                walked = order_all(matching(search), sort_of(f"-{key}"))
                assert names(page(search, sort_of(f"-{key}"), None)) == [c.name for c in walked]


def test_pages_lead_through_all_contacts_and_back_in_every_order(alice: Person) -> None:
    assert alice.workspace
    for number in range(11):
        confidence = None if number % 3 == 0 else (number % 2) / 2
        make_contact(
            alice.workspace, f"Same {number % 4}", f"p{number}@fm.example", confidence=confidence,
            outlet_name=f"Outlet {number % 2}",
        )  # fmt: skip
    with context(user_id=alice.id, workspace_id=alice.workspace_id, role="owner"):
        for search in (Search(), Search(words=("same",))):
            for key in (*SORTS, *(f"-{key}" for key in SORTS)):
                sort = sort_of(key)
                whole = [c.id for c in order_all(matching(search), sort)]
                pages = [page(search, sort, None, size=3)]
                while pages[-1].after:
                    pages.append(page(search, sort, read_cursor(pages[-1].after, sort), size=3))
                assert [line.id for one in pages for line in one.lines] == whole
                back = pages[-1]
                for before in reversed(pages[:-1]):
                    cursor = read_cursor(back.before, sort, is_back=True)
                    back = page(search, sort, cursor, size=3)
                    assert back.lines == before.lines
                assert back.before == ""


def test_the_head_of_the_list_says_how_many_there_are(alice: Person, three: None) -> None:
    assert "<b>3</b> contacts" in alice.client().get(URL).content.decode()
    assert "<b>1</b> contact matches" in alice.client().get(URL + "?q=zoe").content.decode()


def test_many_matches_are_said_to_be_more_than_the_bound(
    alice: Person, three: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("totalaudio.contacts.listing.BOUND", 1)
    answer = alice.client().get(URL + "?q=example&sort=-name").content.decode()
    assert "<b>More than 1</b> contacts match" in answer
    assert shown(alice, "?q=example&sort=-name") == [
        "Zoë Example", "music@100percent.example", "abel Example",
    ]  # fmt: skip


def test_an_empty_workspace_is_told_to_bring_a_list(alice: Person) -> None:
    answer = alice.client().get(URL).content.decode()
    assert "No contacts yet" in answer
    assert 'href="/intel/imports/new"' in answer


def test_the_search_box_gets_only_the_part_that_changes(alice: Person, three: None) -> None:
    headers = {"HX-Request": "true", "HX-Target": "contacts"}
    answer = alice.client().get(URL + "?q=zoe", headers=headers)
    assert answer.content.decode().lstrip().startswith('<section class="results" id="contacts"')
    assert "HX-Target" in answer["Vary"]
    assert shown(alice, "?q=zoe", **headers) == ["Zoë Example"]


def test_chosen_columns_are_kept_for_the_next_time(alice: Person, three: None) -> None:
    client = alice.client()
    client.get(URL + "?column=name&column=role")
    answer = client.get(URL).content.decode()
    assert "50%_off" in answer
    assert "Radio Éxample" not in answer


def test_hostile_text_stays_text(alice: Person) -> None:
    assert alice.workspace
    make_contact(alice.workspace, "<script>alert(1)</script>", "x@fm.example", outlet_name="<b>Out")
    answer = alice.client().get(URL + "?q=%3Cscript%3E").content.decode()
    assert "<script>alert" not in answer
    assert shown(alice, "?q=%3Cscript%3E") == ["<script>alert(1)</script>"]


def test_one_row_and_three_rows_take_the_same_number_of_queries(
    alice: Person, charlie: Person, three: None
) -> None:
    def number(person: Person, query: str) -> int:
        client = person.client()
        client.get(URL + query)
        with CaptureQueriesContext(connection) as captured:
            client.get(URL + query)
        return len(captured)

    for query in ("", "?q=example", "?sort=-confidence"):
        assert number(charlie, query) == number(alice, query)


def test_a_foreign_cursor_starts_the_list_anew() -> None:
    by_name, by_confidence = sort_of("name"), sort_of("confidence")
    for text in ("", "x" * 9000, "WzEsMl0", "é", "a"):
        assert read_cursor(text, by_confidence) is None
    text = "WyJ6b2UiLCIwMTkzMDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDAiXQ"
    assert read_cursor(text, by_name) is not None
    assert read_cursor(text, by_confidence) is None


def cursor_of(value: str) -> str:
    return write_cursor(value, UUID(int=1))


@pytest.mark.parametrize(
    "moment",
    [
        "2026-01-01T00:00:00+23:59:59.999999",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "9999-12-31T23:59:59+00:00",
    ],
)
def test_a_cursor_at_an_odd_moment_breaks_nothing(alice: Person, three: None, moment: str) -> None:
    for place in ("before", "after"):
        answer = alice.client().get(URL, {"sort": "checked", place: cursor_of(moment)})
        assert answer.status_code == 200


def test_a_search_reads_only_what_it_knows() -> None:
    assert read_search({"q": [" a  b "], "kind": ["x"], "country": ["Nowhere"]}) == Search(
        ("a", "b")
    )
    assert read_search({"missing": ["everything"], "genre": ["no such"]}).is_everything
    assert len(read_search({"q": ["w " * 50]}).words) == 6
