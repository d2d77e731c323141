"""Funnels and cohorts: shares where there are enough, counts where there are not, and no share above all."""

from hypothesis import given
from hypothesis import strategies as st

from totalaudio.core.ui.cohorts import cohorts
from totalaudio.core.ui.funnels import funnel
from totalaudio.core.ui.tests.rendering import only, render

STEPS = (("Visits", 200, "each day"), ("Sign-ups", 50, "signed up"), ("Payments", 60, "paid"))
NBSP = "\N{NO-BREAK SPACE}"


def test_each_step_is_as_wide_as_its_share_of_the_step_before() -> None:
    made = funnel("From visit to payment", STEPS)
    assert [(step.width, step.is_share) for step in made.steps] == [
        (100.0, False),
        (25.0, True),
        (100.0, False),
    ]


def test_a_step_says_its_sample_or_why_there_is_no_share() -> None:
    html = render('{% include "ui/funnel.html" %}', funnel=funnel("From visit to payment", STEPS))
    notes = [note.text() for note in only(html, "ol").css(".stat-note")]
    assert notes == [
        "each day",
        f"50 of 200 signed up (25{NBSP}%, 20 to 31)",
        "more than the step before",
    ]


def test_after_a_step_that_nobody_reached_there_is_nothing_to_share() -> None:
    made = funnel("Empty", (("Visits", 0, ""), ("Sign-ups", 0, "signed up")))
    assert [step.width for step in made.steps] == [0.0, 0.0]
    assert "nothing yet" in render('{% include "ui/funnel.html" %}', funnel=made)


@given(st.lists(st.integers(0, 10**9), max_size=6))
def test_no_step_is_wider_than_the_box(counts: list[int]) -> None:
    made = funnel("Any", ((str(n), n, "") for n in counts))
    assert all(0 <= step.width <= 100 for step in made.steps)


def test_a_small_cohort_is_told_in_counts_and_a_large_one_in_per_cent() -> None:
    made = cohorts("Back", (("2 Nov", 40, (20, 1)), ("9 Nov", 3, (2,)), ("16 Nov", 9, ())))
    assert made.heads == ("1", "2")
    assert [(row.size, [cell.text for cell in row.cells], row.missing) for row in made.rows] == [
        ("40", ["50", "3"], 0),
        ("3", ["2 of 3"], 1),
        ("9", [], 2),
    ]
    assert made.rows[0].cells[0].says == f"20 of 40 were back (50{NBSP}%, 35 to 65)"


def test_the_shade_grows_with_the_share() -> None:
    made = cohorts("Back", (("2 Nov", 100, (0, 1, 20, 21, 99, 100)),))
    assert [cell.shade for cell in made.rows[0].cells] == [0, 1, 1, 2, 5, 5]


def test_every_row_of_a_table_of_cohorts_is_as_long_as_its_head() -> None:
    made = cohorts("Back", (("2 Nov", 40, (20, 1, 0)), ("9 Nov", 3, ())))
    html = render('{% include "ui/cohorts.html" %}', cohorts=made)
    lengths = {
        sum(int(cell.attributes.get("colspan") or 1) for cell in row.css("th, td"))
        for row in only(html, "table").css("tr")
    }
    assert lengths == {5}
