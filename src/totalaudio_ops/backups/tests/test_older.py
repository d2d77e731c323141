"""Rights that an older server does not know are set apart."""

import pytest

from totalaudio_ops.backups.older import known_to_older

_IF_NEW = "DO 'BEGIN IF pg_catalog.current_setting(''server_version_num'')::int >= 170000 THEN {} END IF; END';"


@pytest.mark.parametrize(
    ("statement", "older", "newer"),
    [
        (
            'GRANT SELECT,MAINTAIN,UPDATE ON TABLE a."b c" TO d;',
            'GRANT SELECT,UPDATE ON TABLE a."b c" TO d;\n',
            'GRANT MAINTAIN ON TABLE a."b c" TO d;',
        ),
        ("REVOKE MAINTAIN ON TABLE a.b FROM d;", "", "REVOKE MAINTAIN ON TABLE a.b FROM d;"),
        (
            "ALTER DEFAULT PRIVILEGES FOR ROLE o GRANT SELECT,MAINTAIN ON TABLES TO d;",
            "ALTER DEFAULT PRIVILEGES FOR ROLE o GRANT SELECT ON TABLES TO d;\n",
            "ALTER DEFAULT PRIVILEGES FOR ROLE o GRANT MAINTAIN ON TABLES TO d;",
        ),
    ],
)
def test_the_right_to_maintain_is_in_a_statement_of_its_own(
    statement: str, older: str, newer: str
) -> None:
    lines = "GRANT ALL ON TABLE a.x TO y;\n{}\nREVOKE ALL ON TABLE a.x FROM z;\n"
    assert known_to_older(lines.format(statement)) == lines.format(older + _IF_NEW.format(newer))


@pytest.mark.parametrize(
    "text", ["", "GRANT ALL ON TABLE a.b TO c;", 'GRANT SELECT ON TABLE a."MAINTAIN ON" TO c;']
)
def test_everything_else_stays(text: str) -> None:
    assert known_to_older(text) == text
