"""The table of owners says what the import graph says, and the path filters say the same as the table."""

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from totalaudio.project.platform.places import ROOT
from totalaudio.project.workflows.folders import squeezed, table, written
from totalaudio.project.workflows.reaching import reached
from totalaudio.project.workflows.references import Imports, file_of, imports_of
from totalaudio_ops.apps import WEB_APPS, Deployable
from totalaudio_ops.releases import owning
from totalaudio_ops.releases.owning import deployed_by, packages_of, paths_of

INTEL, TRACKER, PITCH, WORKER = Deployable
EVERYBODY = set(Deployable)


@pytest.fixture(scope="module")
def imports() -> Imports:
    return imports_of(ROOT / "src")


@pytest.fixture(scope="module")
def made_of(imports: Imports) -> Mapping[Deployable, frozenset[str]]:
    return reached(imports, ROOT / "src")


@pytest.mark.parametrize(
    ("changed", "redeployed"),
    [
        ("src/totalaudio/contacts/keys.py", EVERYBODY),
        ("src/totalaudio/contacts/models/contact.py", EVERYBODY),
        ("src/totalaudio/contacts/lists/filters.py", {INTEL, TRACKER}),
        ("src/totalaudio/campaigns/actions/targets.py", {TRACKER, PITCH, WORKER}),
        ("src/totalaudio/core/ui/static/ui/tokens.css", EVERYBODY),
        ("src/totalaudio/core/accounts/templates/account/login.html", EVERYBODY),
        ("src/totalaudio/core/accounts/signing/urls.py", {INTEL, TRACKER, PITCH}),
        ("src/totalaudio/core/lib/fetching/guard.py", {INTEL, PITCH, WORKER}),
        ("src/totalaudio/intel/enrichment/tasks.py", {INTEL, WORKER}),
        ("src/totalaudio/intel/search/views.py", {INTEL}),
        ("src/totalaudio/intel/templates/intel/home.html", {INTEL, WORKER}),
        ("src/totalaudio/tracker/reports/views.py", {TRACKER}),
        ("src/totalaudio/pitch/sends/outbox.py", {PITCH, WORKER}),
        ("src/totalaudio/pitch/migrations/0099_more.py", EVERYBODY),
        ("src/totalaudio/project/settings.py", EVERYBODY),
        ("src/totalaudio_ops/schema/sql/0099_more.sql", EVERYBODY),
        ("requirements/runtime.txt", EVERYBODY),
        ("deployables.toml", EVERYBODY),
        ("slos/tracker.yaml", {TRACKER}),
        ("slos/worker.yaml", {WORKER}),
        ("requirements/dev.txt", set()),
        ("src/totalaudio/intel/tests/test_pages.py", set()),
        ("src/totalaudio/core/ui/README.md", set()),
        ("docs/glossary.md", set()),
        ("bench/flags.py", set()),
        ("tests/support/cast.py", set()),
        ("README.md", set()),
    ],
)
def test_a_change_redeploys_exactly_the_apps_that_import_it(
    changed: str, redeployed: set[Deployable]
) -> None:
    assert set(deployed_by(changed)) == redeployed


def test_each_shared_folder_goes_out_with_exactly_the_apps_whose_roots_lead_to_a_module_in_it(
    imports: Imports, made_of: Mapping[Deployable, frozenset[str]]
) -> None:
    expected: dict[str, set[Deployable]] = {}
    for module in imports:
        file = file_of(ROOT / "src", module)
        if file.name != "__init__.py" and module.split(".")[1] in {"core", "contacts", "campaigns"}:
            folder = expected.setdefault(file.parent.relative_to(ROOT).as_posix(), set())
            folder |= {app for app in Deployable if module in made_of[app]}
    assert len(expected) > 30
    found = {folder: set(deployed_by(f"{folder}/new.py")) for folder in expected}
    assert found == {
        folder: owners or set(deployed_by(f"{Path(folder).parent}/new.py"))
        for folder, owners in expected.items()
    }


def test_what_an_app_imports_is_never_left_behind_when_it_changes(
    imports: Imports, made_of: Mapping[Deployable, frozenset[str]]
) -> None:
    behind = [
        (app, module)
        for app in Deployable
        for module in made_of[app]
        if app not in deployed_by(file_of(ROOT / "src", module).relative_to(ROOT).as_posix())
        and file_of(ROOT / "src", module).name != "__init__.py"
    ]
    assert behind == []


def test_an_import_leads_from_a_view_by_its_route_to_what_it_uses(
    made_of: Mapping[Deployable, frozenset[str]],
) -> None:
    assert "totalaudio.core.accounts.signing.urls" in made_of[Deployable.TRACKER]
    assert "totalaudio.intel.search.views" in made_of[Deployable.INTEL]
    assert "totalaudio.intel.search.views" not in made_of[Deployable.WORKER]
    assert "totalaudio.intel.enrichment.tasks" not in made_of[Deployable.INTEL]
    assert "totalaudio.intel.enrichment.tasks" in made_of[Deployable.WORKER]


def test_no_web_app_is_made_of_another_product(
    made_of: Mapping[Deployable, frozenset[str]],
) -> None:
    own = {"intel": INTEL, "tracker": TRACKER, "pitch": PITCH}
    strangers = [
        (app, module)
        for app in WEB_APPS
        for module in made_of[app]
        if own.get(module.removeprefix("totalaudio.").split(".")[0], app) is not app
    ]
    assert strangers == []


def test_the_committed_table_is_what_the_graph_says() -> None:
    assert owning.TABLE.read_text(encoding="utf-8") == written(table(ROOT))


def test_only_folders_that_differ_from_the_one_around_them_are_listed() -> None:
    everybody, two = frozenset(Deployable), frozenset({INTEL, WORKER})
    nobody: frozenset[Deployable] = frozenset()
    assert squeezed({"a": everybody, "a/b": two, "a/b/c": two, "a/b/d": nobody, "e": nobody}) == {
        "a/b": two
    }


def test_the_path_filters_choose_the_same_files_as_the_table() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    files = tracked.stdout.splitlines()
    assert len(files) > 1000
    for app in Deployable:
        chosen = {file for file in files if is_chosen(file, paths_of(app))}
        assert chosen == {file for file in files if app in deployed_by(file)}
        assert chosen


def test_a_change_is_the_app_s_whose_source_it_is_and_core_s_where_several_share_it() -> None:
    changed = [
        "src/totalaudio/intel/enrichment/tasks.py",
        "src/totalaudio/pitch/drafts/views.py",
        "src/totalaudio/contacts/lists/filters.py",
        "src/totalaudio/project/settings.py",
        "deployables.toml",
        "docs/api.md",
        "slos/worker.yaml",
        "slos/tracker.yaml",
    ]
    assert packages_of(changed) == {
        "audio-intel": {"src/totalaudio/intel/enrichment/tasks.py"},
        "pitch-generator": {"src/totalaudio/pitch/drafts/views.py"},
        "core": {
            "src/totalaudio/contacts/lists/filters.py",
            "src/totalaudio/project/settings.py",
        },
        "worker": {"slos/worker.yaml"},
        "tracker": {"slos/tracker.yaml"},
    }


def test_a_migration_of_a_product_is_its_product_s_change_although_everybody_goes_out_with_it() -> (
    None
):
    path = "src/totalaudio/tracker/migrations/0099_more.py"
    assert packages_of([path]) == {"tracker": {path}}


def is_chosen(file: str, patterns: list[str]) -> bool:
    """As GitHub decides: the last pattern that fits, `**` for anything and `*` for anything but a slash."""
    chosen = False
    for pattern in patterns:
        if re.fullmatch(_expression(pattern.removeprefix("!")), file):
            chosen = not pattern.startswith("!")
    return chosen


def _expression(pattern: str) -> str:
    text = re.escape(pattern).replace(r"\*\*/", "(?:.*/)?").replace(r"\*\*", ".*")
    return text.replace(r"\*", "[^/]*")
