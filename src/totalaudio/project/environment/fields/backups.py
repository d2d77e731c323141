"""Where backups are kept, how they are encrypted and signed, and for how long."""

from typing import Annotated

from pydantic import BaseModel, Field, SecretStr

from ..words import App
from .about import About


class Backups(BaseModel):
    """The settings of backups."""

    backup_store: Annotated[
        str,
        About(
            "Where backups are kept: a folder, or s3://bucket/prefix. The folder backups in DATA_DIR when unset, which"
            " is lost with the disk.",
            "s3://backups.example.com/totalaudio",
            apps=frozenset({App.WORKER}),
        ),
    ] = ""
    backup_s3_endpoint: Annotated[
        str,
        About(
            "Backups: the address of an S3-compatible store; that of AWS when unset.",
            "https://s3.example.com",
            apps=frozenset({App.WORKER}),
        ),
    ] = ""
    backup_s3_region: Annotated[
        str,
        About("Backups: the region of the bucket.", "eu-west-2", apps=frozenset({App.WORKER})),
    ] = ""
    backup_s3_access_key_id: Annotated[
        SecretStr | None,
        About(
            "Backups: the id of the key that may write there.",
            "id-of-the-key",
            apps=frozenset({App.WORKER}),
            is_kept_from_others=True,
        ),
    ] = None
    backup_s3_secret_access_key: Annotated[
        SecretStr | None,
        About(
            "Backups: the secret of that key.",
            "secret-of-the-key",
            apps=frozenset({App.WORKER}),
            is_kept_from_others=True,
        ),
    ] = None
    backup_s3_path_style: Annotated[
        bool,
        About(
            "Backups: whether the bucket stands in the path of the address and not in its host.",
            "false",
            apps=frozenset({App.WORKER}),
        ),
    ] = False
    backup_recipients: Annotated[
        str,
        About(
            "Backups are encrypted to these age keys, with commas between; not at all when unset.",
            "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq",
            apps=frozenset({App.WORKER}),
        ),
    ] = ""
    backup_identity_file: Annotated[
        str,
        About(
            "The file with the private age key: to verify and restore encrypted backups, never to make them.",
            "/run/secrets/backup-key.txt",
            apps=frozenset({App.WORKER}),
        ),
    ] = ""
    backup_signing_key: Annotated[
        SecretStr | None,
        About(
            "Signs what each backup says of itself; with it set, one that is signed otherwise is refused.",
            "write-here-32-random-characters",
            "set it to at least 16 random characters",
            apps=frozenset({App.WORKER}),
            is_kept_from_others=True,
        ),
    ] = None
    backup_keep_days: Annotated[
        int,
        Field(ge=1, le=3650),
        About(
            "For how many days backups are kept; the newest verified one always is.",
            "30",
            "set it to a number from 1 to 3650",
            apps=frozenset({App.WORKER}),
        ),
    ] = 30
    backup_keep: Annotated[
        str,
        About(
            "In place of BACKUP_KEEP_DAYS: of how many days, weeks and months the last backup each is kept.",
            "7d,4w,12m",
            apps=frozenset({App.WORKER}),
        ),
    ] = ""
