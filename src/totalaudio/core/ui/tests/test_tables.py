"""Sorting and column choice from a query string."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from totalaudio.core.ui.tables import Column, table_head

COLUMNS = (
    Column("name", "Name", is_fixed=True),
    Column("outlet", "Outlet"),
    Column("genres", "Genres", is_sortable=False),
    Column("checked", "Last checked", is_default=False),
)


def test_without_a_query_the_default_columns_are_sorted_by_the_default() -> None:
    head = table_head(COLUMNS, {}, default_sort="name")
    assert head.shown == {"name", "outlet", "genres"}
    assert [cell.aria_sort for cell in head.cells] == ["ascending", "", ""]


def test_a_second_click_turns_the_order_around_and_a_third_turns_it_back() -> None:
    first = table_head(COLUMNS, {}, default_sort="name").cells[0].sort_url
    assert first == "?sort=-name"
    falling = table_head(COLUMNS, {"sort": ["-name"]}, default_sort="name")
    assert falling.cells[0].aria_sort == "descending"
    assert falling.cells[0].sort_url == "?sort=name"


def test_sorting_keeps_the_filters_and_leaves_the_page() -> None:
    query = {"q": ["radio & co"], "after": ["abc"], "tag": ["a", "b"]}
    head = table_head(COLUMNS, query, default_sort="name")
    assert head.cells[1].sort_url == "?q=radio+%26+co&tag=a&tag=b&sort=outlet"


def test_a_column_that_cannot_be_sorted_has_no_link() -> None:
    assert table_head(COLUMNS, {}, default_sort="name").cells[2].sort_url == ""


def test_chosen_columns_are_shown_with_the_fixed_ones_in_their_own_order() -> None:
    head = table_head(COLUMNS, {"column": ["checked", "outlet"]}, default_sort="name")
    assert [cell.column.key for cell in head.cells] == ["name", "outlet", "checked"]
    assert head.choices == ((COLUMNS[1], True), (COLUMNS[2], False), (COLUMNS[3], True))


def test_the_column_form_keeps_everything_but_columns_and_page() -> None:
    query = {"q": ["x"], "sort": ["-name"], "column": ["outlet"], "before": ["abc"]}
    assert table_head(COLUMNS, query, default_sort="name").kept == (("q", "x"), ("sort", "-name"))


@given(st.dictionaries(st.sampled_from(["sort", "column", "q"]), st.lists(st.text(), max_size=3)))
def test_whatever_a_query_says_the_head_is_sorted_by_a_known_column(
    query: dict[str, Sequence[str]],
) -> None:
    head = table_head(COLUMNS, query, default_sort="name")
    assert head.sort.removeprefix("-") in {"name", "outlet", "checked"}
    assert "name" in head.shown
