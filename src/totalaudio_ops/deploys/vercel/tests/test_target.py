"""Deploys to Vercel, from a commit to what people reach and back, against a stand-in of its API."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha1

import pytest

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.steps import Environment, Kind
from totalaudio_ops.deploys.targets import Observed, Place, Seen, Serving, Target
from totalaudio_ops.deploys.vercel import Vercel
from totalaudio_ops.problems import Problem

from .conftest import NOON, Bench
from .fake_projects import BIRTH, PROJECT

TRACKER, PRODUCTION = Deployable.TRACKER, Environment.PRODUCTION


def deployed(target: Vercel, bench: Bench, number: int = 1, commit: int = 0) -> None:
    order = bench.order(number, commit)
    target.build(order)
    target.start(order)
    target.switch(order)


def test_it_is_a_target(target: Vercel) -> None:
    as_target: Target = target
    assert as_target.name == "vercel"


def test_a_build_hands_in_what_the_apps_run_and_nothing_else(target: Vercel, bench: Bench) -> None:
    order = bench.order()
    assert target.build(order) == f"Vercel built {order.release} as dpl_1."
    made = bench.fake.deployments["dpl_1"]
    assert sorted(made["files"]) == [
        "deployables.toml",
        "pyproject.toml",
        "slos/tracker.yaml",
        "src/app/wsgi.py",
    ]
    assert bench.fake.files[made["files"]["src/app/wsgi.py"]] == b"application = 1\n"
    assert made["target"] == "production"
    assert made["meta"] == {
        "totalaudioOrder": "order-1",
        "totalaudioCommit": order.commit,
        "totalaudioApp": "tracker",
    }


def test_it_installs_exact_versions_without_what_no_web_app_uses(
    target: Vercel, bench: Bench
) -> None:
    target.build(bench.order())
    text = bench.fake.files[bench.fake.deployments["dpl_1"]["files"]["pyproject.toml"]]
    assert text.decode() == (
        '[project]\nname = "one"\nversion = "0"\nrequires-python = ">=3.12"\n'
        'dependencies = ["django==6.1.1", "psycopg[binary]==3.3.1 ; sys_platform != \'win32\'"]\n\n'
        '[tool.vercel]\nentrypoint = "src.app.wsgi:application"\n'
    )


def test_files_that_vercel_has_are_not_handed_in_again(target: Vercel, bench: Bench) -> None:
    target.build(bench.order())
    first = bench.fake.count("POST", "/v2/files")
    target.build(bench.order(2, commit=1))
    assert (first, bench.fake.count("POST", "/v2/files") - first) == (4, 1)
    assert sha1(b"application = 2\n").hexdigest() in bench.fake.files


def test_people_reach_it_only_once_it_is_switched_to(target: Vercel, bench: Bench) -> None:
    order = bench.order()
    target.build(order)
    assert target.start(order) == Place("https://tracker-production-1.vercel.app")
    assert target.serving(TRACKER, PRODUCTION) == Serving(None, None)
    target.switch(order)
    assert target.serving(TRACKER, PRODUCTION) == Serving(order.release, None)
    assert target.public(order) == Place("https://tracker.example.com")


def test_what_lets_us_past_the_protection_goes_with_every_question(
    target: Vercel, bench: Bench
) -> None:
    order = bench.order()
    target.build(order)
    known = replace(target, access=bench.access(bypass="let-me-in"))
    assert known.start(order).headers == (("x-vercel-protection-bypass", "let-me-in"),)


def test_each_step_can_be_done_again(target: Vercel, bench: Bench) -> None:
    order = bench.order()
    for _ in range(2):
        target.build(order)
        target.start(order)
        target.switch(order)
        target.keep(order)
    assert list(bench.fake.deployments) == ["dpl_1"]
    assert bench.fake.count("POST", "/promote/") == 1


def test_a_new_order_for_the_same_commit_builds_anew(target: Vercel, bench: Bench) -> None:
    deployed(target, bench, 1)
    deployed(target, bench, 2)
    assert bench.fake.project["targets"]["production"]["id"] == "dpl_2"


def test_an_undone_deploy_gives_people_back_what_they_had(target: Vercel, bench: Bench) -> None:
    deployed(target, bench, 1, commit=0)
    deployed(target, bench, 2, commit=1)
    for _ in range(2):
        target.undo(bench.order(2, commit=1))
        serving = target.serving(TRACKER, PRODUCTION)
        assert serving == Serving(bench.order(1).release, bench.order(2, commit=1).release)
    assert bench.fake.count("POST", "/rollback/dpl_1") == 1


def test_undoing_what_had_not_begun_does_nothing(target: Vercel, bench: Bench) -> None:
    deployed(target, bench, 1)
    asked = len(bench.fake.asked)
    target.undo(bench.order(9, commit=1))
    assert {method for method, _ in bench.fake.asked[asked:]} == {"GET"}


def test_undoing_before_the_switch_leaves_what_people_have(target: Vercel, bench: Bench) -> None:
    deployed(target, bench, 1)
    target.build(bench.order(2, commit=1))
    target.undo(bench.order(2, commit=1))
    assert bench.fake.count("POST", "/rollback/") == 0
    assert bench.fake.project["targets"]["production"]["id"] == "dpl_1"


def test_undoing_a_build_that_is_on_its_way_stops_it(target: Vercel, bench: Bench) -> None:
    bench.fake.looks_until_built = 10_000
    with pytest.raises(Problem, match="still BUILDING after 900 s"):
        target.build(bench.order())
    target.undo(bench.order())
    assert bench.fake.deployments["dpl_1"]["readyState"] == "CANCELED"


def test_undoing_in_the_middle_of_a_promotion_waits_for_its_end(
    target: Vercel, bench: Bench
) -> None:
    deployed(target, bench, 1)
    target.build(bench.order(2, commit=1))
    bench.fake.looks_until_moved = 4
    target.client.promote(PROJECT, "dpl_2")
    target.undo(bench.order(2, commit=1))
    assert target.serving(TRACKER, PRODUCTION).release == bench.order(1).release


def test_the_first_deploy_cannot_be_undone_and_says_so(target: Vercel, bench: Bench) -> None:
    deployed(target, bench)
    with pytest.raises(Problem, match="Nothing was served by tracker-production before"):
        target.undo(bench.order())


def test_going_back_to_a_commit_builds_nothing(target: Vercel, bench: Bench) -> None:
    deployed(target, bench, 1, commit=0)
    deployed(target, bench, 2, commit=1)
    back = bench.order(3, commit=0, kind=Kind.ROLLBACK)
    target.build(back)
    target.switch(back)
    assert list(bench.fake.deployments) == ["dpl_1", "dpl_2"]
    assert target.serving(TRACKER, PRODUCTION).release == back.release


def test_what_people_met_is_counted_from_the_switch_and_for_the_hour_before(
    target: Vercel, bench: Bench
) -> None:
    deployed(target, bench, 1)
    assert target.observe(bench.order(1)) == Observed(Seen(10, 1, 12.5), None)
    deployed(target, bench, 2, commit=1)
    seen = target.observe(bench.order(2, commit=1))
    assert seen == Observed(Seen(20, 2, 12.5), Seen(30, 3, 12.5))
    at = bench.fake.project["lastAliasRequest"]["requestedAt"]
    began = datetime.fromtimestamp(at / 1000, UTC)
    assert bench.counted[1:] == [
        (TRACKER, began, NOON),
        (TRACKER, began - timedelta(hours=1), began),
    ]


def test_migrations_run_in_the_checkout(target: Vercel, bench: Bench) -> None:
    assert target.migrate(bench.order()) == "Migrated."
    assert bench.migrated == ["order-1"]
    assert bench.fake.asked == []


def test_a_plan_changes_nothing(target: Vercel, bench: Bench) -> None:
    release = bench.order().release
    assert target.plan(bench.order()) == [
        f"Hand {release} to Vercel's project tracker-production and build it, reached by nobody.",
        "Migrate the database from this checkout.",
        "Ask the new deployment at its own address.",
        "Promote it, in place of nothing.",
        "Watch our own counts of it.",
    ]
    assert bench.fake.asked == [("GET", f"/v9/projects/{PROJECT}")]


def test_the_worker_is_sent_to_a_server(target: Vercel, bench: Bench) -> None:
    order = bench.order()
    worker = type(order)(
        order.id,
        Deployable.WORKER,
        order.environment,
        order.commit,
        order.version,
        order.change,
        order.by,
    )
    with pytest.raises(Problem, match=r"cannot run on Vercel.*deploy it to a server"):
        target.build(worker)
    assert bench.fake.asked == []


def test_a_project_that_gives_its_domains_away_by_itself_is_refused(
    target: Vercel, bench: Bench
) -> None:
    bench.fake.project["autoAssignCustomDomains"] = True
    with pytest.raises(Problem, match="switch off Auto-assign Custom Production Domains"):
        target.build(bench.order())
    assert bench.fake.deployments == {}


def test_a_commit_that_the_checkout_does_not_have_is_told(target: Vercel, bench: Bench) -> None:
    order = bench.order()
    unknown = type(order)(
        order.id, order.app, order.environment, "0" * 40, order.version, order.change, order.by
    )
    with pytest.raises(Problem, match="git cannot give the files of 000000000000"):
        target.build(unknown)


def test_a_later_build_that_took_the_domains_by_itself_is_what_people_reach(
    target: Vercel, bench: Bench
) -> None:
    deployed(target, bench)
    bench.fake.deployments["dpl_9"] = bench.fake.deployments["dpl_1"] | {"id": "dpl_9", "meta": {}}
    bench.fake.project["targets"]["production"] = {"id": "dpl_9", "createdAt": 2 * BIRTH}
    assert target.serving(TRACKER, PRODUCTION) == Serving(None, bench.order().release)
