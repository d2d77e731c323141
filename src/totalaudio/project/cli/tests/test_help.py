"""Help reads well at any width."""

import pytest

from totalaudio.project.cli.app import flowing, run


def test_paragraphs_are_broken_by_the_terminal_and_not_by_the_code() -> None:
    written = (
        "Say it.\n\nOne line of\na paragraph.\nIn JSON: ok,\nproblems.\n\nExample: ./totalaudio say"
    )
    assert flowing(written) == (
        "Say it.\n\nOne line of a paragraph.\nIn JSON: ok, problems.\n\nExample: ./totalaudio say"
    )


def test_lists_and_what_is_indented_stay_as_they_are() -> None:
    written = "Say it:\n- one\n- two\n  and more"
    assert flowing(written) == written


@pytest.mark.parametrize(
    ("words", "usage"),
    [
        (("site", "run"), "totalaudio site run [OPTIONS] COMMAND [ARGS]..."),
        (("site", "check"), "totalaudio site check [OPTIONS]"),
    ],
)
def test_usage_names_the_command_that_is_typed_behind_one(
    words: tuple[str, ...], usage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run([*words, "--help"])
    [line] = [one for one in capsys.readouterr().out.splitlines() if "Usage:" in one]
    assert line.strip(" \n") == f"Usage: {usage}"
