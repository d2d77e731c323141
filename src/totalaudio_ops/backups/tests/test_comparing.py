"""Each thing that was changed is one clear sentence."""

from collections.abc import Iterator

import psycopg
import pytest
from tests.support.database import Urls

from totalaudio_ops.backups.comparing import differences
from totalaudio_ops.backups.facts import Facts, Rows, read_facts
from totalaudio_ops.backups.tests.odd import facts_at, odd_house

ODD = '"Odd ""one"" ü"'


@pytest.fixture(scope="module")
def house() -> Iterator[Urls]:
    with odd_house() as urls:
        yield urls


@pytest.fixture(scope="module")
def wanted(house: Urls) -> Facts:
    return facts_at(house.admin)


LATE = (
    "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON totalaudio.quick DEFERRABLE"
    " INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION totalaudio.seen();"
)
CHANGES = {
    f"DROP POLICY system ON {ODD}": [f"the policy system of totalaudio.{ODD} is missing"],
    f"ALTER POLICY migrations ON {ODD} TO PUBLIC": [
        (
            f"the policy migrations of totalaudio.{ODD} differs: it should be “permissive; for ALL; to "
            "totalaudio_owner; using true; check true” and is “permissive; for ALL; to PUBLIC; using true; check true”"
        )
    ],
    "ALTER TABLE sealed FORCE ROW LEVEL SECURITY": [
        "the row security of table totalaudio.sealed differs: it should be “on, not forced” and is “on, forced”"
    ],
    "GRANT DELETE ON sealed TO totalaudio_app": [
        "what totalaudio_app may do with table totalaudio.sealed should not be there: DELETE"
    ],
    "REVOKE USAGE ON SEQUENCE circle FROM totalaudio_app": [
        "what totalaudio_app may do with sequence totalaudio.circle is missing"
    ],
    "GRANT EXECUTE ON FUNCTION odd_body() TO PUBLIC": [
        "what PUBLIC may do with function totalaudio.odd_body() should not be there: EXECUTE"
    ],
    "REVOKE SELECT (n) ON heir FROM PUBLIC": [
        "what PUBLIC may do with column totalaudio.heir.n is missing"
    ],
    "ALTER TABLE sealed OWNER TO totalaudio_system": None,
    "ALTER PROCEDURE nothing_much OWNER TO totalaudio_system": None,
    "ALTER TABLE quick DISABLE TRIGGER late": [
        f"the trigger late of totalaudio.quick differs: it should be “{LATE} on” and is “{LATE} off”"
    ],
    "ALTER TABLE quick DISABLE TRIGGER ALL": None,
    "DROP TRIGGER unseen ON quick": ["the trigger unseen of totalaudio.quick is missing"],
    "ALTER FUNCTION odd_body() SECURITY INVOKER": None,
    "ALTER FUNCTION odd_body() RESET search_path": None,
    "ALTER SEQUENCE circle RESTART WITH 7": [
        "the position of sequence totalaudio.circle differs: it should be “7, used” and is “7, not used”"
    ],
    f"ALTER TABLE {ODD} ALTER id DROP IDENTITY": None,
    f"ALTER TABLE {ODD} ALTER \"select\" SET DEFAULT 'other'": None,
    f'ALTER TABLE {ODD} DROP CONSTRAINT "no ""zero"""': [
        f'the constraint "no ""zero""" of totalaudio.{ODD} is missing'
    ],
    "ALTER TABLE quick VALIDATE CONSTRAINT small": None,
    "ALTER TABLE quick DROP CONSTRAINT quick_owner_id_fkey": None,
    'DROP INDEX "odd index"': None,
    f"ALTER TABLE {ODD} ALTER length TYPE interval(3)": None,
    "COMMENT ON POLICY system ON sealed IS 'another'": [
        "the comment on policy system on table totalaudio.sealed differs: it should be “on a policy” and is “another”"
    ],
    "DROP VIEW odd_view": None,
    "ALTER VIEW odd_view RESET (security_invoker)": None,
    "CREATE TABLE more (n int)": None,
    "DROP TABLE heir": None,
    "DROP PUBLICATION told": ["the publication told is missing"],
    "ALTER EVENT TRIGGER watched DISABLE": None,
    'REVOKE "Auditor ""x""" FROM "auditors$roles$"': [
        'the membership of "auditors$roles$" in "Auditor ""x""" is missing'
    ],
    "ALTER ROLE totalaudio_app BYPASSRLS": [
        (
            "the role totalaudio_app differs: it should be “inherits, signs in” and is "
            "“inherits, signs in, passes by row security”"
        )
    ],
    "ALTER ROLE totalaudio_app IN DATABASE house RESET search_path": [
        "the setting search_path of totalaudio_app in this database is missing"
    ],
    "ALTER DEFAULT PRIVILEGES FOR ROLE totalaudio_owner GRANT SELECT ON TABLES TO totalaudio_app": [
        "what totalaudio_app may do with new tables of totalaudio_owner should not be there: SELECT"
    ],
    "GRANT TEMPORARY ON DATABASE house TO PUBLIC": [
        "what PUBLIC may do with the database should not be there: TEMPORARY"
    ],
    "DROP EXTENSION pg_trgm": ["the extension pg_trgm is missing"],
    "DELETE FROM parted WHERE n = 1": ["the table totalaudio.parted has 2 rows instead of 3"],
    "INSERT INTO no_columns DEFAULT VALUES": [
        "the table totalaudio.no_columns has 4 rows instead of 3"
    ],
    "UPDATE quick SET n = n + 1 WHERE n = 1": None,
    f"UPDATE {ODD} SET content = '\\x00ff5c2e0b' WHERE content = '\\x00ff5c2e0a'": [
        f"the table totalaudio.{ODD} has other contents in its 6 rows"
    ],
    f"UPDATE {ODD} SET \"select\" = '' WHERE \"select\" IS NULL": [
        f"the table totalaudio.{ODD} has other contents in its 6 rows"
    ],
    f"UPDATE {ODD} o SET day = p.day FROM {ODD} p WHERE (o.id = 7 AND p.id = 10) OR (o.id = 10 AND p.id = 7)": [
        f"the table totalaudio.{ODD} has other contents in its 6 rows"
    ],
    "UPDATE quick SET n = 8 WHERE n = 1; UPDATE quick SET n = 1 WHERE n = 8": [],  # only another place on the disk
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_found(house: Urls, wanted: Facts, change: str) -> None:
    with psycopg.connect(house.admin) as admin:
        admin.execute("SET search_path = totalaudio")
        admin.execute(change.encode())
        found = differences(wanted, read_facts(admin))
        admin.rollback()
    expected = CHANGES[change]
    if expected is None:
        assert found
    else:
        assert found == expected


def test_facts_are_the_same_when_nothing_changed(house: Urls, wanted: Facts) -> None:
    assert differences(wanted, facts_at(house.admin)) == []
    assert facts_at(house.admin).fingerprint() == wanted.fingerprint()


def facts(major: int, item: str, text: str) -> Facts:
    return Facts(major, {item: text}, {})


def test_servers_of_other_versions_write_views_in_their_own_way() -> None:
    before = facts(
        15,
        "definition of view a.v",
        " SELECT t.n,\n    x.m\n   FROM (a.t\n     JOIN a.x ON ((t.n = x.n)));",
    )
    after = facts(
        18,
        "definition of view a.v",
        " SELECT n,\n    x.m\n   FROM a.t\n     JOIN a.x ON t.n = x.n;",
    )
    assert differences(before, after) == []
    assert len(differences(Facts(18, before.items, {}), after)) == 1
    other = facts(
        18,
        "definition of view a.v",
        " SELECT n,\n    x.k\n   FROM a.t\n     JOIN a.x ON t.n = x.n;",
    )
    assert len(differences(before, other)) == 1


def test_a_table_without_its_rows_is_a_difference() -> None:
    whole = Facts(18, {}, {"a.t": Rows(1, "0" * 32)})
    empty = Facts(18, {}, {})
    assert differences(whole, empty) == ["the rows of the table a.t are missing"]
    assert differences(empty, whole) == ["the rows of the table a.t should not be there"]
