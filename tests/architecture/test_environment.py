"""One module reads the process environment; what it declares is read by somebody."""

import ast
import re

import pytest

from tests.architecture.environ import lines_that_touch, names_read
from tests.architecture.sources import ROOT, is_test, name_of, python_files, tree_of
from totalaudio.project.environment import Environment
from totalaudio.project.environment.declared import OF_COMMANDS

READER = "src/totalaudio/project/environment/"
FIELDS = f"{READER}fields/"
# They compose processes: they read and write what children are told, before any setting is known.
COMPOSERS = (
    "src/totalaudio/project/cli/",
    "src/totalaudio/project/expanding/",
    "src/totalaudio/project/platform/",
    "src/totalaudio_ops/",
)
# What other programs say to ours: the shell that completes a line, the start script, the system.
OF_OTHERS = {
    *("COMP_WORDS", "_TYPER_COMPLETE_ARGS", "_TOTALAUDIO_COMPLETE", "UV", "PATH", "HOME"),
    *(
        "PGSSLMODE",
        "PGSSLROOTCERT",
    ),  # libpq's own, which a forwarder to a server obeys as libpq does
    *("GITHUB_ACTOR", "SUDO_USER"),  # who asks the gate
    *("GITHUB_API_URL", "GITHUB_REPOSITORY", "GITHUB_TOKEN", "GITHUB_SHA"),  # of a workflow's run
    *("GITHUB_RUN_ID", "GITHUB_SERVER_URL", "GITHUB_STEP_SUMMARY"),
}
# The addresses of the roles, by the role's name.
COMPUTED = {"f'DATABASE_{role.upper()}_URL'"}
# What the shell scripts read before there is a Python to ask.
OF_SCRIPTS = {
    ".ci/run": {"BASH_SOURCE", "PYTEST_ADDOPTS"},
    "totalaudio": {
        *("HOME", "PYENV_ROOT", "XDG_CACHE_HOME"),
        *("PIP_INDEX_URL", "UV_CACHE_DIR", "UV_DEFAULT_INDEX", "UV_SYSTEM_CERTS"),
    },
}


def test_nothing_else_touches_the_process_environment() -> None:
    found = [
        f"{name_of(path)}:{line}"
        for path in python_files("src")
        if not is_test(path) and not name_of(path).startswith((READER, *COMPOSERS))
        for line in lines_that_touch(tree_of(path))
    ]
    assert found == []


def test_only_one_module_of_the_settings_reads_the_process_environment() -> None:
    sources = {"EnvSettingsSource", "DotEnvSettingsSource"}
    readers = {
        name_of(path).rsplit("/", 1)[-1]
        for path in python_files("src")
        if not is_test(path)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Name) and node.id in sources
    }
    assert readers == {"reading.py"}
    assert [
        name_of(path)
        for path in python_files("src/totalaudio/project/environment")
        if not is_test(path) and lines_that_touch(tree_of(path))
    ] == []


def test_settings_are_declared_in_one_class() -> None:
    declaring = [
        name_of(path)
        for path in python_files("src")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef)
        and any("BaseSettings" in ast.unparse(b) for b in node.bases)
    ]
    assert declaring == [f"{FIELDS}together.py"]


def test_who_composes_processes_reads_only_what_is_declared() -> None:
    declared = {name.upper() for name in Environment.model_fields} | set(OF_COMMANDS)
    read = {
        name
        for path in python_files("src")
        if not is_test(path) and name_of(path).startswith(COMPOSERS)
        for name in names_read(tree_of(path))
        if name.isupper() or name.startswith("f'")
    }
    assert sorted(read - declared - OF_OTHERS - COMPUTED) == []
    assert sorted((OF_OTHERS | COMPUTED) - read) == []


@pytest.mark.parametrize("script", OF_SCRIPTS)
def test_the_scripts_read_only_what_is_listed(script: str) -> None:
    text = (ROOT / script).read_text(encoding="utf-8")
    assert set(re.findall(r"\$\{?([A-Z_][A-Z0-9_]*)", text)) == OF_SCRIPTS[script]


def test_every_declared_variable_is_read() -> None:
    settings = {"ENV", "environment()", "settings()", "self", "told"}
    read = {
        node.attr
        for path in python_files("src")
        if not is_test(path)
        and (not name_of(path).startswith(READER) or name_of(path).startswith(FIELDS))
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in settings
    }
    assert sorted(set(Environment.model_fields) - read) == []


def test_every_variable_of_commands_is_read() -> None:
    read = {
        node.value
        for path in python_files("src")
        if name_of(path).startswith(COMPOSERS)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant)
    }
    by_role = {"DATABASE_APP_URL"}
    assert sorted(set(OF_COMMANDS) - read - by_role) == []


@pytest.mark.parametrize(
    "text",
    [
        "import os\nx = os.environ['A']",
        "import os as o\nx = o.environ.get('A')",
        "import os\nx = os.getenv('A')",
        "from os import environ\n",
        "from os import getenv as quiet\n",
        "from os import *\n",
        "import os\nx = getattr(os, 'environ')",
        "import os\nx = vars(os)['environ']",
        "import os\nx = vars(os)['env' + 'iron']",
        "import os\nx = os.__dict__['env' + 'iron']",
        "import os\nx = os.path.expandvars('$A')",
        "from dotenv import load_dotenv\n",
        "from decouple import config\n",
        "import environ as quiet\n",
        "import posix\n",
        "x = __import__('os')",
        "import importlib\nx = importlib.import_module('os')",
        "x = open('/proc/self/environ').read()",
        "import os\nos.environ['DJANGO_SETTINGS_MODULE'] = 'x'",
        "import os\nos.environ.setdefault('SECRET_KEY', 'x')",
        "import os\nos.putenv('A', 'b')",
        "import subprocess, os\nsubprocess.run([], env={**os.environ})",
    ],
)
def test_every_way_to_the_environment_is_seen(text: str) -> None:
    assert lines_that_touch(ast.parse(text)) != []


@pytest.mark.parametrize(
    "text",
    [
        "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'x')",
        "'''Nothing is read from environ here.'''\nimport os\nos.getpid()",
        "from totalaudio.project.environment import environment\nenvironment().port",
    ],
)
def test_what_only_looks_like_it_is_let_through(text: str) -> None:
    assert lines_that_touch(ast.parse(text)) == []
