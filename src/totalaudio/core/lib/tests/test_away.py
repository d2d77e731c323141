"""What can be waited for is told from what is a mistake, by what libpq, servers and poolers really say."""

from random import Random

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg.conninfo import make_conninfo

from totalaudio.core.lib.away import is_away

_AT = 'connection failed: connection to server at "192.0.2.1", port 5432 failed: '
NOW = [
    f"{_AT}Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?",
    f"{_AT}No route to host",
    f"{_AT}FATAL:  the database system is starting up",
    f"{_AT}FATAL:  the database system is shutting down",
    f"{_AT}FATAL:  the database system is not yet accepting connections\nDETAIL:  Consistent recovery state …",
    f'{_AT}FATAL:  database "house" is not currently accepting connections',
    f"{_AT}FATAL:  sorry, too many clients already",
    f"{_AT}FATAL:  remaining connection slots are reserved for roles with the SUPERUSER attribute",
    f"{_AT}FATAL:  server login has been failing, connect failed (server_login_retry)",
    f"{_AT}server closed the connection unexpectedly",
    "connection timeout expired",
    "failed to resolve host 'db.example': [Errno -3] Temporary failure in name resolution",
    'connection is bad: connection to server on socket "/run/pg/.s.PGSQL.5432" failed: No such file or directory',
]
FOR_GOOD = [
    f'{_AT}FATAL:  password authentication failed for user "totalaudio_app"',
    f'{_AT}FATAL:  database "none" does not exist',
    f'{_AT}FATAL:  role "nobody" does not exist',
    f'{_AT}FATAL:  no pg_hba.conf entry for host "192.0.2.7", user "u", database "d", no encryption',
    f"{_AT}fe_sendauth: no password supplied",
    f"{_AT}server does not support SSL, but SSL was required",
    f'{_AT}could not open certificate file "/nowhere": No such file or directory',
    'connection is bad: connection to server on socket "/run/pg/.s.PGSQL.5432" failed: Permission denied',
]


@pytest.mark.parametrize("said", NOW)
def test_what_passes_is_waited_for(said: str) -> None:
    assert is_away(said)


@pytest.mark.parametrize("said", FOR_GOOD)
def test_what_somebody_has_to_mend_is_not(said: str) -> None:
    assert not is_away(said)


@given(
    st.lists(st.sampled_from(NOW), max_size=3),
    st.lists(st.sampled_from(FOR_GOOD), max_size=3),
    st.randoms(),
)
def test_of_several_addresses_one_mistake_is_enough(
    passing: list[str], mistakes: list[str], order: Random
) -> None:
    told = [*passing, *mistakes]
    if len(told) < 2:
        return
    order.shuffle(told)
    each = "\n".join(f"- host: 'h', port: '5432', hostaddr: None: {one}" for one in told)
    said = f"{told[-1]}\nMultiple connection attempts failed. All failures were:\n{each}"
    assert is_away(said) is not bool(mistakes)


@pytest.mark.parametrize(
    ("state", "waits"),
    [
        *((one, True) for one in ("08006", "08P01", "53300", "57P01", "57P03")),
        *((one, False) for one in ("57014", "28P01", "42501")),
    ],
)
def test_where_a_state_was_told_it_decides(state: str, *, waits: bool) -> None:
    assert is_away("was auch immer", state) is waits


def test_a_server_says_these_words(server: str) -> None:
    said = {}
    for name, changes in {
        "nobody": {"host": "127.0.0.1", "port": "1"},
        "elsewhere": {"host": "/tmp/no-such-folder"},
        "unknown": {"dbname": "no_such_database"},
        "several": {"host": "127.0.0.1,127.0.0.1", "port": "1,2"},
    }.items():
        with pytest.raises(psycopg.OperationalError) as error:
            psycopg.connect(make_conninfo(server, **changes))
        said[name] = is_away(str(error.value))
    assert said == {"nobody": True, "elsewhere": True, "unknown": False, "several": True}
