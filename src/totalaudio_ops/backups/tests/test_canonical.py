"""What PostgreSQL writes in two ways is one."""

from collections.abc import Iterator

import psycopg
import pytest

from totalaudio_ops.backups.canonical import canonical
from totalaudio_ops.backups.tests.odd import empty_house

_WRITTEN = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'one_of'"


@pytest.fixture(scope="module")
def house() -> Iterator[str]:
    with empty_house() as admin:
        yield admin


@pytest.mark.parametrize("members", [["a"], ["a", "it's", "x, y", ""], ["(ARRAY['a'", "')", "]"]])
def test_a_list_written_back_twice_is_the_same(house: str, members: list[str]) -> None:
    listed = ", ".join("'" + member.replace("'", "''") + "'" for member in members)
    with psycopg.connect(house) as admin:
        admin.execute("CREATE TEMPORARY TABLE kinds (kind varchar(20))")
        written = []
        check = f"CHECK (kind IN ({listed}, 'z'))"
        for _ in range(3):
            admin.execute(f"ALTER TABLE kinds ADD CONSTRAINT one_of {check}".encode())
            (row,) = admin.execute(_WRITTEN).fetchall()
            check = str(row[0])
            written.append(check)
            admin.execute("ALTER TABLE kinds DROP CONSTRAINT one_of")
        admin.rollback()
    assert written[0] != written[1], "PostgreSQL writes it in one way now"
    assert {canonical(check) for check in written} == {written[2]}


@pytest.mark.parametrize(
    "text",
    ["", "CHECK (n > 1)", "(ARRAY[a, b])::text[]", "ARRAY['a'::text]", "(ARRAY['a'::character varying])::bytea[]"],
)  # fmt: skip
def test_everything_else_stays(text: str) -> None:
    assert canonical(text) == text


def test_another_list_is_another_text() -> None:
    one, other = (
        f"(ARRAY['{x}'::character varying, 'b'::character varying])::text[]" for x in "ac"
    )
    assert canonical(one) != canonical(other)
