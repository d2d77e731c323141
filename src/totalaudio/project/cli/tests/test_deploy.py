"""`totalaudio deploy`, `rollback`, `promote` and `deployments`, on a place in memory and the test's database."""

import json
import shutil
from pathlib import Path

import psycopg
import pytest

from totalaudio.project.cli import deploy_gate
from totalaudio.project.cli.tests.desk import Desk, Say
from totalaudio.project.platform.places import ROOT
from totalaudio_ops.deploys.checks import check_migrations
from totalaudio_ops.problems import Problem

APP = ("tracker", "--env", "production")


def test_a_deploy_tells_its_steps_and_how_it_ended(desk: Desk, say: Say) -> None:
    status, out, err = say("deploy", *APP, "--watch", "0")
    lines = err.splitlines()
    assert (status, out) == (0, "Kept. It serves.\n")
    assert lines[0].startswith("Deploy of Tracker ")
    assert [line.split()[0] for line in lines[1:]] == [
        *("gate", "build", "migrate", "start", "check", "switch", "watch", "keep"),
    ]
    assert "budget: Development lets everything through." in lines[1].replace("Budget", "budget")
    assert desk.rows() == [("deploy", desk.git("rev-parse", "HEAD"), "kept")]


def test_its_answer_in_json_has_the_documented_keys(desk: Desk, say: Say) -> None:
    status, out, _ = say("deploy", *APP, "--watch", "0", "--change", "fix", "--json")
    found = json.loads(out)
    assert status == 0
    assert set(found) == {
        *("id", "kind", "app", "environment", "target", "commit", "version", "change", "by", "incident_ref"),
        *("override_reason", "started_at", "finished_at", "seconds", "outcome", "said", "steps"),
    }  # fmt: skip
    assert (found["outcome"], found["by"], found["change"]) == ("kept", "olive", "fix")
    assert set(found["steps"][0]) == {"step", "at", "seconds", "done", "said"}


def test_a_plan_does_nothing_and_says_what_the_gate_would(desk: Desk, say: Say) -> None:
    status, out, _ = say("deploy", *APP, "--plan")
    assert status == 0
    assert out.startswith(f"1. Release {desk.git('rev-parse', 'HEAD')[:12]} is built.\n")
    assert [line.split()[:2] for line in out.splitlines()[-5:]] == [
        ["go", name] for name in ("budget", "settings", "migrations", "checkout", "checks")
    ]
    assert (desk.place.calls, desk.rows(), (desk.site / "journal").exists()) == ([], [], False)
    with psycopg.connect(desk.db.system) as connection:
        assert connection.execute("SELECT count(*) FROM ops.gate_answers").fetchone() == (0,)


def test_a_plan_ends_with_1_where_the_gate_would_refuse_and_names_everything(
    desk: Desk, say: Say
) -> None:
    desk.commit(is_green=False)
    (desk.checkout / "left.txt").write_text("x")
    desk.is_away = True
    status, out, _ = say("deploy", *APP, "--plan", "--json")
    gate = json.loads(out)["gate"]
    assert status == 1
    assert [one["check"] for one in gate if not one["let_through"]] == [
        *("budget", "checkout", "checks"),
    ]


def test_a_refused_deploy_says_all_reasons_and_ends_with_1(desk: Desk, say: Say) -> None:
    commit = desk.commit(is_green=False)
    (desk.checkout / "left.txt").write_text("x")
    status, out, _ = say("deploy", *APP)
    assert status == 1
    assert out == (
        "Refused. Checkout: The checkout has changes beside its commit (left.txt): commit or remove them. "
        f"checks: No checks are known to have passed on {commit[:12]}: run .ci/run on a clean checkout of it. "
        "Nothing was changed.\n"
    )
    assert (desk.place.calls, desk.rows()) == ([], [("deploy", commit, "refused")])


def test_without_the_database_a_deploy_needs_a_reason_and_is_copied_later(
    desk: Desk, say: Say
) -> None:
    desk.is_away = True
    status, out, _ = say("deploy", *APP, "--watch", "0")
    assert (status, desk.place.active) == (1, None)
    assert "The budget cannot be asked: the database did not answer" in out
    status, _, err = say("deploy", *APP, "--watch", "0", "--override", "It is the database's fix")
    assert status == 0
    assert "Let through by override: It is the database's fix." in err
    assert (
        "Not copied to the database yet, the next command does: the database did not answer" in err
    )
    desk.is_away = False
    desk.commit()
    assert say("deploy", *APP, "--watch", "0")[0] == 0
    assert [row[2] for row in desk.rows()] == ["refused", "kept", "kept"]


def test_an_override_never_passes_by_the_checkout(desk: Desk, say: Say) -> None:
    (desk.checkout / "left.txt").write_text("x")
    status, out, _ = say("deploy", *APP, "--override", "Now")
    assert status == 1
    assert out.startswith("Refused. Checkout: ")


def test_a_reason_is_kept_without_what_a_terminal_or_a_file_would_stumble_over(
    desk: Desk, say: Say
) -> None:
    reason = "red \x1b[31m\nKept.\x07 \udcff end"
    code, out, _ = say(
        "deploy", *APP, "--watch", "0", "--override", reason, "--incident", "\t2026-01\n", "--json"
    )
    told = json.loads(out)
    found = (code, told["override_reason"], told["incident_ref"])
    assert found == (0, "red [31m Kept. end", "2026-01")


def test_pending_migrations_are_asked_once_something_serves(
    desk: Desk, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deploy_gate, "check_migrations", check_migrations)
    first = say("deploy", *APP, "--watch", "0")[2]
    assert "Nothing serves in production yet, so no migration can break it." in first
    desk.commit()
    assert "No migration is pending." in say("deploy", *APP, "--watch", "0")[2]


def test_a_pending_migration_that_breaks_what_serves_is_refused_whatever_is_said(
    desk: Desk, say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The short form of tests/deploys/test_migrations_at_the_gate.py: the release's own code reads the database."""
    monkeypatch.setattr(deploy_gate, "check_migrations", check_migrations)
    assert say("deploy", *APP, "--watch", "0")[0] == 0
    calls = [*desk.place.calls]
    desk.release = with_migration(tmp_path / "release", "DROP TABLE ops.happenings;\n")
    desk.commit()
    words = ("--watch", "0", "--override", "It must go out", "--contract")
    status, out, _ = say("deploy", *APP, *words)
    assert status == 1
    assert out.startswith(
        "Refused. Migrations: Pending migrations would break the running release: "
    )
    assert "0099_drop.sql:1: This takes away what the release before uses." in out
    assert (desk.place.calls, desk.rows()[-1][2]) == (calls, "refused")


def with_migration(release: Path, sql: str) -> Path:
    """This checkout once more, with one migration of operations more than it has."""
    ours, source = release / "src" / "totalaudio_ops", ROOT / "src"
    ours.mkdir(parents=True)
    (release / "src" / "totalaudio").symlink_to(source / "totalaudio")
    for one in (source / "totalaudio_ops").iterdir():
        if one.name != "schema":
            (ours / one.name).symlink_to(one)
    shutil.copytree(source / "totalaudio_ops" / "schema", ours / "schema")
    (ours / "schema" / "sql" / "0099_drop.sql").write_text(sql)
    return release


def test_a_new_database_has_no_budget_that_could_refuse(desk: Desk, say: Say) -> None:
    with psycopg.connect(desk.db.admin, autocommit=True) as connection:
        connection.execute("ALTER SCHEMA ops RENAME TO elsewhere")
    try:
        assert "Nothing was counted there yet." in say("deploy", *APP, "--plan")[1]
    finally:
        with psycopg.connect(desk.db.admin, autocommit=True) as connection:
            connection.execute("ALTER SCHEMA elsewhere RENAME TO ops")


def test_going_back_works_without_gate_and_database(desk: Desk, say: Say) -> None:
    first = desk.git("rev-parse", "HEAD")
    say("deploy", *APP, "--watch", "0")
    desk.commit()
    say("deploy", *APP, "--watch", "0")
    desk.is_away = True
    (desk.checkout / "left.txt").write_text("x")
    status, out, _ = say("rollback", *APP, "--plan")
    assert (status, f"({first[:12]}) is started beside" in out) == (0, True)
    status, out, err = say("rollback", *APP)
    assert (status, out) == (0, "Kept. It serves.\n")
    assert [line.split()[0] for line in err.splitlines()[1:5]] == [
        "start",
        "check",
        "switch",
        "keep",
    ]
    assert desk.place.running == {desk.place.active: first[:12]}


def test_nothing_to_go_back_to_is_said(desk: Desk, say: Say) -> None:
    with pytest.raises(Problem, match="has no version that was kept before"):
        say("rollback", *APP)


def test_what_preview_serves_is_promoted_through_the_gate(desk: Desk, say: Say) -> None:
    commit = desk.git("rev-parse", "HEAD")
    with pytest.raises(Problem, match="serves nothing in preview"):
        say("promote", "tracker")
    say("deploy", "tracker", "--env", "preview", "--watch", "0")
    desk.place.preview = commit[:12]
    desk.commit(is_green=False)
    assert (
        say("promote", "tracker", "--plan")[0] == 0
    )  # the commit of preview is green, whatever is here now
    status, out, err = say("promote", "tracker", "--watch", "0")
    assert (status, out) == (0, "Kept. It serves.\n")
    assert err.startswith(f"Promotion of Tracker 0.1.0 ({commit[:12]}) to production\n")
    assert desk.rows()[-1] == ("promote", commit, "kept")


def test_a_commit_that_is_not_there_is_named(say: Say) -> None:
    with pytest.raises(Problem, match="'nowhere' names no commit"):
        say("deploy", *APP, "--commit", "nowhere")


def test_deploys_are_listed_from_the_journal_newest_first(desk: Desk, say: Say) -> None:
    assert say("deployments")[1].startswith("Nothing was deployed so far: ./totalaudio deploy")
    for _ in range(2):
        say("deploy", *APP, "--watch", "0")
        desk.commit()
    say("deploy", "tracker", "--env", "preview", "--watch", "0")
    listed = say("deployments")[1].splitlines()
    assert [line.split()[2] for line in listed] == ["preview", "production", "production"]
    assert len(say("deployments", "--env", "production", "--number", "1")[1].splitlines()) == 1
    assert json.loads(say("deployments", "--app", "worker", "--json")[1]) == []
    name = listed[1].split()[-1]
    shown = say("deployments", name)[1]
    assert shown.splitlines()[0] == listed[1]
    assert "switch" in shown
    assert json.loads(say("deployments", name, "--json")[1])["steps"][-1]["step"] == "keep"
    with pytest.raises(Problem, match="there is no deploy 'never'"):
        say("deployments", "never")
