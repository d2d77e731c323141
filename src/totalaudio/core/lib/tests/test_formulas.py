from hypothesis import example, given
from hypothesis import strategies as st

from totalaudio.core.lib.formulas import formula_safe, without_quote


@given(st.text())
@example("'=1")
@example("''=1")
@example("＝1")
@example("'")
@example("don't")
def test_what_was_made_safe_comes_back_as_it_was(text: str) -> None:
    assert without_quote(formula_safe(text)) == text


@given(st.text())
@example("\t=1")
def test_nothing_that_was_made_safe_begins_a_formula(text: str) -> None:
    assert formula_safe(text)[:1] not in set("=+-@\t\r\n＝＋－＠")


def test_plain_words_stay_as_they_are() -> None:
    assert [formula_safe(text) for text in ("Zoë", "'90s FM", "a=b", "")] == [
        "Zoë",
        "'90s FM",
        "a=b",
        "",
    ]
