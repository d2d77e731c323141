"""A command of the platform in the release that serves, with the settings of one environment."""

import os
import subprocess
import sys

import pytest
from tests.support.sites import ROOT, Tried

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.server.commanding import command_of
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.problems import Problem

PRODUCTION, PREVIEW = Environment
MADE_UP = "made-up-of-the-tests"


def test_it_has_the_settings_of_its_environment_and_runs_in_what_serves(site: Tried) -> None:
    for environment in Environment:
        lines = f"SECRET_KEY={MADE_UP}-{environment}\nDATA_DIR=/elsewhere\n"
        site.site.settings(environment).write_text(lines)
    intel, worker = site.repository.commit("one"), site.repository.commit("two")
    site.deploy(site.order(intel, app=Deployable.INTEL))
    found = command_of(site.server, PRODUCTION, ("slo", "status"), {"LANG": "C"})
    assert found.argv[0] == str(
        site.site.releases / intel[:12] / ".totalaudio" / "venv" / "bin" / "python"
    )
    assert found.argv[1:] == ("-P", "-m", "totalaudio", "slo", "status")
    assert {name: found.environ[name] for name in ("LANG", "SECRET_KEY", "DATA_DIR", "ENVIRONMENT")} == {
        "LANG": "C", "SECRET_KEY": f"{MADE_UP}-production", "DATA_DIR": str(site.site.data(PRODUCTION)),
        "ENVIRONMENT": "production",
    }  # fmt: skip
    assert "APP" not in found.environ
    site.deploy(site.order(worker, 2, app=Deployable.WORKER))
    assert worker[:12] in command_of(site.server, PRODUCTION, ("x",), {}).argv[0]
    with pytest.raises(Problem, match=r"nothing serves in preview, .* deploy worker --env preview"):
        command_of(site.server, PREVIEW, ("x",), {})


def test_how_it_ends_and_what_it_says_are_passed_on(site: Tried) -> None:
    site.deploy(site.order(site.repository.commit("one", "bad-settings")))
    typed = [sys.executable, "-P", "-m", "totalaudio", "site", "run", "--env", "production"]
    done = subprocess.run(
        [*typed, "serve", "check", "--env", "x", "--site=y"],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT}/src", "DEPLOY_SITE": str(site.site.path)},
        cwd="/", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (1, "EMAIL_URL: is missing\n", "")
