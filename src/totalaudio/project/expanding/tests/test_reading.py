"""What is pending in a database is read without changing it, and what came after a release is told."""

import sys
import types
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from pytest_django import DjangoDbBlocker
from tests.support.database import Urls

from totalaudio.project.expanding import collecting, reading, released
from totalaudio_ops.deploys.expanding import lint


def code(apps: object, editor: object) -> None:
    raise AssertionError("reading runs nothing")


class Changes(migrations.Migration):
    """Something of everything that a migration of Django can do."""

    dependencies = [("intel", "0002_runs_say_why")]
    operations = [
        migrations.AddField("run", "mood", models.TextField(default="")),
        migrations.AddField("run", "pace", models.TextField(db_default="")),
        migrations.RemoveField("run", "problem"),
        migrations.RunPython(code),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL("TRUNCATE intel_run")]
        ),
        migrations.AddIndex("run", models.Index(fields=["mood"], name="intel_run_mood")),
        migrations.CreateModel("Fresh", [("id", models.BigAutoField(primary_key=True))]),
        migrations.AddIndex("fresh", models.Index(fields=["id"], name="intel_fresh_id")),
    ]


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A release with one more migration than its database has had."""
    module = types.ModuleType("totalaudio.intel.migrations.0003_changes")
    module.__file__ = __file__
    module.Migration = Changes  # type: ignore[attr-defined]  # a module is what is put into it
    monkeypatch.setitem(sys.modules, module.__name__, module)
    load = MigrationLoader.load_disk

    def with_one_more(self: MigrationLoader) -> None:
        load(self)
        self.disk_migrations["intel", "0003_changes"] = Changes("0003_changes", "intel")

    monkeypatch.setattr(MigrationLoader, "load_disk", with_one_more)


@pytest.fixture(autouse=True)
def may_connect(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


def test_a_database_that_has_everything_needs_nothing(fresh_database: Urls) -> None:
    found = reading.read_pending(fresh_database.owner)
    assert (found.pending, found.report.findings) == ((), ())


@pytest.mark.usefixtures("changed")
def test_every_step_is_written_out_and_none_of_them_run(fresh_database: Urls) -> None:
    found = reading.read_pending(fresh_database.owner)
    assert found.pending == ("intel.0003_changes",)
    assert [one.rule for one in found.report.findings] == [
        "drop-default",
        "drop-column",
        "unread",
        "truncate",
        "index",
    ]
    harm = found.report.findings[2].harm
    assert harm == "The code of Raw Python operation does what cannot be read from it."
    with psycopg.connect(fresh_database.owner) as owner:
        columns = owner.execute(
            "SELECT count(*) FROM pg_attribute WHERE attrelid = 'intel_run'::regclass"
            " AND attname IN ('mood', 'pace', 'problem')"
        ).fetchone()
    assert columns == (1,)


def test_files_of_operations_come_after_them(fresh_database: Urls) -> None:
    with psycopg.connect(fresh_database.owner) as owner:
        owner.execute("DELETE FROM ops.migrations WHERE name IN ('0008_probes', '0009_deploys')")
    found = reading.read_pending(fresh_database.owner)
    assert found.pending == ("ops.0008_probes", "ops.0009_deploys")
    assert {one.file for one in found.report.findings} <= {
        "src/totalaudio_ops/schema/sql/0008_probes.sql"
    }


def test_a_file_of_an_app_is_named_with_its_own_lines(fresh_database: Urls) -> None:
    with collecting.connected(fresh_database.owner) as connection:
        collecting_of = MigrationLoader(connection).graph.nodes
        step = collecting_of["accounts", "0005_keys_end"]
        scripts = list(collecting.scripts(connection, [step]))
    assert [one.file for one in scripts] == ["src/totalaudio/core/accounts/sql/0005_keys_end.sql"]
    assert [(one.line, one.rule) for one in lint(scripts).findings] == [
        (2, "row-security"),
        (4, "row-security"),
    ]


def test_what_is_released_is_all_that_there_was_and_nothing_else() -> None:
    known, everything = released.read(), reading.all_names()
    assert known <= everything
    assert "ops.0009_deploys" not in known


def test_the_list_says_what_was_written(tmp_path: Path) -> None:
    file = tmp_path / "released.txt"
    released.write({"intel.0002_b", "intel.0001_a"}, file)
    assert file.read_text().endswith("\nintel.0001_a\nintel.0002_b\n")
    assert released.read(file) == {"intel.0001_a", "intel.0002_b"}


def test_a_revision_has_its_own_migrations_and_the_libraries_of_the_last_release() -> None:
    known = {"auth.0001_initial", "ops.0099_later", "intel.0099_later"}
    found = released.at("HEAD", known)
    assert "auth.0001_initial" in found
    assert {"intel.0001_initial", "ops.0001_ground"} <= found
    assert not found & {"ops.0099_later", "intel.0099_later"}
