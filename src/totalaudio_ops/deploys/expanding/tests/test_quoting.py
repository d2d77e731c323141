"""No quoting hides a statement or makes one, and of what only expands nothing is said."""

from hypothesis import given, settings
from hypothesis import strategies as st

from totalaudio_ops.deploys.expanding import Script, lint

DROP = "DROP TABLE thing"


def rules(text: str) -> list[tuple[int, str]]:
    return [(one.line, one.rule) for one in lint([Script("a.sql", text)]).findings]


hostile = st.text("'\"$;-/*\\ \nabDROPTABLEthing:é€😀", max_size=25)
tags = st.sampled_from(["$$", "$a$", "$_x$"])


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def escaped(text: str) -> str:
    return "E'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def in_comment(text: str) -> str:
    return (
        "/* " + text.replace("/*", "").replace("*/", "").replace("*", "").replace("/", "") + " */"
    )


@settings(deadline=None, max_examples=60)  # each asks squawk
@given(hostile, hostile, hostile, tags)
def test_no_quoting_hides_a_statement_or_makes_one(a: str, b: str, c: str, tag: str) -> None:
    dollars = f"{tag}{b.replace('$', '')}{tag}"
    harmless = (
        f"INSERT INTO thing VALUES ({quoted(a)}, {escaped(b)}, {dollars}) {in_comment(c)}\n"
        f'; COMMENT ON COLUMN thing."{(c or "x").replace(chr(34), chr(34) * 2)}" IS {quoted(c)};\n'
        f"-- {a.replace(chr(10), ' ')}\n"
    )
    assert rules(harmless) == []
    line = harmless.count("\n") + 1
    assert rules(f"{harmless}{DROP};") == [(line, "drop")]


words = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
columns = st.sampled_from(
    [
        "text",
        "integer",
        "text NOT NULL DEFAULT ''",
        "jsonb DEFAULT '{}'",
        "timestamptz DEFAULT now()",
    ]
)


@st.composite
def expanding(draw: st.DrawFn) -> str:
    table, column = f"t_{draw(words)}", f"c_{draw(words)}"
    return draw(
        st.sampled_from(
            [
                f"CREATE TABLE new_{table} ({column} {draw(columns)}); CREATE INDEX ON new_{table} ({column});",
                f"ALTER TABLE {table} ADD COLUMN {column} {draw(columns)};",
                f"-- expands: it is never empty\nALTER TABLE {table} ADD CHECK ({column} IS NOT NULL) NOT VALID;",
                f"CREATE FUNCTION f_{column}_v1() RETURNS int LANGUAGE sql AS 'SELECT 1';",
                f"GRANT SELECT ON {table} TO totalaudio_app;",
                f"INSERT INTO {table} ({column}) VALUES ('DROP TABLE {table}');",
            ]
        )
    )


@settings(deadline=None, max_examples=60)  # each asks squawk
@given(st.lists(expanding(), max_size=6))
def test_of_what_only_expands_nothing_is_said(changes: list[str]) -> None:
    assert rules("\n".join(dict.fromkeys(changes))) == []
