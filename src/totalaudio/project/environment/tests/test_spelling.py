"""A name that is nearly a setting's is found; other programs' names are left alone."""

import pytest

from totalaudio.project.environment.spelling import misspelt


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("STRIPE_SECRETKEY", "STRIPE_SECRET_KEY"),
        ("SECRETKEY", "SECRET_KEY"),
        ("DATABASE_SYS_URL", "DATABASE_SYSTEM_URL"),
        ("STRIPE_WEBHOOK_SECRET_PREV", "STRIPE_WEBHOOK_SECRET_PREVIOUS"),
        ("EMAIL_URI", "EMAIL_URL"),
        ("ENVIROMENT", "ENVIRONMENT"),
        ("PUBLICURL", "PUBLIC_URL"),
    ],
)
def test_a_misspelt_name_is_told_the_right_one(typed: str, meant: str) -> None:
    assert [str(fault) for fault in misspelt([typed])] == [
        f"{typed}: is not known; did you mean {meant}?"
    ]


def test_what_other_programs_read_is_left_alone() -> None:
    theirs = ["HOSTNAME", "PATH", "HOSTS", "PORTS", "GOOGLE_APPLICATION_CREDENTIALS", "DATA_DIR"]
    ours = ["SECRET_KEY", "database_url", "DATABASE_APP_URL", "PG_BINDIR", "STRIPE_PUBLISHABLE_KEY"]
    assert list(misspelt([*theirs, *ours])) == []
