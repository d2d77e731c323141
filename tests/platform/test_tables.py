"""Tables in documents: written from the declarations, and a document that says something else is found."""

from pathlib import Path

import pytest
import typer

from totalaudio.project.cli import tables
from totalaudio_ops.problems import Problem

HEAD = "# A document\n\n<!-- table: colours -->\n"
TAIL = "<!-- end of table -->\n\nThe end.\n"


def colours() -> list[str]:
    return tables.table(("colour", "of"), ("blue", "Audio Intel"), ("teal | green", "Tracker"))


@pytest.fixture
def document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tables, "ROOT", tmp_path)
    monkeypatch.setattr(tables, "TABLES", {"colours": f"{__name__}:colours"})
    file = tmp_path / "COLOURS.md"
    file.write_text(f"{HEAD}old{TAIL}", encoding="utf-8")
    return file


def test_a_table_is_written_and_the_rest_stays(document: Path) -> None:
    tables.tables(check=False)
    assert document.read_text("utf-8") == (
        f"{HEAD}\n| colour | of |\n| --- | --- |\n| blue | Audio Intel |\n| teal \\| green | Tracker |\n\n{TAIL}"
    )
    tables.tables(check=True)


def test_a_table_that_is_out_of_date_is_named(
    document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit):
        tables.tables(check=True)
    assert capsys.readouterr().out == (
        "a table in COLOURS.md is out of date: run ./totalaudio tables.\n"
    )
    assert "old" in document.read_text("utf-8")


def test_a_table_that_nobody_declares_is_a_clear_error(document: Path) -> None:
    document.write_text("<!-- table: sounds -->\n<!-- end of table -->", encoding="utf-8")
    with pytest.raises(Problem, match="asks for the table sounds, which is not declared"):
        tables.tables(check=True)
