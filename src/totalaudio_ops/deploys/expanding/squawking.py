"""What squawk knows of migrations, in our words."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from totalaudio_ops.deploys.expanding.parsing import without_comments
from totalaudio_ops.problems import Problem

SECONDS: Final = 60
OLDEST_SERVER: Final = "15.0"
KNOWN: Final = {
    "adding-field-with-default": "rewrite",
    "adding-foreign-key-constraint": "constraint",
    "adding-not-nullable-field": "not-null",
    "adding-required-field": "not-null",
    "adding-serial-primary-key-field": "constraint",
    "ban-alter-domain-with-add-constraint": "constraint",
    "ban-drop-column": "drop-column",
    "ban-drop-default": "drop-default",
    "changing-column-type": "type",
    "constraint-missing-not-valid": "constraint",
    "disallowed-unique-constraint": "constraint",
    "renaming-column": "rename",
    "renaming-table": "rename",
    "require-concurrent-index-creation": "index",
    "syntax-error": "unread",
    "transaction-nesting": "transaction",
}


class _Found(msgspec.Struct, frozen=True):
    file: str
    rule_name: str


def squawk(statements: Sequence[str], *, is_atomic: bool) -> list[set[str]]:
    """For each statement the rules that it breaks; each is looked at by itself."""
    found: list[set[str]] = [set() for _ in statements]
    if not statements:
        return found
    with tempfile.TemporaryDirectory(prefix="expanding-") as folder:
        for place, text in enumerate(statements):
            Path(folder, f"{place}.sql").write_text(without_comments(text), encoding="utf-8")
        for one in _said(folder, is_atomic=is_atomic):
            if one.rule_name in KNOWN:
                found[int(Path(one.file).stem)].add(KNOWN[one.rule_name])
    return found


def _said(folder: str, *, is_atomic: bool) -> list[_Found]:
    mode = "--assume-in-transaction" if is_atomic else "--no-assume-in-transaction"
    files = sorted(str(file) for file in Path(folder).iterdir())
    done = subprocess.run(
        [_program(), mode, "--pg-version", OLDEST_SERVER, "--reporter", "json", *files],
        cwd=folder,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    try:
        return msgspec.json.decode(done.stdout, type=list[_Found])
    except msgspec.DecodeError:
        said = done.stderr.decode(errors="replace").strip() or "it said nothing"
        raise Problem(f"squawk failed: {said.splitlines()[-1]}") from None


def _program() -> str:
    own = Path(sys.executable).parent / "squawk"
    found = str(own) if own.exists() else shutil.which("squawk")
    if not found:
        raise Problem("squawk is not installed: install requirements/runtime.txt.")
    return found
