"""The container files: linted, and in agreement with what is declared elsewhere."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
from ruamel.yaml import YAML

from totalaudio.project.platform.places import ROOT
from totalaudio_ops.deployables import read_deployables

PROGRAMS: Final = Path(sys.executable).parent
FOLDER: Final = ROOT / "containers"
SCRIPTS: Final = sorted(FOLDER.glob("*.sh"))


def said_by(*argv: str | Path) -> tuple[int, str]:
    done = subprocess.run(
        [PROGRAMS / argv[0], *argv[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return dict(YAML(typ="safe").load(ROOT / "compose.yaml"))


def test_the_image_has_no_finding_of_hadolint() -> None:
    assert said_by("hadolint", "--no-color", "Dockerfile") == (0, "")


def test_a_fault_in_an_image_would_be_found(tmp_path: Path) -> None:
    file = tmp_path / "Dockerfile"
    file.write_text("FROM debian\nRUN cd /tmp && sudo ls\n")
    status, said = said_by("hadolint", "--no-color", file)
    assert status == 1
    assert "DL3006" in said


def test_the_compose_file_is_of_the_compose_specification() -> None:
    schema = ("--builtin-schema", "vendor.compose-spec")
    assert said_by("check-jsonschema", *schema, "compose.yaml")[0] == 0


def test_what_is_not_of_the_specification_would_be_found(tmp_path: Path) -> None:
    file = tmp_path / "compose.yaml"
    file.write_text("services: {one: {image: x, healthchek: {}}}\n")
    assert said_by("check-jsonschema", "--builtin-schema", "vendor.compose-spec", file)[0] == 1


def test_the_scripts_have_no_finding_of_shellcheck() -> None:
    assert [script.name for script in SCRIPTS] == ["init.sh", "roles.sh", "start.sh"]
    assert said_by("shellcheck", *SCRIPTS) == (0, "")
    assert [script.name for script in SCRIPTS if not script.stat().st_mode & 0o100] == []


def test_every_process_of_every_deployable_has_a_service(compose: dict[str, Any]) -> None:
    services = compose["services"]
    run = {
        (one["environment"]["APP"], *one.get("command", ["web" if app != "worker" else "worker"]))
        for app, one in services.items()
        if "APP" in one.get("environment", {})
    }
    wanted = {
        (app.value, process)
        for app, declared in read_deployables(ROOT).deployables.items()
        for process in declared.processes
    }
    assert run == wanted | {("worker", "migrate")}


def test_every_image_has_a_version(compose: dict[str, Any]) -> None:
    images = {one["image"] for one in compose["services"].values()}
    assert {
        image for image in images if not re.fullmatch(r"\S+:(\$\{RELEASE:-latest\}|[\d.]+)", image)
    } == set()


def test_our_processes_can_write_nothing_but_their_data_and_have_no_rights(
    compose: dict[str, Any],
) -> None:
    ours = [one for one in compose["services"].values() if one["image"].startswith("totalaudio:")]
    assert len(ours) == 6
    for one in ours:
        assert one["read_only"] is True
        assert one["cap_drop"] == ["ALL"]
        assert one["security_opt"] == ["no-new-privileges:true"]


def test_no_secret_is_in_a_file_of_the_repository(compose: dict[str, Any]) -> None:
    for one in compose["services"].values():
        secret = [
            name for name in one.get("environment", {}) if re.search("PASSWORD$|KEY|URL", name)
        ]
        assert secret == []
    folder = "${ENVIRONMENT_FOLDER:-./containers/production}/"
    assert all(one["file"].startswith(folder) for one in compose["secrets"].values())
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"/containers/production/", "/containers/preview/"} <= set(ignored)


def test_the_builder_is_handed_only_what_the_image_is_made_of() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert lines[1] == "*"
    copied = set(
        re.findall(r"^COPY (?!--)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    )
    files = {file for line in copied for file in line.split()}
    assert {line[1:] for line in lines if line.startswith("!")} == files


def test_the_image_is_run_by_nobody_special_and_says_how_it_is() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert re.findall(r"^USER (\S+)$", text, re.MULTILINE) == ["10001"]
    assert "HEALTHCHECK" in text
    assert "--require-hashes" in text


def test_the_front_sends_each_path_to_the_app_that_declares_it() -> None:
    text = (FOLDER / "haproxy.cfg").read_text(encoding="utf-8")
    rules = re.findall(r"^    use_backend (\S+) if { path_beg (.+) }$", text, re.MULTILINE)
    default = re.findall(r"^    default_backend (\S+)$", text, re.MULTILINE)[0]
    declared = {
        app.value: one.paths
        for app, one in read_deployables(ROOT).deployables.items()
        if one.is_web
    }
    sent = {app: tuple(paths.split()) for app, paths in rules}
    assert sent | {default: declared[default]} == declared
