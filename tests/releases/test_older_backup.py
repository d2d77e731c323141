"""A backup that an older release made is verified by this one: restored, migrated, and it answers."""

from pathlib import Path

import psycopg

from tests.support.database import Urls
from totalaudio.project.cli.backup_product import product
from totalaudio_ops.backups.folder_store import FolderStore
from totalaudio_ops.backups.making import Order, create
from totalaudio_ops.backups.opening import Keys
from totalaudio_ops.backups.s3_store import S3Settings
from totalaudio_ops.backups.stores import locate
from totalaudio_ops.backups.verifying import record_of, verify

# As the database was before deploys were recorded, and before runs said why they ended.
OLDER = """
DROP TRIGGER keep_unsent ON ops.notifications;
DROP FUNCTION ops.keep_unsent_v1();
REVOKE DELETE ON ops.notifications FROM totalaudio_system;
ALTER TABLE ops.notifications DROP COLUMN is_repeat, DROP COLUMN overtaken_at;
ALTER TABLE ops.mode_changes ALTER COLUMN budget_left SET NOT NULL;
DROP TABLE ops.objective_modes;
DROP TABLE ops.deployment_steps, ops.deployments;
DELETE FROM ops.migrations WHERE name >= '0009';
ALTER TABLE intel_run DROP COLUMN problem;
DELETE FROM django_migrations WHERE app = 'intel' AND name = '0002_runs_say_why';
"""


def test_a_backup_of_an_older_release_is_verified(fresh_database: Urls, tmp_path: Path) -> None:
    with psycopg.connect(fresh_database.owner) as owner:
        owner.execute(OLDER)
    archive = create(fresh_database.system, Order(FolderStore(tmp_path), "hand")).archive
    with psycopg.connect(fresh_database.system, autocommit=True) as system:
        known = record_of(system, archive)
    found = verify(locate(archive, S3Settings()), Keys(), product(), known)
    assert found.problems == ()


def test_a_backup_that_this_release_cannot_migrate_is_not_verified(
    fresh_database: Urls, tmp_path: Path
) -> None:
    with psycopg.connect(fresh_database.owner) as owner:
        owner.execute(OLDER + "ALTER TABLE intel_run ADD COLUMN problem integer;")
    archive = create(fresh_database.system, Order(FolderStore(tmp_path), "hand")).archive
    found = verify(locate(archive, S3Settings()), Keys(), product(), None)
    assert len(found.problems) == 1
    assert "The migrations of this release do not run on the restored database" in found.problems[0]
