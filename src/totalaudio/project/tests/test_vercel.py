"""What Vercel finds in the repository: its builder's rules for the entry point, and a process as its runtime has."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from tests.support.database import Urls

from totalaudio.project.platform.places import ROOT
from totalaudio_ops.deploys.vercel.sources import NOT_THERE, PARTS, pinned, pyproject

LONG = "Zy8-kd0_Qm3.xPw7-Lr2_Vb5.Tn9-Hc4_"
# Its runtime loads the file by its path, under the name of the module, and hands requests to the variable.
RUNTIME = """
import io, json, sys
from importlib.util import module_from_spec, spec_from_file_location

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {absent!r}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Absent())
spec = spec_from_file_location({module!r}, {file!r})
module = sys.modules[{module!r}] = module_from_spec(spec)
spec.loader.exec_module(module)

def ask(path, host):
    said = []
    environ = {{
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "SCRIPT_NAME": "", "QUERY_STRING": "",
        "SERVER_NAME": "x", "SERVER_PORT": "443", "HTTP_HOST": host, "HTTP_X_FORWARDED_PROTO": "https",
        "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "wsgi.url_scheme": "http",
    }}
    answer = getattr(module, {variable!r})(environ, lambda status, headers, *_: said.append(status))
    b"".join(answer)
    answer.close()
    return said[0]

import threading
print(json.dumps([
    ask("/health/ready", "tracker-abc.vercel.app"),
    ask("/accounts/login/", "tracker-abc.vercel.app"),
    ask("/accounts/login/", "promotion.example.com"),
    ask("/accounts/login/", "another.example.com"),
    sorted(thread.name for thread in threading.enumerate()),
]))
"""


def entrypoint() -> tuple[str, Path, str]:
    """Module, file and variable, as the builder of Vercel reads `module:variable` from pyproject.toml."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = re.fullmatch(
        r"([A-Za-z_][\w.]*)\s*:\s*([A-Za-z_]\w*)", told["tool"]["vercel"]["entrypoint"]
    )
    assert found
    return found[1], ROOT / f"{found[1].replace('.', '/')}.py", found[2]


def test_the_entry_point_is_a_file_below_the_root_of_the_repository() -> None:
    _, file, variable = entrypoint()
    assert file.is_file()
    assert f"import {variable}" in file.read_text(encoding="utf-8")
    assert file.relative_to(ROOT).parts[0] in PARTS


def test_what_is_installed_there_is_what_our_own_lock_pins() -> None:
    runtime = (ROOT / "requirements" / "runtime.txt").read_bytes()
    told = tomllib.loads(pyproject((ROOT / "pyproject.toml").read_bytes(), runtime).decode())
    names = {re.split(r"[=\[]", one)[0] for one in told["project"]["dependencies"]}
    locked = set(
        re.findall(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==", runtime.decode(), re.MULTILINE)
    )
    assert names == locked - NOT_THERE
    assert NOT_THERE - {"uv"} <= locked
    assert all("==" in one for one in pinned(runtime.decode()))


@pytest.mark.parametrize("app", ["audio-intel", "tracker", "pitch-generator"])
def test_each_app_answers_in_a_process_as_vercel_makes_one(db: Urls, app: str) -> None:
    """Under the host of the deployment and under our own, without threads, and without what is not installed."""
    module, file, variable = entrypoint()
    absent = sorted(name.replace("-", "_") for name in NOT_THERE)
    script = RUNTIME.format(absent=absent, module=module, file=str(file), variable=variable)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-P", "-c", script],
        env={
            "PATH": os.environ["PATH"],
            "VERCEL": "1",
            "VERCEL_URL": "tracker-abc.vercel.app",
            "APP": app,
            "ENVIRONMENT": "production",
            "SECRET_KEY": LONG,
            "TOKEN_KEYS": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
            "DATABASE_URL": db.app,
            "PUBLIC_URL": "https://promotion.example.com",
            "EMAIL_URL": "smtps://user:secret@mail.example.com:465",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    answers = '["200 OK", "200 OK", "200 OK", "400 Bad Request", ["MainThread"]]\n'
    assert done.stdout == answers, done.stderr[-2000:]
