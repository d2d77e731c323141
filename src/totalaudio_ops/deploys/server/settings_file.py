"""Reads and fills the settings of an environment, line by line."""

import os
from io import StringIO
from pathlib import Path
from typing import Final

from dotenv.parser import parse_stream

from totalaudio_ops.deploys.server.state import write_whole
from totalaudio_ops.problems import Problem

ADDRESSES: Final = ("DATABASE_URL", "DATABASE_SYSTEM_URL", "DATABASE_OWNER_URL")


def read_settings(file: Path) -> dict[str, str]:
    """What is set, and not empty; raises Problem when the file cannot be read."""
    return {
        one.key: one.value for one in parse_stream(StringIO(_text(file))) if one.key and one.value
    }


def empty_names(file: Path) -> tuple[str, ...]:
    """The names that stand there with nothing behind them; raises Problem when the file cannot be read."""
    parsed = parse_stream(StringIO(_text(file)))
    return tuple(one.key for one in parsed if one.key and one.value == "")


def fill(file: Path, values: dict[str, str]) -> None:
    """Write values where the file has the name with nothing behind it, or at its end; other lines stay as they are."""
    left = dict(values)
    lines = []
    for line in _text(file).splitlines():
        name, separator, value = line.partition("=")
        if separator and not value.strip() and name.strip() in left:
            lines.append(f"{name.strip()}={_quoted(left.pop(name.strip()))}")
        else:
            lines.append(line)
    lines += [f"{name}={_quoted(value)}" for name, value in left.items()]
    found = file.stat()
    write_whole(file, ("\n".join(lines) + "\n").encode())
    if file.stat().st_uid != found.st_uid:
        os.chown(file, found.st_uid, found.st_gid)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        cause = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise Problem(f"the settings {file} cannot be read: {cause}.") from None


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
