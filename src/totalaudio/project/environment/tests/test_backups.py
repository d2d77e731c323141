"""Settings of backups are refused before they would fail in the night."""

import pytest

from totalaudio.project.environment import App, Stage
from totalaudio.project.environment.reading import faults_for

AGE = "age1" + "q" * 58


def faults(**variables: str) -> list[tuple[str, str]]:
    return faults_in(Stage.DEVELOPMENT, **variables)


def faults_in(stage: Stage, **variables: str) -> list[tuple[str, str]]:
    found = faults_for(App.WORKER, stage, variables)
    return [(one.name, one.wrong) for one in found if one.name.startswith("BACKUP_")]


def test_nothing_has_to_be_set() -> None:
    assert faults() == []
    assert faults_in(Stage.PRODUCTION) == []


def test_what_is_right_is_taken() -> None:
    right = {
        "backup_store": "s3://bucket/prefix",
        "backup_s3_access_key_id": "id",
        "backup_s3_secret_access_key": "secret",
        "backup_recipients": f"{AGE}, {AGE}",
        "backup_signing_key": "x" * 16,
        "backup_keep": "7d,4w,12m",
        "backup_keep_days": "14",
    }
    assert faults(**right) == []
    assert faults(backup_store="/var/backups") == []


@pytest.mark.parametrize(
    ("name", "value", "wrong"),
    [
        ("backup_store", "ftp://example.com", "is no place for backups"),
        ("backup_store", "s3://", "is no place for backups"),
        ("backup_recipients", "age1short", "is not a list of age keys"),
        ("backup_recipients", "AGE-SECRET-KEY-1QQ", "is not a list of age keys"),
        ("backup_signing_key", "short", "is too short"),
        ("backup_keep", "7 days", "is not a rule"),
        ("backup_keep_days", "0", "cannot be read"),
        ("backup_keep_days", "many", "cannot be read"),
    ],
)
def test_what_cannot_be_right_is_named(name: str, value: str, wrong: str) -> None:
    assert faults(**{name: value}) == [(name.upper(), wrong)]


def test_half_a_pair_of_keys_is_named() -> None:
    assert faults(backup_s3_access_key_id="id") == [
        ("BACKUP_S3_SECRET_ACCESS_KEY", "is missing, and BACKUP_S3_ACCESS_KEY_ID is set")
    ]
    assert faults(backup_s3_secret_access_key="secret") == [
        ("BACKUP_S3_ACCESS_KEY_ID", "is missing, and BACKUP_S3_SECRET_ACCESS_KEY is set")
    ]


def test_real_people_s_data_leaves_the_machine_encrypted() -> None:
    assert faults_in(Stage.PRODUCTION, backup_store="s3://bucket") == [
        ("BACKUP_RECIPIENTS", "is missing, and BACKUP_STORE is elsewhere")
    ]
    assert faults_in(Stage.PRODUCTION, backup_store="s3://bucket", backup_recipients=AGE) == []
