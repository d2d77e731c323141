"""How the product reaches its database, and how long it waits for one that is gone without a word."""

import psycopg
from tests.support.database import Urls

from totalaudio.project.databases import database


def test_an_address_is_taken_apart_and_what_it_says_itself_wins() -> None:
    found = database("postgresql://us:p@db.example:6432/tap?sslmode=require&connect_timeout=3")
    assert {name: found[name] for name in ("HOST", "PORT", "NAME", "USER", "PASSWORD")} == {
        "HOST": "db.example",
        "PORT": "6432",
        "NAME": "tap",
        "USER": "us",
        "PASSWORD": "p",
    }
    assert found["OPTIONS"] == {
        "sslmode": "require",
        "connect_timeout": "3",
        "keepalives_idle": "15",
        "keepalives_interval": "5",
        "keepalives_count": "3",
        "tcp_user_timeout": "10000",
    }


def test_the_server_lets_go_of_every_role_whose_machine_is_gone(db: Urls) -> None:
    with psycopg.connect(db.admin) as connection:
        found = connection.execute(
            "SELECT r.rolname, line FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole,"
            " unnest(setconfig) AS line WHERE line LIKE 'tcp%' AND s.setdatabase ="
            " (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY 1, 2"
        ).fetchall()
    assert found == [
        (f"totalaudio_{role}", line)
        for role in ("app", "owner", "system")
        for line in (
            "tcp_keepalives_count=3",
            "tcp_keepalives_idle=15s",
            "tcp_keepalives_interval=5s",
            "tcp_user_timeout=30s",
        )
    ]
